using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Contracts;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Training.Contracts;
using Ramure.Training.Model;

namespace Ramure.Training.Registration;

/// <summary>A person whom the unit registers.</summary>
internal sealed record RegisterPerson(Guid Session, string Name, string Email)
{
    public Belonging Belonging { get; init; } = Belonging.Unsaid;
}

/// <summary>Registers persons on sessions and changes their registrations, for themselves and for the unit. Seats are <see cref="Seats"/>' affair.</summary>
internal sealed class Registrar(OperationRunner runner, RamureDb db, IAccess access, IAccounts accounts, Seats seats, RegistrationDesk desk)
{
    public const string SubjectKind = "training-registration";

    /// <summary>The highest priority that staff may give.</summary>
    public const int HighestPriority = 9;

    private static readonly Refusal NoSuch = new("registration-unknown", "Cette inscription n’existe pas.");

    private static readonly Refusal Settled = new("request-settled", "Cette demande a déjà reçu une réponse.");

    /// <summary>Registers whoever is signed in.</summary>
    public async Task<Result<SessionRegistration>> RegisterSelfAsync(Guid session, Belonging belonging, CancellationToken cancel = default)
    {
        if (access.Actor.AccountId is not { } id || await accounts.FindAsync(id, cancel) is not { } account)
            throw new AccessDeniedException(Permission.OwnAccount);
        await access.DemandAsync(Permission.OwnAccount, cancel);
        var entry = new Entry(account.Name, account.Email, belonging, RegistrationOrigin.Self) { Account = account.Id };
        return await desk.EnterAsync(session, new Arrival(entry, access.Actor.Reference));
    }

    /// <summary>Registers somebody for the unit; closed registration and nomination do not stop it, the number of seats and the quotas do.</summary>
    public Task<Result<SessionRegistration>> RegisterAsync(RegisterPerson person, CancellationToken cancel = default) => runner.RunAsync<SessionRegistration>(
        new Operation("training.register-person", TrainingPermissions.People),
        async scope =>
        {
            db.ChangeTracker.Clear();
            if (await db.Set<Session>().Where(s => s.Id == person.Session).Select(s => s.Unit).SingleOrDefaultAsync(cancel) is not { } unit)
                return Seats.Unknown;
            scope.Demand(unit);
            if (RegistrationRules.Person(person.Name, person.Email) is { Count: > 0 } refusals)
                return refusals;
            var account = await accounts.FindByEmailAsync(person.Email.Trim(), cancel);
            var entry = new Entry(person.Name.Trim(), person.Email.Trim(), person.Belonging, RegistrationOrigin.Staff) { Account = account?.Id, IsAgreed = true };
            return await seats.EnterAsync(scope, person.Session, entry, RegistrationRules.Over, cancel);
        },
        cancel);

    /// <summary>Gives one's own place back.</summary>
    public Task<Result<SessionRegistration>> WithdrawSelfAsync(Guid registration, CancellationToken cancel = default) =>
        ChangeOwnAsync("training.withdraw", registration, (scope, session, row) => seats.LeaveAsync(scope, session, row, RegistrationState.Withdrawn, cancel), cancel);

    /// <summary>Takes the seat that was offered, while it is kept.</summary>
    public Task<Result<SessionRegistration>> AcceptAsync(Guid registration, CancellationToken cancel = default) =>
        ChangeOwnAsync("training.accept-offer", registration, (scope, session, row) => Task.FromResult(Accept(scope, session, row)), cancel);

    /// <summary>Takes a person off, for the unit.</summary>
    public Task<Result<SessionRegistration>> WithdrawAsync(Guid registration, CancellationToken cancel = default) =>
        ChangeAsync("training.withdraw-person", registration, (scope, session, row) => seats.LeaveAsync(scope, session, row, RegistrationState.Withdrawn, cancel), cancel);

    /// <summary>Agrees to a request: a seat when there is one for this person, the waiting list otherwise.</summary>
    public Task<Result<SessionRegistration>> ApproveAsync(Guid registration, CancellationToken cancel = default) =>
        ChangeAsync("training.approve", registration, async (scope, session, row) =>
        {
            if (row.State != RegistrationState.Requested)
                return Settled;
            if (RegistrationRules.Over(session) is { } over)
                return over;
            row.State = await seats.SeatAsync(scope, session, new Belonging(row.Audience, row.Uai), cancel) ? RegistrationState.Confirmed : RegistrationState.Waiting;
            Seats.Audit(scope, session, row, RegistrationState.Requested);
            return row;
        }, cancel);

    /// <summary>Does not agree to a request.</summary>
    public Task<Result<SessionRegistration>> RefuseAsync(Guid registration, CancellationToken cancel = default) =>
        ChangeAsync("training.refuse", registration, (scope, session, row) => row.State == RegistrationState.Requested
            ? seats.LeaveAsync(scope, session, row, RegistrationState.Refused, cancel)
            : Task.FromResult<Result<SessionRegistration>>(Settled), cancel);

    /// <summary>Says who is offered a seat before the others.</summary>
    public Task<Result<SessionRegistration>> PrioritiseAsync(Guid registration, int priority, CancellationToken cancel = default) =>
        ChangeAsync("training.prioritise", registration, (scope, session, row) =>
        {
            if (priority is < 0 or > HighestPriority)
                return Task.FromResult<Result<SessionRegistration>>(new Refusal("priority-invalid", $"La priorité va de 0 (aucune) à {HighestPriority} (la plus forte).", "priorite"));
            if (!row.IsLive)
                return Task.FromResult<Result<SessionRegistration>>(new Refusal("registration-over", "Cette inscription n’a plus cours."));
            scope.Audit(SubjectKind, row.Id.ToString("D"), new { row.Priority }, new { Priority = priority }, session.Unit);
            row.Priority = priority;
            return Task.FromResult<Result<SessionRegistration>>(row);
        }, cancel);

    /// <summary>Says of somebody which audience and school they are of; a seat that is held must fit the quotas afterwards too.</summary>
    public Task<Result<SessionRegistration>> DescribeAsync(Guid registration, Belonging belonging, CancellationToken cancel = default) =>
        ChangeAsync("training.describe-person", registration, (scope, session, row) => seats.DescribeAsync(scope, session, row, belonging, cancel), cancel);

    internal static Result<SessionRegistration> Accept(OperationScope scope, Session session, SessionRegistration row)
    {
        if (session.State == SessionState.Cancelled)
            return Seats.Cancelled;
        if (row.State != RegistrationState.Offered || row.OfferUntil <= scope.At)
            return new Refusal("offer-over", "Cette place n’est plus gardée pour vous. Inscrivez-vous de nouveau : vous prendrez rang sur la liste d’attente.");
        (row.State, row.OfferUntil) = (RegistrationState.Confirmed, null);
        Seats.Audit(scope, session, row, RegistrationState.Offered);
        return row;
    }

    private Task<Result<SessionRegistration>> ChangeOwnAsync(
        string name, Guid id, Func<OperationScope, Session, SessionRegistration, Task<Result<SessionRegistration>>> body, CancellationToken cancel) =>
        runner.RunAsync<SessionRegistration>(new Operation(name, Permission.OwnAccount), async scope =>
        {
            var (session, row) = await seats.LockRegistrationAsync(scope, id, cancel);
            // Somebody else's registration does not exist, for who asks.
            return session is null || row is null || !await IsOwnAsync(row, cancel) ? NoSuch : await body(scope, session, row);
        }, cancel);

    /// <summary>By account, or by the address that the account has proved: somebody may have been registered before they had one.</summary>
    internal async Task<bool> IsOwnAsync(SessionRegistration row, CancellationToken cancel) =>
        access.Actor.AccountId is { } account
        && (row.AccountId == account || (row.AccountId is null && await accounts.FindAsync(account, cancel) is { } me && row.PersonKey == Entry.KeyOf(me.Email)));

    private Task<Result<SessionRegistration>> ChangeAsync(
        string name, Guid id, Func<OperationScope, Session, SessionRegistration, Task<Result<SessionRegistration>>> body, CancellationToken cancel) =>
        runner.RunAsync<SessionRegistration>(new Operation(name, TrainingPermissions.People), async scope =>
        {
            var (session, row) = await seats.LockRegistrationAsync(scope, id, cancel);
            if (session is null || row is null)
                return NoSuch;
            scope.Demand(session.Unit);
            return await body(scope, session, row);
        }, cancel);
}
