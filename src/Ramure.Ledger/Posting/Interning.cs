using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Operations;
using Ramure.Ledger.Model;
using Ramure.Ledger.Sql;

namespace Ramure.Ledger.Posting;

/// <summary>Numbers for contexts; new ones are numbered under the ledger's lock.</summary>
internal static class Interning
{
    public static async Task<Dictionary<string, int>> ContextsAsync(OperationScope scope, IEnumerable<string> texts, CancellationToken cancel)
    {
        var wanted = texts.Distinct(StringComparer.Ordinal).ToList();
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var chunk in wanted.Chunk(500))
        {
            foreach (var row in await scope.Db.Set<Context>().AsNoTracking().Where(c => chunk.Contains(c.Text)).ToListAsync(cancel))
                known.Add(row.Text, row.Id);
        }

        var missing = wanted.Where(t => !known.ContainsKey(t)).ToList();
        if (missing.Count == 0)
            return known;
        var next = (int)await LedgerSql.LongAsync(scope.Connection, scope.Transaction, "SELECT MAX(id) FROM ledger_contexts", cancel);
        foreach (var text in missing)
            known.Add(text, ++next);
        await scope.InsertAsync("ledger_contexts", ["id", "text"], [.. missing.Select(t => new object?[] { known[t], t })], "", cancel);
        var facets = missing.SelectMany(t => t.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(f => f.Split('=', 2)).Select(f => new object?[] { known[t], f[0], f[1] }));
        await scope.InsertAsync("ledger_context_facets", ["context_id", "key", "value"], [.. facets], "", cancel);
        return known;
    }
}
