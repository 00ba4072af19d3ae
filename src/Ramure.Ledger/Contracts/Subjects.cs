using Ramure.Kernel.Operations;

namespace Ramure.Ledger.Contracts;

/// <summary>A day on which the ledger counts a person, as it stands.</summary>
public sealed record SubjectPresence(string Measure, string Label, string Unit, DateOnly Day);

/// <summary>
/// The persons that distinct measures count, known by a keyed hash of the subject a module posted. Who posts a subject about a
/// person tells the person what is held and forgets them, through here.
/// </summary>
public interface ISubjects
{
    /// <summary>Where and when the ledger counts this subject; nothing when it does not know it.</summary>
    Task<IReadOnlyList<SubjectPresence>> PresencesAsync(string subject, CancellationToken cancel = default);

    /// <summary>
    /// Forgets who this subject was: what is counted stays counted, once, and nothing leads from the person to it any more. The
    /// same subject posted later is somebody new. False when the ledger does not know it.
    /// </summary>
    Task<bool> EraseAsync(OperationScope scope, string subject, CancellationToken cancel = default);
}
