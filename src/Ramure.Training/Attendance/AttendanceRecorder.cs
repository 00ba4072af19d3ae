using Ramure.Kernel.Operations;
using Ramure.Training.Model;

namespace Ramure.Training.Attendance;

/// <summary>Notes presence, for the trainers of the session and the unit's staff: on the page, from a device, from paper, from a log.</summary>
internal sealed class AttendanceRecorder(SheetOperation sheets, AttendanceWriter writer)
{
    public const string SubjectKind = "training-attendance";

    /// <summary>
    /// Keeps a batch. Each refusal's Field is <c>marks</c>, <c>walkins</c> or <c>headcounts</c>, and its Line the place in that list, from 1.
    /// </summary>
    public Task<Result<AttendanceOutcome>> RecordAsync(AttendanceBatch batch, CancellationToken cancel = default) => sheets.RunAsync(
        "training.note-attendance", batch.Session, (scope, session) => writer.WriteAsync(scope, session, batch, cancel), cancel);

    /// <summary>The same for a program, which acts under the unit's permission only.</summary>
    public Task<Result<AttendanceOutcome>> RecordForUnitAsync(AttendanceBatch batch, CancellationToken cancel = default) => sheets.RunForUnitAsync(
        "training.note-attendance", batch.Session, (scope, session) => writer.WriteAsync(scope, session, batch, cancel), cancel);
}
