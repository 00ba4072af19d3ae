using System.Globalization;
using Microsoft.AspNetCore.Http;
using Ramure.Kernel.Operations;

namespace Ramure.Trust.Trail;

/// <summary>What the address of the trail asks: <c>?qui=…&amp;operation=…&amp;genre=…&amp;sujet=kind:id&amp;unite=…&amp;du=…&amp;au=…</c>.</summary>
internal sealed record TrailFilter(
    string? Actor = null, string? Operation = null, string? Kind = null, string? Subject = null, string? Unit = null, string? From = null, string? To = null)
{
    /// <summary>The reader's zone: the trail speaks of the installation, not of one unit.</summary>
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    public bool Narrows => this != new TrailFilter();

    /// <summary>The record asked for, when the subject is written as it should.</summary>
    public (string Kind, string Id)? Record => Subject?.Split(':', 2) is [{ Length: > 0 } kind, { Length: > 0 } id] ? (kind, id) : null;

    public static TrailFilter Of(HttpRequest request)
    {
        string? Text(string name) => request.Query[name].ToString().Trim() is { Length: > 0 } text ? text : null;
        return new(Text("qui"), Text("operation"), Text("genre"), Text("sujet"), Text("unite"), Text("du"), Text("au"));
    }

    /// <summary>What cannot be read: each names its field.</summary>
    public IReadOnlyList<Refusal> Refusals()
    {
        var refusals = new List<Refusal>();
        foreach (var (day, field) in new[] { (From, "du"), (To, "au") })
        {
            if (day is not null && Day(day) is null)
                refusals.Add(new("day-invalid", $"« {day} » n’est pas un jour : écrivez-le sous la forme 2026-03-28.", field));
        }

        if (Subject is not null && Record is null)
            refusals.Add(new("subject-invalid", $"« {Subject} » n’est pas un enregistrement : écrivez genre:identifiant, par exemple journal-activity:0198….", "sujet"));
        return refusals;
    }

    /// <summary>From the first instant of a day, until the last of another, both in the reader's zone.</summary>
    public IQueryable<AuditEvent> Apply(IQueryable<AuditEvent> events)
    {
        if (Actor is { } actor)
            events = events.Where(e => e.Actor == actor);
        if (Operation is { } operation)
            events = events.Where(e => e.Operation == operation);
        if (Kind is { } kind)
            events = events.Where(e => e.SubjectKind == kind);
        if (Record is var (recordKind, recordId))
            events = events.Where(e => e.SubjectKind == recordKind && e.SubjectId == recordId);
        if (Unit is { } unit)
            events = events.Where(e => e.Unit == unit);
        if (Day(From) is { } from)
        {
            var start = Start(from);
            events = events.Where(e => e.At >= start);
        }

        if (Day(To) is { } to && to < DateOnly.MaxValue)
        {
            var end = Start(to.AddDays(1));
            events = events.Where(e => e.At < end);
        }

        return events;
    }

    public static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year > 1900 ? day : null;

    private static DateTime Start(DateOnly day) => TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), Zone);
}
