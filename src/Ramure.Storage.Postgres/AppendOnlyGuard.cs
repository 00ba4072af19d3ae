using System.Globalization;
using Ramure.Kernel.Data;

namespace Ramure.Storage.Postgres;

/// <summary>The triggers that keep tables append-only, whoever writes to the database.</summary>
internal static class AppendOnlyGuard
{
    /// <summary>Whether all of them are there.</summary>
    public static string Exist(IReadOnlyList<AppendOnlyTable> tables) =>
        $"SELECT COUNT(*) = {tables.Count.ToString(CultureInfo.InvariantCulture)} FROM pg_trigger WHERE "
        + string.Join(" OR ", tables.Select(t => $"(tgname = '{t.Name}_no_truncate' AND tgrelid = '{t.Name}'::regclass)"));

    public static string Sql(IReadOnlyList<AppendOnlyTable> tables) =>
        """
        CREATE OR REPLACE FUNCTION kernel_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
        END $$;

        """ + string.Concat(tables.Select(t =>
            $"""
             CREATE OR REPLACE TRIGGER {t.Name}_no_change BEFORE UPDATE OR DELETE ON {t.Name}
               FOR EACH ROW EXECUTE FUNCTION kernel_append_only();
             CREATE OR REPLACE TRIGGER {t.Name}_no_truncate BEFORE TRUNCATE ON {t.Name}
               FOR EACH STATEMENT EXECUTE FUNCTION kernel_append_only();

             """));
}
