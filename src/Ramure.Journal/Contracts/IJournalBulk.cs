using Ramure.Kernel.Operations;

namespace Ramure.Journal.Contracts;

/// <summary>Records many activities in one operation, with the form's own checks and postings.</summary>
public interface IJournalBulk
{
    /// <summary>
    /// Records all or nothing; each refusal's Line is the 1-based index of the activity. One audit event stands for the
    /// call: the activities carry who recorded them and when. Returns how many were recorded.
    /// </summary>
    Task<Result<int>> RecordAsync(
        OperationScope scope, IReadOnlyList<NewActivity> activities, IProgress<int>? progress = null, CancellationToken cancel = default);
}

/// <summary>The real activity that comes with the product.</summary>
public interface IJournalReference
{
    /// <summary>
    /// Loads the activity of Atelier 62 in 2023-2024 and the totals its report states, when that atelier is in the network
    /// and they are not there yet. Progress goes from 0 to 1.
    /// </summary>
    Task<Result<ReferenceOutcome>> LoadAsync(IProgress<double>? progress = null, CancellationToken cancel = default);
}

/// <summary>What was loaded: nothing when it was there already, or when the network has no such atelier.</summary>
public sealed record ReferenceOutcome(int Activities, int StatedTotals);
