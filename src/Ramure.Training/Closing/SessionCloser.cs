using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Lists;
using Ramure.Kernel.Operations;
using Ramure.Ledger.Contracts;
using Ramure.Training.Attendance;
using Ramure.Training.Model;
using Ramure.Training.Programme;
using Ramure.Training.Recognition;

namespace Ramure.Training.Closing;

/// <summary>Closes the sheet of a session, which posts its figures and gives who attended what is due, and opens it again, which the next closing corrects (L1).</summary>
internal sealed class SessionCloser(SheetOperation sheets, RamureDb db, ILedger ledger, ReferenceLists lists, CertificateIssuer certificates)
{
    private const int ReasonLength = 500;

    public Task<Result<Session>> CloseAsync(Guid id, CancellationToken cancel = default) =>
        sheets.RunAsync("training.close-session", id, (scope, _) => CloseAsync(scope, id, cancel), cancel);

    /// <summary>What was posted stays until the sheet is closed again.</summary>
    public Task<Result<Session>> ReopenAsync(Guid id, string? reason, CancellationToken cancel = default) =>
        sheets.RunForUnitAsync<Session>("training.reopen-session", id, async (scope, _) =>
        {
            if (string.IsNullOrWhiteSpace(reason) || reason.Trim().Length > ReasonLength)
                return new Refusal("reason-missing", $"Dites pourquoi, en {ReasonLength} caractères au plus : la raison reste dans l’histoire de la session.", "motif");
            var session = await db.Set<Session>().SingleAsync(s => s.Id == id, cancel);
            if (session.State != SessionState.Closed)
                return new Refusal("sheet-open", "Cette feuille n’est pas close : notez-y directement.");
            scope.Audit(AttendanceRecorder.SubjectKind, id.ToString("D"), new { session.State }, new { State = SessionState.Planned, session.PostedVersion }, session.Unit);
            session.State = SessionState.Planned;
            session.Version++;
            return session;
        }, cancel, reason?.Trim());

    /// <summary>Inside an operation that holds the session's lock.</summary>
    internal async Task<Result<Session>> CloseAsync(OperationScope scope, Guid id, CancellationToken cancel)
    {
        var sheet = (await AttendanceReader.ReadAsync(db, id, cancel))!;
        if (ClosingRules.Check(sheet, lists, scope.At) is { Count: > 0 } refusals)
            return refusals;
        var session = await db.Set<Session>().SingleAsync(s => s.Id == id, cancel);
        var stated = await db.Set<TakenOver>().AsNoTracking().SingleOrDefaultAsync(t => t.SessionId == id, cancel);
        var before = session.State;
        session.PostedVersion++;
        session.Version++;
        (session.State, session.ClosedAt) = (SessionState.Closed, scope.At);
        var figures = SheetPostings.Of(sheet, stated, await CourseVersions.TaughtAsync(db, sheet.Course, session, cancel));
        scope.Audit(
            AttendanceRecorder.SubjectKind, id.ToString("D"), new { State = before },
            new { session.State, session.PostedVersion, People = sheet.People.Count(p => p.Minutes > 0), Minutes = sheet.People.Sum(p => p.Minutes) }, session.Unit);
        await db.SaveChangesAsync(cancel);
        var posting = new LedgerPosting(new SourceRef(TrainingMeasures.SourceKind, id.ToString("D"), session.PostedVersion), [.. figures.Select(f => f.Line)]);
        var posted = await ledger.PostAsync(scope, [posting], cancel);
        if (!posted.Succeeded)
            return posted.Refusals.Select(r => r with { Line = null }).ToList();
        await certificates.IssueAsync(scope, session, cancel);
        return session;
    }
}
