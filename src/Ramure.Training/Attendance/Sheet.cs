using System.Globalization;
using Ramure.Training.Model;

namespace Ramure.Training.Attendance;

/// <summary>A person at a slot, with all that was said and what it comes to.</summary>
internal sealed record SheetMark(Slot Slot, Agreed<AttendanceMark> Said)
{
    /// <summary>What holds; null when nobody said, or when it is disputed.</summary>
    public int? Minutes => Said.Value;

    public bool IsDisputed => Said.IsDisputed;

    /// <summary>What a new mark replaces.</summary>
    public IReadOnlyList<Guid> Seen => Said.Seen;
}

/// <summary>A line of the sheet: a person, and each slot in order.</summary>
internal sealed record SheetPerson(SessionRegistration Registration, IReadOnlyList<SheetMark> Marks)
{
    /// <summary>Attended minutes that hold.</summary>
    public int Minutes => Marks.Sum(m => m.Minutes ?? 0);
}

/// <summary>People of one school and audience whose names are not taken, at a slot.</summary>
internal sealed record SheetHeadcount(Slot Slot, string Audience, string? Uai, Agreed<AttendanceHeadcount> Said)
{
    /// <summary>What holds; null when it is not communicated, or disputed.</summary>
    public int? Count => Said.Value;
}

/// <summary>The sheet of presence of a session, as all that was noted makes it.</summary>
internal sealed record Sheet(Course Course, Session Session, IReadOnlyList<Slot> Slots, IReadOnlyList<SheetPerson> People, IReadOnlyList<SheetHeadcount> Headcounts)
{
    private SessionRegistration[] registrations = [];
    private AttendanceMark[] marks = [];
    private AttendanceHeadcount[] counts = [];

    /// <summary>All registrations of the session, those that are over included: who withdrew may have come.</summary>
    public IReadOnlyList<SessionRegistration> Registrations => registrations;

    /// <summary>Persons at slots of whom nobody said anything.</summary>
    public IEnumerable<(SheetPerson Person, SheetMark Mark)> Missing => Cells.Where(c => c.Person.Registration.IsExpected && c.Mark is { IsDisputed: false, Minutes: null });

    /// <summary>Persons at slots of whom different things are said.</summary>
    public IEnumerable<(SheetPerson Person, SheetMark Mark)> Disputed => Cells.Where(c => c.Mark.IsDisputed);

    /// <summary>Unnamed people of whom different numbers are said.</summary>
    public IEnumerable<SheetHeadcount> DisputedHeadcounts => Headcounts.Where(h => h.Said.IsDisputed);

    private IEnumerable<(SheetPerson Person, SheetMark Mark)> Cells => People.SelectMany(p => p.Marks.Select(m => (p, m)));

    public static Sheet Of(
        Course course, Session session, IReadOnlyCollection<SessionRegistration> registrations, IReadOnlyCollection<AttendanceMark> marks, IReadOnlyCollection<AttendanceHeadcount> counts)
    {
        var slots = session.Slots.OrderBy(s => s.StartsAt).ThenBy(s => s.Id).ToList();
        var byPerson = marks.ToLookup(m => m.RegistrationId);
        var people = registrations.Where(r => r.IsExpected || byPerson[r.Id].Any())
            .OrderBy(r => r.Name, StringComparer.Create(CultureInfo.GetCultureInfo("fr-FR"), CompareOptions.IgnoreCase)).ThenBy(r => r.Number)
            .Select(r => new SheetPerson(r, [.. slots.Select(s => new SheetMark(s, Agreed<AttendanceMark>.Of(byPerson[r.Id].Where(m => m.SlotId == s.Id))))]));
        var heads = counts.GroupBy(c => (c.SlotId, c.Audience, c.Uai))
            .Select(g => new SheetHeadcount(slots.Single(s => s.Id == g.Key.SlotId), g.Key.Audience, g.Key.Uai, Agreed<AttendanceHeadcount>.Of(g)))
            .OrderBy(h => h.Slot.StartsAt).ThenBy(h => h.Audience, StringComparer.Ordinal).ThenBy(h => h.Uai, StringComparer.Ordinal);
        return new Sheet(course, session, slots, [.. people], [.. heads]) { registrations = [.. registrations], marks = [.. marks], counts = [.. counts] };
    }

    /// <summary>The sheet as it was known at an instant.</summary>
    public Sheet AsOf(DateTime instant) => Of(Course, Session, registrations, [.. marks.Where(m => m.ReceivedAt <= instant)], [.. counts.Where(c => c.ReceivedAt <= instant)]);
}
