using Ramure.Kernel.Time;

namespace Ramure.Journal.Contracts;

/// <summary>What a unit's journal says of single days, for the calendars of other modules.</summary>
public interface IJournalDays
{
    /// <summary>
    /// The activities of the unit that are dated to the day, once for each of their days within these; in order. Nothing for who may not
    /// read its journal.
    /// </summary>
    Task<IReadOnlyList<JournalDay>> DaysAsync(string unit, DayRange days, CancellationToken cancel = default);
}

/// <summary>An activity on one of its days.</summary>
/// <param name="Href">Address of its page.</param>
public sealed record JournalDay(DateOnly Day, string Title, string Href);
