using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Training.Contracts;
using Ramure.Training.Exchange.Attendance;
using Ramure.Training.Exchange.Mapping;
using Ramure.Training.Exchange.Registrations;
using Ramure.Training.Exchange.Sessions;

namespace Ramure.Training.Exchange;

/// <summary>How a file is taken in.</summary>
/// <param name="Rehearse">Does everything and leaves nothing.</param>
/// <param name="Notify">Whether the persons concerned are written to.</param>
/// <param name="Expected">Fingerprint of the plan that somebody saw and confirms; null: whatever comes of it.</param>
internal sealed record ImportOptions(bool Rehearse, bool Notify = false, string? Expected = null);

/// <summary>
/// Takes another system’s file in: all of it or nothing, by the services that people use, and only what it says otherwise than what is there.
/// The same file, taken twice or twice at once, changes nothing the second time (decision 0023).
/// </summary>
internal sealed class ExchangeImport(
    OperationRunner runner, RamureDb db, IStorageProvider storage, SessionImport sessions, RegistrationImport registrations, AttendanceImport attendance)
{
    private static readonly long LockKey = BitConverter.ToInt64("exchange"u8);

    public static Refusal Moved { get; } = new("import-moved", "Depuis la vérification, ce que le fichier changerait n’est plus le même : relisez ce qui suit, puis confirmez à nouveau.");

    public Task<ExchangeReport> RunAsync(ExchangeMapping mapping, ExchangeTable table, ImportOptions options, CancellationToken cancel = default) => table.Kind switch
    {
        ExchangeKind.Sessions => RunAsync(
            new Operation("training.import-sessions", TrainingPermissions.Prepare, Reason(table)), table, options, scope => sessions.TakeAsync(scope, mapping, table, options, cancel), cancel),
        ExchangeKind.Registrations => RunAsync(
            new Operation("training.import-registrations", TrainingPermissions.People, Reason(table)), table, options, scope => registrations.TakeAsync(scope, mapping, table, options, cancel), cancel),
        _ => RunAsync(
            new Operation("training.import-attendance", TrainingPermissions.People, Reason(table)), table, options, scope => attendance.TakeAsync(scope, mapping, table, cancel), cancel),
    };

    private static string Reason(ExchangeTable table) => $"Import du fichier {table.File}";

    private async Task<ExchangeReport> RunAsync(Operation operation, ExchangeTable table, ImportOptions options, Func<OperationScope, Task<ReportDraft>> body, CancellationToken cancel)
    {
        ExchangeReport? report = null;
        var done = await runner.RunAsync<Done>(operation, async scope =>
        {
            db.ChangeTracker.Clear();
            if (options.Rehearse)
                scope.Rehearse();
            // One file at a time: what one creates, the next finds.
            await storage.LockAsync(scope.Connection, scope.Transaction, LockKey, cancel);
            var draft = await body(scope);
            report = new ExchangeReport(table.Kind, draft.Lines, [.. draft.Refusals.OrderBy(r => r.Line)]);
            return report.Refusals.Count > 0 ? report.Refusals.ToList()
                : options.Expected is { } expected && expected != report.Fingerprint ? Moved
                : default(Done);
        }, cancel);
        return done.Succeeded ? report! : new ExchangeReport(table.Kind, report?.Lines ?? [], done.Refusals);
    }
}
