using Ramure.Kernel.Access;
using Ramure.Ledger.Contracts;
using Ramure.Training.Attendance;
using Ramure.Training.Contracts;
using Ramure.Training.Model;

namespace Ramure.Training.Evaluation.Results;

/// <summary>How much of what people thought of a session somebody may read.</summary>
internal enum ResultView
{
    None,

    /// <summary>Figures, for who may open them in the ledger.</summary>
    Figures,

    /// <summary>And comments.</summary>
    All,
}

/// <summary>Who may read what people thought of a session: its trainers, by their account, and who reads the unit's evaluations.</summary>
internal sealed class SurveyDoor(IAccess access, AttendanceDoor attendance)
{
    public async Task<ResultView> MayAsync(Session session, CancellationToken cancel = default) =>
        await attendance.IsTrainerAsync(session.Id, cancel) || await access.MayAsync(TrainingPermissions.Results, session.Unit, cancel) ? ResultView.All
        : await access.MayAsync(LedgerPermissions.Entries, session.Unit, cancel) ? ResultView.Figures
        : ResultView.None;

    public async Task<ResultView> DemandAsync(Session session, CancellationToken cancel = default) =>
        await MayAsync(session, cancel) is not ResultView.None and var view ? view : throw new AccessDeniedException(TrainingPermissions.Results, session.Unit);
}
