using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.Posting;
using Ramure.Ledger.Reading;
using Ramure.Ledger.Sql;
using Ramure.Network.Contracts;

namespace Ramure.Ledger.Subjects;

/// <summary>What the ledger holds about a subject, and how it forgets who that was.</summary>
internal sealed class SubjectErasure(RamureDb db, IStorageProvider storage, SubjectKeys keys, INetwork network) : ISubjects
{
    public async Task<IReadOnlyList<SubjectPresence>> PresencesAsync(string subject, CancellationToken cancel)
    {
        var snapshot = await network.SnapshotAsync(cancel);
        await using var session = await ReadSession.OpenAsync(db, storage, cancel);
        var layers = await session.ListAsync("SELECT subject_layers FROM ledger_state WHERE id = 1", r => r.GetInt32(0), cancel);
        return await session.ListAsync(
            $"""
             SELECT m.code, m.label, e.unit_number, e.day FROM ledger_entries e JOIN ledger_measures m ON m.id = e.measure_id
             WHERE e.subject_id = (SELECT id FROM ledger_subjects WHERE hash = @hash) AND e.state = 0
             GROUP BY m.code, m.label, e.unit_number, e.day HAVING SUM({LedgerSql.Sign}) > 0 ORDER BY e.day, m.code, e.unit_number
             """,
            r => new SubjectPresence(r.GetString(0), r.GetString(1), snapshot[r.GetInt32(2)].Code, DateOnly.FromDayNumber(r.GetInt32(3))),
            cancel, ("@hash", keys.Hash(layers[0], subject)));
    }

    public async Task<bool> EraseAsync(OperationScope scope, string subject, CancellationToken cancel)
    {
        await storage.LockAsync(scope.Connection, scope.Transaction, LedgerWriter.LockKey, cancel);
        var layers = await SubjectTable.LayersAsync(scope.Connection, scope.Transaction, cancel);
        var changed = await LedgerSql.ExecuteAsync(
            scope.Connection, scope.Transaction, "UPDATE ledger_subjects SET hash = @nobody WHERE hash = @hash", cancel,
            ("@nobody", SubjectKeys.OfNobody()), ("@hash", keys.Hash(layers, subject)));
        if (changed == 0)
            return false;
        // Never the number: the event stands beside those of the same erasure, and would tie the number to the person again.
        scope.Audit("ledger-subject", "erased", null, new { Erased = changed });
        return true;
    }
}
