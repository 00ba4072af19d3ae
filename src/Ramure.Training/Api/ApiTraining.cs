using Ramure.Training.Catalogue;
using Ramure.Training.Catalogue.Indexing;
using Ramure.Training.Catalogue.Searching;
using Ramure.Training.Exchange;
using Ramure.Training.Model;
using Ramure.Training.Words;

namespace Ramure.Training.Api;

/// <summary>A published training; <c>sessions</c> counts those to come that answer, <c>next</c> is the first of them.</summary>
internal sealed record ApiTraining(
    Guid Id, string Title, string Unit, string Objectives, string Modality, string Frame, int Minutes, long PriceCents, IReadOnlyList<string> Themes,
    IReadOnlyList<string> Audiences, IReadOnlyList<string> Competences, int Sessions, DateTime? Next, double? Km, string Page)
{
    public static ApiTraining Of(FoundCourse found) => new(
        found.Course.Id, found.Course.Title, found.Course.Unit, found.Course.Objectives, ApiCodes.Of(found.Course.Modality), ApiCodes.Of(found.Course.Frame), found.Course.Minutes,
        found.Course.PriceCents, found.Course.Themes, found.Course.Audiences, found.Course.Competences, found.Sessions, found.First?.StartsAt, found.Km, $"/formations/{found.Course.Id}");
}

/// <summary>A published training with all that it says of itself, and its sessions to come.</summary>
internal sealed record ApiTrainingDetail(
    Guid Id, string Title, string Unit, string Objectives, string Programme, string Prerequisites, string Methods, string Evaluation, string Accessibility, string Contact,
    string Partner, string Modality, string Frame, int Minutes, long PriceCents, IReadOnlyList<string> Themes, IReadOnlyList<string> Audiences,
    IReadOnlyList<string> Competences, IReadOnlyList<ApiSession> Sessions, string Page)
{
    public static ApiTrainingDetail Of(CoursePage page)
    {
        var (course, said) = (page.Course, page.Course.Content);
        return new(
            course.Id, said.Title, course.Unit, said.Objectives, said.Programme, said.Prerequisites, said.Methods, said.Evaluation, said.Accessibility, said.Contact,
            said.Partner, ApiCodes.Of(said.Modality), ApiCodes.Of(said.Frame), said.Minutes, said.PriceCents, said.Themes, said.Audiences, said.Competences,
            [.. page.Sessions.Select(s => ApiSession.Of(course, s))], $"/formations/{course.Id}");
    }
}

/// <summary>A session as anybody may read it; <c>free</c> is how many seats nobody holds.</summary>
internal sealed record ApiSession(
    Guid Id, Guid Training, string Title, string Unit, string State, string? Mode, string TimeZone, DateTime StartsAt, DateTime? OpensAt, DateTime ClosesAt, int Capacity,
    int Free, long PriceCents, IReadOnlyList<ApiSlot> Slots, double? Km, string Page)
{
    public static ApiSession Of(Course course, Session session) => new(
        session.Id, course.Id, course.Content.Title, session.Unit, ExchangeWords.Code(session.State), TrainingWords.Modes.First(m => m.Mode == session.Mode).Code, session.TimeZone,
        session.StartsAt, session.OpensAt, session.ClosesAt, session.Capacity, session.State == SessionState.Planned ? session.Capacity - session.Taken : 0,
        session.PriceCents ?? course.Content.PriceCents, [.. session.Slots.OrderBy(s => s.StartsAt).Select(ApiSlot.Of)], null, $"/formations/sessions/{session.Id}");

    /// <summary>As the catalogue found it; who may register is said by the session's own address.</summary>
    public static ApiSession Of(FoundSession found, Searching seats) => new(
        found.Session.Id, found.Course.Id, found.Course.Title, found.Session.Unit, ExchangeWords.Code(SessionState.Planned), null, found.Session.TimeZone, found.Session.StartsAt,
        null, found.Session.ClosesAt, found.Session.Capacity, seats.Free(found.Session.Id), found.Session.PriceCents, [.. found.Session.Slots.Select(ApiSlot.Of)], found.Km,
        $"/formations/sessions/{found.Session.Id}");
}

/// <summary>The seats of the sessions of a page.</summary>
internal sealed record Searching(IReadOnlyDictionary<Guid, Seats> Seats)
{
    public int Free(Guid session) => Seats.TryGetValue(session, out var seats) ? seats.Free : 0;
}

/// <summary>Hours are those of the session’s time zone; an address of a remote room is never here.</summary>
internal sealed record ApiSlot(Guid Id, DateOnly Day, TimeOnly Start, TimeOnly End, string Place, bool Remote)
{
    public static ApiSlot Of(Slot slot) => new(slot.Id, slot.Day, slot.Start, slot.End, PublicPlace.Of(slot), PublicPlace.IsRemote(slot));

    public static ApiSlot Of(IndexedSlot slot) => new(slot.Id, slot.Day, slot.Start, slot.End, slot.Place, slot.Remote);
}

internal static class ApiCodes
{
    public static string Of(Modality modality) => TrainingWords.Modalities.FirstOrDefault(m => m.Modality == modality).Code ?? "non-dite";

    public static string Of(CourseFrame frame) => TrainingWords.Frames.First(f => f.Frame == frame).Code;
}
