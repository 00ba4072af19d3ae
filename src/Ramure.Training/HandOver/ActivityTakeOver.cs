using Microsoft.EntityFrameworkCore;
using Ramure.Journal.Contracts;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Text;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Network.Contracts;
using Ramure.Training.Attendance;
using Ramure.Training.Closing;
using Ramure.Training.Contracts;
using Ramure.Training.Model;
using Ramure.Training.Programme;
using Ramure.Training.Sessions;

namespace Ramure.Training.HandOver;

/// <summary>An activity of the journal that becomes a session, as it was seen.</summary>
internal sealed record TakeOverRequest(Guid Activity, int Version, CourseFrame Frame);

/// <summary>
/// Makes sessions of trainings that the journal noted with a day and a duration. The journal takes its figures back and the session
/// posts the same from its sheet, in one transaction: no figure moves. What the document did not say stays unsaid.
/// </summary>
internal sealed class ActivityTakeOver(OperationRunner runner, RamureDb db, INetwork network, IJournalHandOver journal, SessionCloser closer)
{
    /// <summary>Where hours are not said, a day begins then: the hour is shown nowhere.</summary>
    private static readonly TimeOnly Morning = new(9, 0);

    private const int LongestDay = 14 * 60;

    public Task<Result<Session>> RunAsync(TakeOverRequest request, CancellationToken cancel = default) =>
        runner.RunAsync<Session>(new Operation("training.take-over", TrainingPermissions.Prepare), async scope =>
        {
            db.ChangeTracker.Clear();
            if (await journal.FindAsync(request.Activity, cancel) is not { } activity)
                return new Refusal("activity-unknown", "Cette activité n’est plus au journal, ou elle est déjà devenue une session.");
            scope.Demand(activity.Content.Unit);
            return activity.Version != request.Version
                ? new Refusal("activity-changed", "Cette activité vient d’être corrigée : relisez-la, puis recommencez.")
                : await TakeAsync(scope, activity, request.Frame, cancel);
        }, cancel);

    /// <summary>Why it cannot become a session; empty when it can.</summary>
    public static List<Refusal> Check(NewActivity said, DateOnly today)
    {
        var refusals = new List<Refusal>();
        if (said.Kind != ActivityKinds.Training)
            refusals.Add(new Refusal("not-training", "Seule une formation devient une session."));
        if (said.Precision != DayBasis.Day || said.End is not null || said.Days.Count > 0 || said.Sessions != 1)
            refusals.Add(new Refusal("day-missing", "Une session a son jour : cette activité n’en dit pas un seul, tenu une seule fois."));
        else if (said.Start >= today)
            refusals.Add(new Refusal("day-not-past", "Cette formation n’a pas encore eu lieu : planifiez-en la session."));
        if (MinutesOf(said) is not (> 0 and <= LongestDay))
            refusals.Add(new Refusal("duration-missing", "Une session a une durée : cette activité ne dit ni minutes ni demi-journées, ou plus qu’un jour n’en tient."));
        if (said.Headcount.Count == 0)
            refusals.Add(new Refusal("headcount-missing", "La feuille de la session reprend l’effectif : notez-le au journal d’abord, NC s’il n’est pas communiqué."));
        return refusals;
    }

    /// <summary>Inside an operation that demanded the unit.</summary>
    internal async Task<Result<Session>> TakeAsync(OperationScope scope, NotedActivity activity, CourseFrame frame, CancellationToken cancel)
    {
        var said = activity.Content;
        if (!(await network.SnapshotAsync(cancel)).TryFind(said.Unit, out var unit))
            return new Refusal("unit-unknown", $"L’unité « {said.Unit} » n’est pas dans le réseau.");
        if (Check(said, DateOnly.FromDateTime(LocalTime.At(scope.At, unit.TimeZone))) is { Count: > 0 } refusals)
            return refusals;
        var course = await CourseAsync(scope, said, frame, cancel);
        var session = SessionOf(course, said, unit);
        db.Add(session);
        db.Add(new TakenOver
        {
            SessionId = session.Id,
            ActivityId = activity.Id,
            Theme = said.Theme,
            PartnerKind = said.PartnerKind,
            Modality = said.Modality,
            Place = said.Place,
            HalfDays = said.HalfDays,
            StatedIn = said.StatedIn,
        });
        foreach (var (heads, i) in said.Headcount.Select((h, i) => (h, i)))
        {
            db.Add(new AttendanceHeadcount
            {
                Id = Guid.CreateVersion7(),
                Number = i + 1,
                SessionId = session.Id,
                SlotId = session.Slots[0].Id,
                Audience = heads.Audience,
                Count = heads.Count,
                Source = MarkSource.Paper,
                NotedAt = scope.At,
                ReceivedAt = scope.At,
                By = scope.Actor,
            });
        }

        scope.Audit(SessionPlanner.SubjectKind, session.Id.ToString("D"), null, new { Day = said.Start, session.Slots[0].Place, session.State }, session.Unit);
        await db.SaveChangesAsync(cancel);
        var handedOver = await journal.HandOverAsync(scope, activity, $"{TrainingMeasures.SourceKind}:{session.Id:D}", cancel);
        if (!handedOver.Succeeded)
            return handedOver.Refusals.ToList();
        db.ChangeTracker.Clear();
        return await closer.CloseAsync(scope, session.Id, cancel);
    }

    private static int? MinutesOf(NewActivity said) => said.Minutes ?? said.HalfDays * TrainingTime.MinutesPerHalfDay;

    private static Session SessionOf(Course course, NewActivity said, UnitInfo unit)
    {
        var end = Morning.AddMinutes(MinutesOf(said)!.Value);
        var starts = LocalTime.Utc(said.Start, Morning, unit.TimeZone)!.Value;
        var session = new Session
        {
            Id = Guid.CreateVersion7(),
            CourseId = course.Id,
            Unit = unit.Code,
            TimeZone = unit.TimeZone,
            CourseVersion = course.Version,
            Mode = RegistrationMode.Nomination,
            Capacity = said.Headcount.Sum(h => h.Count ?? 0),
            StartsAt = starts,
            ClosesAt = starts,
        };
        session.Slots.Add(new Slot
        {
            Id = Guid.CreateVersion7(),
            SessionId = session.Id,
            Day = said.Start,
            Start = Morning,
            End = end,
            HoursKnown = false,
            StartsAt = starts,
            EndsAt = starts.AddMinutes(MinutesOf(said)!.Value),
            PlaceKind = PlaceOf(said.Place),
            Place = said.PlaceName ?? (said.Place == ActivityPlaces.Atelier ? unit.Name : "lieu non dit"),
            Uai = said.Uai,
        });
        return session;
    }

    /// <summary>The training of the same title that was taken over before, or a new one, out of the catalogue: it says only what the document says.</summary>
    private async Task<Course> CourseAsync(OperationScope scope, NewActivity said, CourseFrame frame, CancellationToken cancel)
    {
        var (theme, partner, partnerKind) = (said.Theme ?? "", said.Partner ?? "", said.PartnerKind ?? "");
        var known = await db.Set<Course>()
            .Where(c => c.Unit == said.Unit && c.State == CourseState.Withdrawn && c.Content.Title == said.Title && c.Content.Frame == frame
                && c.Content.Partner == partner && c.Content.PartnerKind == partnerKind
                && db.Set<Session>().Any(s => s.CourseId == c.Id && db.Set<TakenOver>().Any(t => t.SessionId == s.Id && (t.Theme ?? "") == theme)))
            .OrderBy(c => c.CreatedAt).ToListAsync(cancel);
        if (known.Find(c => c.Content.Modality == ModalityOf(said.Modality)) is { } same)
            return same;
        var course = new Course
        {
            Id = Guid.CreateVersion7(),
            Unit = said.Unit,
            State = CourseState.Withdrawn,
            CreatedAt = scope.At,
            Search = SearchText.Fold(said.Title),
            Content = new CourseContent
            {
                Title = said.Title.Length > 200 ? said.Title[..200] : said.Title,
                Audiences = [.. said.Headcount.Select(h => h.Audience).Distinct()],
                Minutes = MinutesOf(said)!.Value,
                Modality = ModalityOf(said.Modality),
                Frame = frame,
                Themes = said.Theme is null ? [] : [said.Theme],
                Partner = partner.Length > 200 ? partner[..200] : partner,
                PartnerKind = partnerKind,
            },
        };
        db.Add(course);
        scope.Audit(CourseEditor.SubjectKind, course.Id.ToString("D"), null, new { course.Content.Title, course.Content.Frame, course.State }, course.Unit);
        return course;
    }

    private static Modality ModalityOf(string? modality) => modality switch
    {
        ActivityModalities.OnSite => Modality.OnSite,
        ActivityModalities.Remote => Modality.RemoteLive,
        ActivityModalities.Hybrid => Modality.Hybrid,
        _ => Modality.Unstated,
    };

    private static PlaceKind PlaceOf(string? place) => place switch
    {
        ActivityPlaces.Atelier => PlaceKind.Atelier,
        ActivityPlaces.Residence => PlaceKind.School,
        ActivityPlaces.Remote => PlaceKind.Remote,
        _ => PlaceKind.Address,
    };
}
