using Ramure.Kernel.Data;

namespace Ramure.Storage.Sqlite;

/// <summary>The triggers that keep a table append-only, whoever writes to the database.</summary>
internal static class AppendOnlyGuard
{
    public static string Of(AppendOnlyTable table) =>
        $"""
         CREATE TRIGGER IF NOT EXISTS {table.Name}_no_delete BEFORE DELETE ON {table.Name}
         BEGIN
           SELECT RAISE(ABORT, '{table.Name} is append-only');
         END;
         CREATE TRIGGER IF NOT EXISTS {table.Name}_no_update BEFORE UPDATE ON {table.Name}
         BEGIN
           SELECT RAISE(ABORT, '{table.Name} is append-only');
         END;

         """;
}
