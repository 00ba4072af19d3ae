using System.Globalization;
using System.Text;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.Posting;
using Ramure.Ledger.Sql;

namespace Ramure.Ledger.Subjects;

/// <summary>Lays a new key over all hashes, in one transaction: who holds the keys of before can link nothing any more.</summary>
internal sealed class RotateSubjectKey(OperationRunner runner, IStorageProvider storage, SubjectKeys keys, SubjectTable table)
{
    private const int Page = 2000;

    /// <summary>How many subjects were hashed again.</summary>
    public Task<Result<int>> RunAsync(string? reason, CancellationToken cancel) => runner.RunAsync<int>(
        new Operation("ledger.rotate-subject-key", LedgerPermissions.Upkeep, reason),
        async scope =>
        {
            await storage.LockAsync(scope.Connection, scope.Transaction, LedgerWriter.LockKey, cancel);
            var layers = await SubjectTable.LayersAsync(scope.Connection, scope.Transaction, cancel);
            await table.ProveAsync(scope, layers, cancel);
            var key = keys.Next(layers);
            var subjects = 0;
            for (var last = 0L; await PageAsync(scope, last, cancel) is { Count: > 0 } rows; last = rows[^1].Id)
            {
                foreach (var chunk in rows.Chunk(storage.RowsPerInsert))
                    await UpdateAsync(scope, [.. chunk.Select(r => (r.Id, SubjectKeys.Layer(key, r.Hash)))], cancel);
                subjects += rows.Count;
            }

            await LedgerSql.ExecuteAsync(
                scope.Connection, scope.Transaction, "UPDATE ledger_state SET subject_layers = @layers, subject_proof = @proof WHERE id = 1", cancel,
                ("@layers", layers + 1), ("@proof", keys.Proof(layers + 1)));
            scope.Audit("ledger", "subject-key", new { Keys = layers }, new { Keys = layers + 1, Subjects = subjects });
            return subjects;
        },
        cancel);

    private static async Task<List<(long Id, string Hash)>> PageAsync(OperationScope scope, long after, CancellationToken cancel)
    {
        await using var command = LedgerSql.Command(
            scope.Connection, scope.Transaction, $"SELECT id, hash FROM ledger_subjects WHERE id > @after ORDER BY id LIMIT {Page}", ("@after", after));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var rows = new List<(long, string)>();
        while (await reader.ReadAsync(cancel))
            rows.Add((reader.GetInt64(0), reader.GetString(1)));
        return rows;
    }

    private static Task UpdateAsync(OperationScope scope, (long Id, string Hash)[] rows, CancellationToken cancel)
    {
        var sql = new StringBuilder("WITH v(id, hash) AS (VALUES ");
        var parameters = new List<(string, object)>();
        for (var i = 0; i < rows.Length; i++)
        {
            sql.Append(i == 0 ? "" : ", ").Append(CultureInfo.InvariantCulture, $"(@i{i}, @h{i})");
            parameters.Add(($"@i{i}", rows[i].Id));
            parameters.Add(($"@h{i}", rows[i].Hash));
        }

        sql.Append(") UPDATE ledger_subjects SET hash = v.hash FROM v WHERE v.id = ledger_subjects.id");
        return LedgerSql.ExecuteAsync(scope.Connection, scope.Transaction, sql.ToString(), cancel, [.. parameters]);
    }
}
