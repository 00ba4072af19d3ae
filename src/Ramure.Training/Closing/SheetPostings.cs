using Ramure.Journal.Contracts;
using Ramure.Kernel.PersonalData;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Training.Attendance;
using Ramure.Training.Model;

namespace Ramure.Training.Closing;

/// <summary>A line of the sheet that a figure is made of: a slot, and a person or people without a name where they count.</summary>
/// <param name="Quantity">What it brings, in the measure's smallest unit; null: not communicated.</param>
internal sealed record SheetLine(Slot Slot, SheetPerson? Person, SheetHeadcount? Heads, long? Quantity);

/// <summary>A line that the ledger is told, with the lines of the sheet that add up to it.</summary>
internal sealed record PostedFigure(LedgerLine Line, IReadOnlyList<SheetLine> Parts);

/// <summary>
/// What a complete sheet says to the ledger. Every figure is made here from lines of the sheet, and the page of figures shows the
/// same lines: a figure without its evidence cannot be posted.
/// </summary>
internal sealed class SheetPostings
{
    private readonly Sheet sheet;
    private readonly TakenOver? stated;
    private readonly CourseContent taught;
    private readonly TrainingFigures figures;
    private readonly List<PostedFigure> posted = [];

    private SheetPostings(Sheet sheet, TakenOver? stated, CourseContent taught)
    {
        (this.sheet, this.stated, this.taught) = (sheet, stated, taught);
        figures = new TrainingFigures(sheet.Session.Unit);
    }

    /// <param name="sheet">Complete: nothing missing, nothing disputed.</param>
    /// <param name="stated">What was said of it before it was a session.</param>
    /// <param name="taught">What the training said of itself in the version that was taught: what it says now is of no account.</param>
    public static IReadOnlyList<PostedFigure> Of(Sheet sheet, TakenOver? stated, CourseContent taught)
    {
        var postings = new SheetPostings(sheet, stated, taught);
        var first = sheet.Slots[0];
        postings.Add(postings.figures.Action(first.Day, postings.Context(first)), [new SheetLine(first, null, null, 1)]);
        postings.AddHalfDays();
        postings.AddMinutes();
        postings.AddUnnamed();
        postings.AddPersons();
        postings.AddBeneficiaries();
        return postings.posted;
    }

    private IEnumerable<SheetPerson> Present => sheet.People.Where(p => p.Minutes > 0);

    private void AddHalfDays()
    {
        if (stated is not null)
        {
            Add(figures.HalfDays(sheet.Slots[0].Day, stated.HalfDays, Context(sheet.Slots[0])), [new SheetLine(sheet.Slots[0], null, null, stated.HalfDays)]);
            return;
        }

        foreach (var day in sheet.Slots.GroupBy(s => s.Day))
        {
            var halfDays = TrainingTime.HalfDays(day.Sum(s => s.Minutes));
            // The half-days are those of the day; the line that bears them is its first slot's.
            Add(figures.HalfDays(day.Key, halfDays, Context(day.First())), [.. day.Select((s, i) => new SheetLine(s, null, null, i == 0 ? halfDays : 0))]);
        }
    }

    private void AddMinutes()
    {
        var lines = Present.SelectMany(p => p.Marks.Where(m => m.Minutes > 0).Select(m => (p.Registration.Audience, Line: new SheetLine(m.Slot, p, null, m.Minutes))))
            .Concat(sheet.Headcounts.Select(h => (Audience: (string?)h.Audience, Line: new SheetLine(h.Slot, null, h, (long?)h.Count * h.Slot.Minutes))));
        foreach (var group in lines.GroupBy(l => (Context: Key(l.Line.Slot, l.Audience), l.Line.Slot.Day, Known: l.Line.Quantity is not null)).OrderBy(g => g.Key.Day))
            Add(figures.TraineeMinutes(group.Key.Day, Sum(group.Select(g => g.Line)), ContextOf(group.First().Line.Slot, group.First().Audience)), [.. group.Select(g => g.Line)]);
    }

    /// <summary>People without a name are taken for the same people at each slot: the largest number of each school and audience counts.</summary>
    private List<(string Audience, SheetLine Line)> UnnamedLines() =>
    [
        .. sheet.Headcounts.GroupBy(h => (h.Audience, h.Uai)).Select(g => g.OrderByDescending(h => h.Count ?? -1).ThenBy(h => h.Slot.StartsAt).First())
            .Select(h => (h.Audience, Line: new SheetLine(sheet.Slots[0], null, h, h.Count))),
    ];

    private void AddUnnamed() => AddPeople(figures.Unnamed, UnnamedLines().Select(l => ((string?)l.Audience, l.Line)));

    private void AddBeneficiaries() => AddPeople(figures.Beneficiaries, PresentLines().Concat(UnnamedLines().Select(l => ((string?)l.Audience, l.Line))));

    private void AddPersons()
    {
        AddPeople((day, people, context) => figures.Line(TrainingMeasures.Participations, day, people, context), PresentLines());
        foreach (var person in Present)
        {
            foreach (var day in person.Marks.Where(m => m.Minutes > 0).GroupBy(m => m.Slot.Day))
            {
                var slot = day.First().Slot;
                var subject = person.Registration.Email.Length > 0 ? Person.SubjectOfEmail(person.Registration.Email) : "training:" + person.Registration.Id.ToString("D");
                Add(
                    new LedgerLine(TrainingMeasures.Persons, sheet.Session.Unit, slot.Day, 1, ContextOf(slot, person.Registration.Audience), subject),
                    [new SheetLine(slot, person, null, 1)]);
            }
        }
    }

    /// <summary>Each person once, at the first slot they attended.</summary>
    private IEnumerable<(string? Audience, SheetLine Line)> PresentLines() =>
        Present.Select(p => (p.Registration.Audience, new SheetLine(p.Marks.First(m => m.Minutes > 0).Slot, p, null, 1)));

    private void AddPeople(Func<DateOnly, long?, IReadOnlyDictionary<string, string>, LedgerLine> line, IEnumerable<(string? Audience, SheetLine Line)> lines)
    {
        foreach (var group in lines.GroupBy(l => (Context: Key(l.Line.Slot, l.Audience), l.Line.Slot.Day, Known: l.Line.Quantity is not null)).OrderBy(g => g.Key.Day))
            Add(line(group.Key.Day, Sum(group.Select(g => g.Line)), ContextOf(group.First().Line.Slot, group.First().Audience)), [.. group.Select(g => g.Line)]);
    }

    private void Add(LedgerLine line, IReadOnlyList<SheetLine> parts) => posted.Add(new PostedFigure(line, parts));

    private static long? Sum(IEnumerable<SheetLine> lines) => lines.Aggregate((long?)0, (sum, l) => sum + l.Quantity);

    private string Key(Slot slot, string? audience) => string.Join(';', ContextOf(slot, audience).OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}={c.Value}"));

    private IReadOnlyDictionary<string, string> ContextOf(Slot slot, string? audience) => Context(slot).WithAudience(audience);

    private Dictionary<string, string> Context(Slot slot) => SessionContext.Of(taught, slot, stated);
}
