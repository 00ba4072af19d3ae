using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Contracts;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Training.Contracts;
using Ramure.Training.Model;

namespace Ramure.Training.Recognition;

/// <summary>The documents of a session, with whom they are for and what was noted.</summary>
internal sealed record SessionCredentials(Course Course, Session Session, IReadOnlyList<SessionRegistration> People, IReadOnlyList<Credential> Credentials, IReadOnlyDictionary<Guid, LearningOutcome> Outcomes);

/// <summary>Documents, for the person they are about, by account or by link; for the unit; and by code for whoever holds one.</summary>
internal sealed class CredentialReader(RamureDb db, IAccess access, IAccounts accounts, CredentialLinks links)
{
    /// <summary>All of one's own, the newest first, those that hold no more included.</summary>
    public async Task<IReadOnlyList<Credential>> OwnAsync(CancellationToken cancel = default)
    {
        if (access.Actor.AccountId is not { } id)
            return [];
        // Whoever had no account then finds what was given to their address since they have proved that it is theirs.
        var key = (await accounts.FindAsync(id, cancel))?.Email.ToLowerInvariant();
        var rows = await db.Set<Credential>().AsNoTracking().Where(c => c.AccountId == id || (key != null && c.PersonKey == key)).ToListAsync(cancel);
        return [.. rows.OrderByDescending(c => c.Content.Last).ThenByDescending(c => c.IssuedAt).ThenBy(c => c.Kind)];
    }

    /// <summary>One of one's own; null when it is somebody else's.</summary>
    public async Task<Credential?> OwnAsync(Guid credential, CancellationToken cancel = default) =>
        (await OwnAsync(cancel)).FirstOrDefault(c => c.Id == credential);

    /// <summary>Those that a link opens; null when it is none of ours.</summary>
    public async Task<IReadOnlyList<Credential>?> LinkedAsync(string? token, CancellationToken cancel = default)
    {
        if (links.Read(token) is not { } registration)
            return null;
        return await db.Set<Credential>().AsNoTracking().Where(c => c.RegistrationId == registration && c.Name != null).OrderByDescending(c => c.IssuedAt).ThenBy(c => c.Kind).ToListAsync(cancel);
    }

    /// <summary>Null when there is no such session; denied to who may not see its people.</summary>
    public async Task<SessionCredentials?> OfSessionAsync(Guid id, CancellationToken cancel = default)
    {
        if (await db.Set<Session>().AsNoTracking().Include(s => s.Slots).SingleOrDefaultAsync(s => s.Id == id, cancel) is not { } session)
            return null;
        await access.DemandAsync(TrainingPermissions.People, session.Unit, cancel);
        var course = await db.Set<Course>().AsNoTracking().SingleAsync(c => c.Id == session.CourseId, cancel);
        var people = await db.Set<SessionRegistration>().AsNoTracking().Where(r => r.SessionId == id).OrderBy(r => r.Number).ToListAsync(cancel);
        var credentials = await db.Set<Credential>().AsNoTracking().Where(c => c.SessionId == id).OrderBy(c => c.IssuedAt).ThenBy(c => c.Number).ToListAsync(cancel);
        var outcomes = await db.Set<SessionOutcome>().AsNoTracking().Where(o => o.SessionId == id).ToDictionaryAsync(o => o.RegistrationId, o => o.Outcome, cancel);
        return new SessionCredentials(course, session, people, credentials, outcomes);
    }

    /// <summary>One of a session, for the unit; null when there is none.</summary>
    public async Task<Credential?> OfUnitAsync(Guid session, Guid credential, CancellationToken cancel = default)
    {
        if (await db.Set<Credential>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == credential && c.SessionId == session, cancel) is not { } found)
            return null;
        await access.DemandAsync(TrainingPermissions.People, found.Unit, cancel);
        return found;
    }

    /// <summary>By the code on it; null when there is none. What of it may be shown to a stranger is <see cref="Verification"/>.</summary>
    public async Task<Credential?> ByCodeAsync(string? code, CancellationToken cancel = default) =>
        VerificationCode.Read(code) is { } read ? await db.Set<Credential>().AsNoTracking().SingleOrDefaultAsync(c => c.Code == read, cancel) : null;
}
