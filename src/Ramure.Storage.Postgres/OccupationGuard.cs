namespace Ramure.Storage.Postgres;

/// <summary>The constraint by which a room or a trainer is in one place at a time, whoever writes to the database.</summary>
internal static class OccupationGuard
{
    public const string Name = "ex_training_occupations_one_place";

    public const string Exists =
        $"SELECT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = '{Name}' AND conrelid = 'training_occupations'::regclass)";

    /// <summary>The extension gives a range index the equality of identifiers; it is a trusted one, which the owner of a database may add.</summary>
    public const string Sql =
        $"""
        CREATE EXTENSION IF NOT EXISTS btree_gist;
        ALTER TABLE training_occupations ADD CONSTRAINT {Name}
          EXCLUDE USING gist ("ResourceId" WITH =, tstzrange("StartsAt", "EndsAt") WITH &&);
        """;
}
