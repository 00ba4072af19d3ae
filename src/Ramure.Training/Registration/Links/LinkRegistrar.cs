using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Contracts;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Mail;
using Ramure.Kernel.Operations;
using Ramure.Training.Model;

namespace Ramure.Training.Registration.Links;

/// <summary>Somebody without an account who asks to be registered.</summary>
internal sealed record AskLink(Guid Session, string? Name, string? Email, Belonging Belonging);

/// <summary>
/// Registering by a link sent to one's address, without an account. Whoever asks is answered the same whether the address is registered,
/// has an account or neither: only the mail box learns it.
/// </summary>
internal sealed class LinkRegistrar(OperationRunner runner, RamureDb db, IAccounts accounts, MailQueue mails, ManageLinks links, Seats seats)
{
    public static readonly TimeSpan Good = TimeSpan.FromHours(24);

    /// <summary>Mails to one address in an hour, whatever the session: who asks for more only fills a stranger's box.</summary>
    public const int PerHour = 3;

    public static Refusal Dead { get; } = new("link-dead", "Ce lien a déjà servi ou n’est plus valable. Demandez-en un autre sur la page de la session.");

    /// <summary>Sends the link; nothing, silently, when there were too many.</summary>
    public Task<Result<Done>> AskAsync(AskLink ask, CancellationToken cancel = default) => runner.RunAsync<Done>(
        new Operation("training.ask-link", Permission.Anyone), async scope =>
        {
            if (await PublishedAsync(ask.Session, cancel) is not { } found)
                return Seats.Unknown;
            var (session, course) = found;
            if (RegistrationRules.Closed(session, scope.At) is { } closed)
                return closed;
            if (RegistrationRules.Person(ask.Name, ask.Email) is { Count: > 0 } refusals)
                return refusals;
            var (name, email) = (ask.Name!.Trim(), ask.Email!.Trim());
            var (key, since) = (Entry.KeyOf(email), scope.At.AddHours(-1));
            scope.Audit(ManageLinks.SubjectKind, session.Id.ToString("D"), null, new { Session = session.Id }, session.Unit);
            if (await db.Set<RegistrationLink>().CountAsync(l => l.PersonKey == key && l.Purpose == RegistrationLinkPurpose.Register && l.SentAt > since, cancel) >= PerHour)
                return default(Done);
            var secret = ManageLinks.Secret();
            db.Add(new RegistrationLink
            {
                Id = Guid.CreateVersion7(),
                Purpose = RegistrationLinkPurpose.Register,
                SessionId = session.Id,
                TokenHash = ManageLinks.Hash(secret),
                PersonKey = key,
                Name = name,
                Email = email,
                Audience = ask.Belonging.Audience,
                Uai = ask.Belonging.Uai,
                SentAt = scope.At,
                ExpiresAt = scope.At + Good,
            });
            mails.Send(scope, LinkLetters.Ask(session, course, name, email, secret));
            return default(Done);
        }, cancel);

    /// <summary>Follows the link: registers, or finds the registration that there is. The answer is the secret under which it stays open.</summary>
    public Task<Result<string>> ConfirmAsync(string? secret, CancellationToken cancel = default) => runner.RunAsync<string>(
        new Operation("training.register-by-link", Permission.Anyone), async scope =>
        {
            db.ChangeTracker.Clear();
            if (await links.FindAsync(secret, cancel) is not { Purpose: RegistrationLinkPurpose.Register } link || !await UseAsync(scope, link, cancel))
                return Dead;
            if (await PublishedAsync(link.SessionId, cancel) is not { } found)
                return Seats.Unknown;
            var account = await accounts.FindByEmailAsync(link.Email, cancel);
            var known = await db.Set<SessionRegistration>().SingleOrDefaultAsync(r => r.SessionId == link.SessionId && r.PersonKey == link.PersonKey, cancel);
            if (known is not { IsLive: true })
            {
                var entry = new Entry(link.Name, link.Email, new Belonging(link.Audience, link.Uai), RegistrationOrigin.Link) { Account = account?.Id };
                db.ChangeTracker.Clear();
                var entered = await seats.EnterAsync(scope, link.SessionId, entry, s => RegistrationRules.Closed(s, scope.At), cancel);
                if (!entered.TryGet(out known, out var refusals))
                    return refusals.ToList();
            }

            scope.Audit(ManageLinks.SubjectKind, link.Id.ToString("D"), null, new { Session = link.SessionId }, found.Session.Unit);
            return Stay(scope, found.Session, known);
        }, cancel);

    /// <summary>Gives the place back.</summary>
    public Task<Result<SessionRegistration>> WithdrawAsync(string? secret, CancellationToken cancel = default) =>
        ChangeAsync("training.withdraw-by-link", secret, (scope, session, row) => seats.LeaveAsync(scope, session, row, RegistrationState.Withdrawn, cancel), cancel);

    /// <summary>Takes the seat that was offered.</summary>
    public Task<Result<SessionRegistration>> AcceptAsync(string? secret, CancellationToken cancel = default) =>
        ChangeAsync("training.accept-by-link", secret, (scope, session, row) => Task.FromResult(Registrar.Accept(scope, session, row)), cancel);

    private Task<Result<SessionRegistration>> ChangeAsync(
        string name, string? secret, Func<OperationScope, Session, SessionRegistration, Task<Result<SessionRegistration>>> body, CancellationToken cancel) =>
        runner.RunAsync<SessionRegistration>(new Operation(name, Permission.Anyone), async scope =>
        {
            if (await links.FindAsync(secret, cancel) is not { Purpose: RegistrationLinkPurpose.Manage, RegistrationId: { } id })
                return Dead;
            var (session, row) = await seats.LockRegistrationAsync(scope, id, cancel);
            return session is null || row is null ? Dead : await body(scope, session, row);
        }, cancel);

    /// <summary>A link to the registration for this very browser, which has just proved the address.</summary>
    private static string Stay(OperationScope scope, Session session, SessionRegistration row)
    {
        var secret = ManageLinks.Secret();
        scope.Db.Add(new RegistrationLink
        {
            Id = Guid.CreateVersion7(),
            Purpose = RegistrationLinkPurpose.Manage,
            SessionId = session.Id,
            RegistrationId = row.Id,
            TokenHash = ManageLinks.Hash(secret),
            PersonKey = row.PersonKey,
            SentAt = scope.At,
            ExpiresAt = scope.At + Good,
        });
        return secret;
    }

    /// <summary>Uses it up: of two at once only one may. What it said is forgotten with it.</summary>
    private static async Task<bool> UseAsync(OperationScope scope, RegistrationLink link, CancellationToken cancel)
    {
        var at = scope.At;
        return await scope.Db.Set<RegistrationLink>().Where(l => l.Id == link.Id && l.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.EndedAt, at).SetProperty(l => l.Name, "").SetProperty(l => l.Email, "").SetProperty(l => l.Uai, (string?)null), cancel) == 1;
    }

    private async Task<(Session Session, Course Course)?> PublishedAsync(Guid id, CancellationToken cancel)
    {
        var found = await db.Set<Session>().AsNoTracking().Where(s => s.Id == id)
            .Join(db.Set<Course>().AsNoTracking().Where(c => c.State == CourseState.Published), s => s.CourseId, c => c.Id, (s, c) => new { s, c }).SingleOrDefaultAsync(cancel);
        return found is null ? null : (found.s, found.c);
    }
}
