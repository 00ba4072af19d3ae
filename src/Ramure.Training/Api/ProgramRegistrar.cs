using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Contracts;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Training.Contracts;
using Ramure.Training.Exchange;
using Ramure.Training.Model;
using Ramure.Training.Registration;

namespace Ramure.Training.Api;

/// <summary>Somebody whom a program registers for the unit.</summary>
/// <param name="RequestKey">Names this request: asked again with it, nothing more is done. Null: each request is one.</param>
internal sealed record ProgramRequest(Guid Session, string Name, string Email, Belonging Belonging, bool Notify, string? RequestKey);

/// <summary>Whom a program registered.</summary>
/// <param name="IsNew">False when this very request had been answered before.</param>
internal sealed record ProgramRegistered(SessionRegistration Row, bool IsNew);

/// <summary>Registers for a program as the unit's staff does, once for each request key.</summary>
internal sealed class ProgramRegistrar(OperationRunner runner, RamureDb db, IAccounts accounts, Seats seats, ExternalKeys keys)
{
    private static readonly Refusal Reused = new("key-reused", "Cette clé a déjà servi à une autre demande : donnez-en une nouvelle à chaque demande.", "Idempotency-Key");

    public Task<Result<ProgramRegistered>> RegisterAsync(ProgramRequest asked, CancellationToken cancel = default) => runner.RunAsync<ProgramRegistered>(
        new Operation("training.register-by-program", TrainingPermissions.People), async scope =>
        {
            db.ChangeTracker.Clear();
            // Under the session's lock: of two requests with one key the second finds what the first did.
            if (await seats.LockAsync(scope, asked.Session, cancel) is not { } session)
                return Seats.Unknown;
            scope.Demand(session.Unit);
            if (RegistrationRules.Person(asked.Name, asked.Email, "name", "email") is { Count: > 0 } refusals)
                return refusals;
            if (asked.RequestKey is { } key)
            {
                if ((await keys.FindAsync(ExternalKind.Request, scope.Actor, [key], cancel)).TryGetValue(key, out var before))
                {
                    var known = await db.Set<SessionRegistration>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == before, cancel);
                    return known is not null && known.SessionId == session.Id && known.PersonKey == Entry.KeyOf(asked.Email) ? new ProgramRegistered(known, false) : Reused;
                }
            }

            var account = await accounts.FindByEmailAsync(asked.Email.Trim(), cancel);
            var entry = new Entry(asked.Name.Trim(), asked.Email.Trim(), asked.Belonging, RegistrationOrigin.Import) { Account = account?.Id, IsAgreed = true, IsSilent = !asked.Notify };
            if (!(await seats.EnterAsync(scope, session.Id, entry, RegistrationRules.Over, cancel)).TryGet(out var row, out var refused))
                return refused.ToList();
            if (asked.RequestKey is { } fresh)
                ExternalKeys.Keep(scope, ExternalKind.Request, scope.Actor, fresh, row.Id);
            return new ProgramRegistered(row, true);
        }, cancel);
}
