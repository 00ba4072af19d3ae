using DuckDB.NET.Data;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Data;

namespace Ramure.Benchmarks;

/// <summary>The same entries in DuckDB's columns, in memory: what an analyst would hold them against.</summary>
internal sealed class DuckReference(DuckDBConnection connection) : IAsyncDisposable
{
    public static async Task<DuckReference> LoadAsync(IServiceProvider services, CancellationToken cancel)
    {
        var connection = new DuckDBConnection("DataSource=:memory:");
        await connection.OpenAsync(cancel);
        await using (var create = connection.CreateCommand())
        {
            create.CommandText = "CREATE TABLE entries (id BIGINT, measure_id INTEGER, unit_number INTEGER, day INTEGER, month INTEGER, quantity BIGINT, context_id INTEGER)";
            await create.ExecuteNonQueryAsync(cancel);
        }

        using (var appender = connection.CreateAppender("entries"))
        {
            await LedgerBenchmark.ReadAsync(
                services.GetRequiredService<RamureDb>(), "SELECT id, measure_id, unit_number, day, month, quantity, context_id FROM ledger_entries",
                r => appender.CreateRow().AppendValue(r.GetInt64(0)).AppendValue(r.GetInt32(1)).AppendValue(r.GetInt32(2)).AppendValue(r.GetInt32(3)).AppendValue(r.GetInt32(4)).AppendValue(r.GetInt64(5)).AppendValue(r.GetInt32(6)).EndRow(),
                cancel);
        }

        return new DuckReference(connection);
    }

    public async Task ReadAsync(string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            // Rows are read to the end, as the board's are.
        }
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
