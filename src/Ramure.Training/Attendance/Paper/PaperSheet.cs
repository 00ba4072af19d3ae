using Ramure.Training.Model;

namespace Ramure.Training.Attendance.Paper;

/// <summary>What the parts of the page of a signed sheet show.</summary>
/// <param name="Sent">What was just typed in a field; null before anything was.</param>
internal sealed record PaperSheet(Sheet Sheet, Slot Slot, Func<string, string?> Sent);
