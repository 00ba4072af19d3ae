using System.Data.Common;
using System.Globalization;
using System.Text;

namespace Ramure.Kernel.Data;

/// <summary>Writes rows by prepared statements that both databases understand.</summary>
internal static class BulkInsert
{
    public static async Task RunAsync(
        DbConnection connection, DbTransaction transaction, int chunk, string table, IReadOnlyList<string> columns, IReadOnlyList<object?[]> rows, string suffix,
        CancellationToken cancel)
    {
        if (rows.Count == 0)
            return;
        await using var full = Prepare(connection, transaction, table, columns, Math.Min(chunk, rows.Count), suffix);
        for (var start = 0; start < rows.Count; start += chunk)
        {
            var size = Math.Min(chunk, rows.Count - start);
            if (size * columns.Count == full.Parameters.Count)
            {
                await WriteAsync(full, rows, start, size, columns.Count, cancel);
                continue;
            }

            await using var rest = Prepare(connection, transaction, table, columns, size, suffix);
            await WriteAsync(rest, rows, start, size, columns.Count, cancel);
        }
    }

    private static Task WriteAsync(DbCommand command, IReadOnlyList<object?[]> rows, int start, int size, int width, CancellationToken cancel)
    {
        for (var r = 0; r < size; r++)
        {
            for (var c = 0; c < width; c++)
                command.Parameters[(r * width) + c].Value = rows[start + r][c] ?? DBNull.Value;
        }

        return command.ExecuteNonQueryAsync(cancel);
    }

    private static DbCommand Prepare(DbConnection connection, DbTransaction transaction, string table, IReadOnlyList<string> columns, int rows, string suffix)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandTimeout = 0;
        var sql = new StringBuilder("INSERT INTO ").Append(table).Append(" (").AppendJoin(", ", columns).Append(") VALUES ");
        for (var r = 0; r < rows; r++)
        {
            sql.Append(r == 0 ? "(" : ", (");
            for (var c = 0; c < columns.Count; c++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{(r * columns.Count) + c}");
                sql.Append(c == 0 ? "" : ", ").Append(parameter.ParameterName);
                command.Parameters.Add(parameter);
            }

            sql.Append(')');
        }

        command.CommandText = sql.Append(' ').Append(suffix).ToString();
        return command;
    }
}
