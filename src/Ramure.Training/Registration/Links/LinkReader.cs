using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Training.Model;

namespace Ramure.Training.Registration.Links;

/// <summary>What the page of a link shows.</summary>
internal sealed record FoundLink(RegistrationLink Link, Session Session, Course Course, SessionRegistration? Registration, int? Rank, string School);

/// <summary>Reads what a link leads to: to who has its secret, and to nobody else.</summary>
internal sealed class LinkReader(RamureDb db, ManageLinks links, RegistrationReader registrations, BelongingReader belongings)
{
    /// <summary>Null for a link that is not, or no longer, good.</summary>
    public async Task<FoundLink?> FindAsync(string? secret, CancellationToken cancel = default)
    {
        if (await links.FindAsync(secret, cancel) is not { Purpose: RegistrationLinkPurpose.Register or RegistrationLinkPurpose.Manage } link)
            return null;
        var row = link.RegistrationId is { } id ? await db.Set<SessionRegistration>().AsNoTracking().SingleAsync(r => r.Id == id, cancel) : null;
        var session = await db.Set<Session>().AsNoTracking().Include(s => s.Slots).SingleAsync(s => s.Id == link.SessionId, cancel);
        var course = await db.Set<Course>().AsNoTracking().SingleAsync(c => c.Id == session.CourseId, cancel);
        return new FoundLink(link, session, course, row, row is null ? null : await registrations.RankAsync(row, cancel), await belongings.NameAsync(link.Uai, cancel));
    }
}
