using Ramure.Kernel.Time;
using Ramure.Ledger.Sql;
using Ramure.Network.Contracts;

namespace Ramure.Ledger.Reading;

/// <summary>A contribution's days cut into whole months, which totals answer, and the rest, which entries answer.</summary>
internal readonly record struct Slice(int FirstMonth, int EndMonth, DayRange? Head, DayRange? Tail)
{
    public static Slice Of(UnitInfo unit, DayRange days)
    {
        // Before opening and after closing a unit has no entries: the month counts whole.
        var from = days.From == unit.Open.From ? FirstOfMonth(days.From) : days.From;
        var to = days.To == unit.Open.To && days.To != DateOnly.MaxValue ? NextFirst(days.To) : days.To;
        var first = from == FirstOfMonth(from) ? from : FirstOfMonth(from).AddMonths(1);
        var end = to == DateOnly.MaxValue ? to : FirstOfMonth(to);
        if (first >= end)
        {
            return from == first && to == end
                ? new Slice(0, 0, null, null)
                : first > end ? new Slice(0, 0, new DayRange(from, to), null) : new Slice(0, 0, Range(from, first), Range(end, to));
        }

        return new Slice(Months.Of(first), Months.Of(end), Range(from, first), Range(end, to));
    }

    private static DayRange? Range(DateOnly from, DateOnly to) => from < to ? new DayRange(from, to) : null;

    private static DateOnly FirstOfMonth(DateOnly day) => new(day.Year, day.Month, 1);

    private static DateOnly NextFirst(DateOnly day) => day == FirstOfMonth(day) ? day : FirstOfMonth(day).AddMonths(1);
}
