using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Network.Contracts;
using Ramure.Training.Model;

namespace Ramure.Training.Mail;

/// <summary>A session with all that a mail says of it.</summary>
internal sealed record SessionSubject(Session Session, Course Course, string UnitName);

/// <summary>A registration with what a mail says of it.</summary>
/// <param name="Rank">Place on the waiting list, from 1; null for who does not wait.</param>
/// <param name="Invited">The registration's numbers for which the person's calendar was given the slots.</param>
internal sealed record PersonSubject(SessionRegistration Row, int? Rank, IReadOnlyList<long> Invited)
{
    /// <summary>The colleague who registered the person; null for who was not registered by one.</summary>
    public string? Colleague { get; init; }
}

/// <summary>Reads what mails speak of; sees what the present transaction sees.</summary>
internal sealed class LetterSubjects(RamureDb db, INetwork network, IActorNames names)
{
    public async Task<SessionSubject> SessionAsync(Guid id, CancellationToken cancel)
    {
        var session = await db.Set<Session>().AsNoTracking().Include(s => s.Slots).Include(s => s.Trainers).ThenInclude(t => t.Trainer).AsSplitQuery().SingleAsync(s => s.Id == id, cancel);
        var course = await db.Set<Course>().AsNoTracking().SingleAsync(c => c.Id == session.CourseId, cancel);
        return new SessionSubject(session, course, (await network.SnapshotAsync(cancel)).TryFind(session.Unit, out var unit) ? unit.Name : session.Unit);
    }

    /// <summary>By registration.</summary>
    public async Task<IReadOnlyDictionary<Guid, PersonSubject>> PeopleAsync(IReadOnlyCollection<Guid> registrations, CancellationToken cancel)
    {
        var all = db.Set<SessionRegistration>().AsNoTracking();
        var people = await all.Where(r => registrations.Contains(r.Id))
            .Select(r => new
            {
                Row = r,
                Before = r.State == RegistrationState.Waiting
                    ? all.Count(o => o.SessionId == r.SessionId && o.State == RegistrationState.Waiting && (o.Priority > r.Priority || (o.Priority == r.Priority && o.Number < r.Number)))
                    : (int?)null,
                Invited = db.Set<SessionMail>().Where(m => m.RegistrationId == r.Id && m.Kind == MailKind.Confirmed && m.Letter != null).Select(m => m.Number).ToList(),
            })
            .ToListAsync(cancel);
        var colleagues = await names.NamesAsync([.. people.Where(p => ByColleague(p.Row)).Select(p => p.Row.By!).Distinct()], cancel);
        return people.ToDictionary(p => p.Row.Id, p => new PersonSubject(p.Row, p.Before + 1, p.Invited)
        {
            Colleague = ByColleague(p.Row) ? colleagues.GetValueOrDefault(p.Row.By!, "Un collègue") : null,
        });
    }

    /// <summary>Who registers a team registers themselves with it, and knows.</summary>
    private static bool ByColleague(SessionRegistration row) => row is { Origin: RegistrationOrigin.Colleague, By: { } by } && by != $"account:{row.AccountId:D}";
}
