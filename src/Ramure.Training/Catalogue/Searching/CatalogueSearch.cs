using Ramure.Training.Catalogue.Indexing;

namespace Ramure.Training.Catalogue.Searching;

/// <summary>A training that answers, with what answers of its sessions to come.</summary>
/// <param name="First">The nearest in time, or in space when that is asked; null without one.</param>
/// <param name="Sessions">How many answer.</param>
/// <param name="Km">Of the nearest place; null when no place was asked.</param>
internal sealed record FoundCourse(IndexedCourse Course, IndexedSession? First, int Sessions, double? Km);

/// <summary>A session that answers.</summary>
internal sealed record FoundSession(IndexedCourse Course, IndexedSession Session, double? Km);

/// <summary>Searches one state of the catalogue: pure, the same answer for the same question.</summary>
/// <param name="full">Sessions without a free seat; only read when free seats are asked.</param>
internal sealed class CatalogueSearch(CatalogueSnapshot catalogue, CatalogueCriteria criteria, DateTime now, IReadOnlySet<Guid> full)
{
    /// <summary>The trainings that answer, in the order asked.</summary>
    public IReadOnlyList<FoundCourse> Courses()
    {
        var found = new List<FoundCourse>();
        foreach (var course in Matching().Select(i => catalogue.Courses[i]))
        {
            IndexedSession? first = null;
            var sessions = 0;
            double? nearest = null;
            foreach (var session in course.Sessions)
            {
                if (!IsToCome(session) || !Answers(session, out var km))
                    continue;
                sessions++;
                if (first is null || (criteria.Order == CatalogueOrder.Distance && km < nearest))
                    first = session;
                nearest = nearest is null || km < nearest ? km : nearest;
            }

            if (sessions > 0 || (!criteria.AsksSession && criteria.Units?.Contains(course.Unit) != false))
                found.Add(new FoundCourse(course, first, sessions, nearest));
        }

        return Sorted(found);
    }

    /// <summary>The sessions that answer, the nearest in time first: those to come, or from a given instant.</summary>
    /// <param name="since">UTC; sessions that end after it are found too.</param>
    /// <param name="cancelled">Whether those that are cancelled are found: calendars must learn it.</param>
    public IReadOnlyList<FoundSession> Sessions(DateTime? since = null, bool cancelled = false)
    {
        var matching = new bool[catalogue.Courses.Count];
        foreach (var i in Matching())
            matching[i] = true;
        var found = new List<FoundSession>();
        foreach (var (number, course, session) in catalogue.Dated)
            if (matching[number] && (since is null ? session.StartsAt > now : session.EndsAt > since) && (cancelled || !session.Cancelled) && Answers(session, out var km))
                found.Add(new FoundSession(course, session, km));
        return found;
    }

    /// <summary>Positions of the trainings that answer, whatever their sessions.</summary>
    private IEnumerable<int> Matching()
    {
        var words = catalogue.Words.Find(criteria.Words, catalogue.Courses.Count);
        for (var i = 0; i < catalogue.Courses.Count; i++)
        {
            var course = catalogue.Courses[i];
            if ((words is null || words[i])
                && (criteria.Modality is null || course.Modality == criteria.Modality)
                && (criteria.Frame is null || course.Frame == criteria.Frame)
                && (criteria.Theme is null || course.Themes.Contains(criteria.Theme))
                && (criteria.Audience is null || course.Audiences.Contains(criteria.Audience))
                && (criteria.Competence is null || course.Competences.Contains(criteria.Competence)))
                yield return i;
        }
    }

    private bool IsToCome(IndexedSession session) => !session.Cancelled && session.StartsAt > now;

    private bool Answers(IndexedSession session, out double? km)
    {
        km = null;
        if (criteria.Units?.Contains(session.Unit) == false)
            return false;
        if (criteria.WithSeats && (session.ClosesAt <= now || full.Contains(session.Id)))
            return false;
        if ((criteria.From is not null || criteria.To is not null) && !session.Slots.Any(s => !(s.Day < criteria.From) && !(s.Day > criteria.To)))
            return false;
        if (criteria.Near is not { } near)
            return true;
        foreach (var slot in session.Slots)
            if (slot.Where?.KmTo(near.Where) is { } away && !(away >= km))
                km = away;
        return km <= criteria.Km;
    }

    private List<FoundCourse> Sorted(List<FoundCourse> found) => criteria.Order switch
    {
        // Courses come by title, and sorting keeps that order among equals.
        CatalogueOrder.Title => found,
        CatalogueOrder.Distance => [.. found.OrderBy(f => f.Km ?? double.MaxValue)],
        _ => [.. found.OrderBy(f => f.First?.StartsAt ?? DateTime.MaxValue)],
    };
}
