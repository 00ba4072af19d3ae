using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Contracts;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Training.Contracts;
using Ramure.Training.Mail;
using Ramure.Training.Model;

namespace Ramure.Training.Registration;

/// <summary>A person whom the unit registers.</summary>
internal sealed record RegisterPerson(Guid Session, string Name, string Email);

/// <summary>
/// Registers persons on sessions. A seat is taken by one conditional update of the session's row, in the transaction of the
/// registration itself: whoever comes second sees what the first has taken, and waits in the order of arrival.
/// </summary>
internal sealed class Registrar(OperationRunner runner, RamureDb db, IAccess access, IAccounts accounts)
{
    public const string SubjectKind = "training-registration";

    private static readonly Refusal Unknown = new("session-unknown", "Cette session n’existe pas.");

    /// <summary>Registers whoever is signed in.</summary>
    public async Task<Result<SessionRegistration>> RegisterSelfAsync(Guid session, CancellationToken cancel = default)
    {
        if (access.Actor.AccountId is not { } id || await accounts.FindAsync(id, cancel) is not { } account)
            throw new AccessDeniedException(Permission.OwnAccount);
        return await runner.RunAsync<SessionRegistration>(
            new Operation("training.register", Permission.OwnAccount),
            async scope =>
            {
                if (await FindAsync(session, cancel) is not { } found)
                    return Unknown;
                if (Closed(found, scope.At) is { } closed)
                    return closed;
                if (found.Mode == RegistrationMode.Nomination)
                    return new Refusal("session-by-nomination", "Les participants de cette session sont désignés : adressez-vous à l’unité qui l’organise.");
                return await EnterAsync(scope, found, account.Id, account.Name, account.Email, found.Mode == RegistrationMode.Approval, cancel);
            },
            cancel);
    }

    /// <summary>Registers somebody for the unit; closed registration and nomination do not stop it, the number of seats does.</summary>
    public Task<Result<SessionRegistration>> RegisterAsync(RegisterPerson person, CancellationToken cancel = default) => runner.RunAsync<SessionRegistration>(
        new Operation("training.register-person", TrainingPermissions.People),
        async scope =>
        {
            if (await FindAsync(person.Session, cancel) is not { } session)
                return Unknown;
            scope.Demand(session.Unit);
            var refusals = new List<Refusal>();
            if (person.Name.Trim().Length is 0 or > 120)
                refusals.Add(new Refusal("name-missing", "Donnez le nom et le prénom, 120 caractères au plus.", "nom"));
            if (!System.Net.Mail.MailAddress.TryCreate(person.Email.Trim(), out var address) || address.Address != person.Email.Trim() || person.Email.Trim().Length > 256)
                refusals.Add(new Refusal("email-invalid", "Cette adresse électronique n’est pas valable : écrivez-la comme nom@domaine.fr.", "courriel"));
            if (refusals.Count > 0)
                return refusals;
            if (session.State == SessionState.Cancelled)
                return Cancelled;
            var account = await accounts.FindByEmailAsync(person.Email.Trim(), cancel);
            return await EnterAsync(scope, session, account?.Id, person.Name.Trim(), person.Email.Trim(), false, cancel);
        },
        cancel);

    /// <summary>Gives one's own place back.</summary>
    public Task<Result<SessionRegistration>> WithdrawSelfAsync(Guid registration, CancellationToken cancel = default) =>
        ChangeOwnAsync("training.withdraw", registration, (scope, session, row) => LeaveAsync(scope, session, row, RegistrationState.Withdrawn, cancel), cancel);

    /// <summary>Takes the seat that was offered, while it is kept.</summary>
    public Task<Result<SessionRegistration>> AcceptAsync(Guid registration, CancellationToken cancel = default) =>
        ChangeOwnAsync("training.accept-offer", registration, (scope, session, row) =>
        {
            if (row.State != RegistrationState.Offered || row.OfferUntil <= scope.At)
                return Task.FromResult<Result<SessionRegistration>>(new Refusal("offer-over", "Cette place n’est plus gardée pour vous. Inscrivez-vous de nouveau : vous prendrez rang sur la liste d’attente."));
            var before = row.State;
            (row.State, row.OfferUntil) = (RegistrationState.Confirmed, null);
            Audit(scope, session, row, before);
            return Task.FromResult<Result<SessionRegistration>>(row);
        }, cancel);

    /// <summary>Takes a person off, for the unit.</summary>
    public Task<Result<SessionRegistration>> WithdrawAsync(Guid registration, CancellationToken cancel = default) =>
        ChangeAsync("training.withdraw-person", registration, (scope, session, row) => LeaveAsync(scope, session, row, RegistrationState.Withdrawn, cancel), cancel);

    /// <summary>Agrees to a request: a seat when there is one, the waiting list otherwise.</summary>
    public Task<Result<SessionRegistration>> ApproveAsync(Guid registration, CancellationToken cancel = default) =>
        ChangeAsync("training.approve", registration, async (scope, session, row) =>
        {
            if (row.State != RegistrationState.Requested)
                return new Refusal("request-settled", "Cette demande a déjà reçu une réponse.");
            row.State = await TakeSeatAsync(session.Id, cancel) ? RegistrationState.Confirmed : RegistrationState.Waiting;
            Audit(scope, session, row, RegistrationState.Requested);
            return row;
        }, cancel);

    /// <summary>Does not agree to a request.</summary>
    public Task<Result<SessionRegistration>> RefuseAsync(Guid registration, CancellationToken cancel = default) =>
        ChangeAsync("training.refuse", registration, (scope, session, row) => row.State == RegistrationState.Requested
            ? LeaveAsync(scope, session, row, RegistrationState.Refused, cancel)
            : Task.FromResult<Result<SessionRegistration>>(new Refusal("request-settled", "Cette demande a déjà reçu une réponse.")), cancel);

    private static readonly Refusal Cancelled = new("session-cancelled", "Cette session est annulée.");

    private Task<Session?> FindAsync(Guid id, CancellationToken cancel) => db.Set<Session>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancel);

    private static Refusal? Closed(Session session, DateTime now) =>
        session.State == SessionState.Cancelled ? Cancelled
        : session.OpensAt > now ? new Refusal("registration-not-open", "Les inscriptions à cette session ne sont pas encore ouvertes.")
        : session.ClosesAt <= now ? new Refusal("registration-closed", "Les inscriptions à cette session sont closes.")
        : null;

    private async Task<Result<SessionRegistration>> EnterAsync(
        OperationScope scope, Session session, Guid? account, string name, string email, bool request, CancellationToken cancel)
    {
        var key = email.ToLowerInvariant();
        // The number is taken first: its row lock makes two clicks of one person follow each other, and gives the order.
        await db.Set<Session>().Where(s => s.Id == session.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastNumber, s => s.LastNumber + 1), cancel);
        var number = await db.Set<Session>().Where(s => s.Id == session.Id).Select(s => s.LastNumber).SingleAsync(cancel);
        var row = await db.Set<SessionRegistration>().SingleOrDefaultAsync(r => r.SessionId == session.Id && r.PersonKey == key, cancel);
        if (row is { IsLive: true })
            return new Refusal("already-registered", account == access.Actor.AccountId && account is not null ? "Vous êtes déjà inscrit à cette session, ou sur sa liste d’attente." : "Cette personne est déjà inscrite à cette session, ou sur sa liste d’attente.");
        var before = row?.State;
        if (row is null)
        {
            row = new SessionRegistration { Id = Guid.CreateVersion7(), SessionId = session.Id, Name = name, Email = email, PersonKey = key };
            db.Add(row);
        }

        (row.AccountId, row.Name, row.Email, row.Number, row.At, row.OfferUntil) = (account ?? row.AccountId, name, email, number, scope.At, null);
        row.State = request ? RegistrationState.Requested
            : await TakeSeatAsync(session.Id, cancel) ? RegistrationState.Confirmed
            : RegistrationState.Waiting;
        Audit(scope, session, row, before);
        return row;
    }

    /// <summary>One more seat, if there is one.</summary>
    private async Task<bool> TakeSeatAsync(Guid session, CancellationToken cancel) =>
        await db.Set<Session>().Where(s => s.Id == session && s.Taken < s.Capacity)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.Taken, s => s.Taken + 1), cancel) == 1;

    private async Task<Result<SessionRegistration>> LeaveAsync(
        OperationScope scope, Session session, SessionRegistration row, RegistrationState to, CancellationToken cancel)
    {
        if (!row.IsLive)
            return new Refusal("registration-over", "Cette inscription n’a plus cours.");
        var (before, held) = (row.State, row.HoldsSeat);
        (row.State, row.OfferUntil) = (to, null);
        Audit(scope, session, row, before);
        if (held)
            await WaitingList.PassOnAsync(scope, session, cancel);
        return row;
    }

    private Task<Result<SessionRegistration>> ChangeOwnAsync(
        string name, Guid id, Func<OperationScope, Session, SessionRegistration, Task<Result<SessionRegistration>>> body, CancellationToken cancel) =>
        runner.RunAsync<SessionRegistration>(new Operation(name, Permission.OwnAccount), async scope =>
        {
            var (session, row) = await LockAsync(id, cancel);
            // Somebody else's registration does not exist, for who asks.
            return session is null || row is null || row.AccountId is null || row.AccountId != access.Actor.AccountId
                ? new Refusal("registration-unknown", "Cette inscription n’existe pas.")
                : await body(scope, session, row);
        }, cancel);

    private Task<Result<SessionRegistration>> ChangeAsync(
        string name, Guid id, Func<OperationScope, Session, SessionRegistration, Task<Result<SessionRegistration>>> body, CancellationToken cancel) =>
        runner.RunAsync<SessionRegistration>(new Operation(name, TrainingPermissions.People), async scope =>
        {
            var (session, row) = await LockAsync(id, cancel);
            if (session is null || row is null)
                return new Refusal("registration-unknown", "Cette inscription n’existe pas.");
            scope.Demand(session.Unit);
            return await body(scope, session, row);
        }, cancel);

    /// <summary>The row and its session, after taking the session's row lock: what is read next no longer changes.</summary>
    private async Task<(Session?, SessionRegistration?)> LockAsync(Guid id, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        if (await db.Set<SessionRegistration>().Where(r => r.Id == id).Select(r => (Guid?)r.SessionId).SingleOrDefaultAsync(cancel) is not { } session)
            return default;
        await db.Set<Session>().Where(s => s.Id == session).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastNumber, s => s.LastNumber), cancel);
        return (await FindAsync(session, cancel), await db.Set<SessionRegistration>().SingleAsync(r => r.Id == id, cancel));
    }

    private static void Audit(OperationScope scope, Session session, SessionRegistration row, RegistrationState? before)
    {
        scope.Audit(SubjectKind, row.Id.ToString("D"), before is null ? null : new { State = before }, new { row.State, row.Number, Session = session.Id }, session.Unit);
        Mails.Tell(scope, session, row);
    }
}
