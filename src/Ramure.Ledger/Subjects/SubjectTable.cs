using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Operations;
using Ramure.Ledger.Model;
using Ramure.Ledger.Sql;

namespace Ramure.Ledger.Subjects;

/// <summary>Numbers for subjects. Writes happen under the ledger's lock.</summary>
internal sealed class SubjectTable(SubjectKeys keys)
{
    /// <summary>The number of each subject; those never seen are numbered.</summary>
    public async Task<IReadOnlyDictionary<string, long>> NumbersAsync(OperationScope scope, IEnumerable<string?> subjects, CancellationToken cancel)
    {
        var wanted = subjects.OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (wanted.Count == 0)
            return new Dictionary<string, long>();
        var layers = await LayersAsync(scope.Connection, scope.Transaction, cancel);
        await ProveAsync(scope, layers, cancel);
        var hashes = wanted.ToDictionary(s => s, s => keys.Hash(layers, s), StringComparer.Ordinal);
        var known = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var chunk in hashes.Values.Chunk(500))
        {
            foreach (var row in await scope.Db.Set<Subject>().AsNoTracking().Where(s => chunk.Contains(s.Hash)).ToListAsync(cancel))
                known.Add(row.Hash, row.Id);
        }

        var missing = hashes.Values.Where(h => !known.ContainsKey(h)).ToList();
        var next = await LedgerSql.LongAsync(scope.Connection, scope.Transaction, "SELECT MAX(id) FROM ledger_subjects", cancel);
        foreach (var hash in missing)
            known.Add(hash, ++next);
        await scope.InsertAsync("ledger_subjects", ["id", "hash"], [.. missing.Select(h => new object?[] { known[h], h })], "", cancel);
        return hashes.ToDictionary(h => h.Key, h => known[h.Value], StringComparer.Ordinal);
    }

    /// <summary>How many keys lie over the hashes of this database.</summary>
    public static async Task<int> LayersAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancel) =>
        (int)await LedgerSql.LongAsync(connection, transaction, "SELECT subject_layers FROM ledger_state WHERE id = 1", cancel);

    /// <summary>Refuses keys that are not those of this database; the first ones become so.</summary>
    public async Task ProveAsync(OperationScope scope, int layers, CancellationToken cancel)
    {
        var proof = keys.Proof(layers);
        await using var command = LedgerSql.Command(scope.Connection, scope.Transaction, "SELECT subject_proof FROM ledger_state WHERE id = 1");
        switch (await command.ExecuteScalarAsync(cancel))
        {
            case string known when known != proof:
                throw new SubjectKeysException("Le trousseau keys/subject.key n’est pas celui de cette base : les personnes seraient comptées deux fois. Remettez le fichier de cette base.");
            case string:
                return;
            default:
                await LedgerSql.ExecuteAsync(scope.Connection, scope.Transaction, "UPDATE ledger_state SET subject_proof = @proof WHERE id = 1", cancel, ("@proof", proof));
                return;
        }
    }
}
