namespace Ramure.Storage.Sqlite;

/// <summary>The triggers by which a room or a trainer is in one place at a time, whoever writes to the database.</summary>
internal static class OccupationGuard
{
    // Instants are kept as text in one form: they compare as they follow each other.
    private const string Taken =
        """
        BEGIN
          SELECT RAISE(ABORT, 'this room or trainer is taken at that time')
          WHERE EXISTS (
            SELECT 1 FROM training_occupations o
            WHERE o."ResourceId" = NEW."ResourceId" AND o."Id" <> NEW."Id" AND o."StartsAt" < NEW."EndsAt" AND NEW."StartsAt" < o."EndsAt");
        END;
        """;

    public const string Sql =
        "CREATE TRIGGER IF NOT EXISTS training_occupations_insert BEFORE INSERT ON training_occupations\n" + Taken
        + "\nCREATE TRIGGER IF NOT EXISTS training_occupations_update BEFORE UPDATE ON training_occupations\n" + Taken;
}
