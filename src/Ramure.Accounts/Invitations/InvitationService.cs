using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Contracts;
using Ramure.Accounts.Grants;
using Ramure.Accounts.Model;
using Ramure.Accounts.People;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;

namespace Ramure.Accounts.Invitations;

/// <summary>
/// An invitation and the secret of its link, which is nowhere else. Null when the link went by mail: who invites must not learn it,
/// because holding it proves the address.
/// </summary>
internal sealed record InvitationLink(Guid Id, string Email, string? Secret);

/// <summary>Offers roles to addresses; whoever holds the link takes one up, once.</summary>
internal sealed class InvitationService(
    OperationRunner operations, RamureDb db, Grantors grantors, GrantRules rules, Administrators administrators, InvitationLetters letters, UserManager<Account> users, IClock clock)
{
    /// <summary>How long an invitation waits.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromDays(14);

    private static readonly Refusal Gone = new("invitation-gone", "Cette invitation a déjà servi, a été retirée ou n’est plus valable. Demandez-en une autre à qui vous a invité.");

    public Task<Result<InvitationLink>> InviteAsync(string? email, GrantWish wish, bool byMail, CancellationToken cancel = default) =>
        operations.RunAsync<InvitationLink>(new Operation("accounts.invite", AccountsPermissions.Grant), async scope =>
        {
            await administrators.LockAsync(scope, cancel);
            if (wish.Unit is { Length: > 0 } unit)
                scope.Demand(unit);
            var refusals = new List<Refusal>();
            if (AccountFields.EmailFault(email) is { } fault)
                refusals.Add(fault);
            var soundness = await rules.CheckAsync(wish, await grantors.OfActorAsync(cancel), cancel);
            refusals.AddRange(soundness.Refusals);
            if (refusals.Count > 0)
                return refusals;
            var (sound, address) = (soundness.Value, email!.Trim());
            var normalized = users.NormalizeEmail(address);
            if (await scope.Db.Set<Account>().AnyAsync(a => a.NormalizedEmail == normalized && a.DisabledAt != null, cancel))
                return new Refusal("account-closed", "Le compte de cette adresse est fermé : rouvrez-le, puis donnez-lui le rôle.", "adresse");
            if (await scope.Db.Set<Invitation>().AnyAsync(
                i => i.NormalizedEmail == normalized && i.Role == sound.Role && i.Unit == sound.Unit && i.AcceptedAt == null && i.WithdrawnAt == null && i.ExpiresAt > scope.At, cancel))
                return new Refusal("invitation-exists", "Une invitation à ce rôle attend déjà cette personne : refaites son lien dans la liste, ou retirez-la.", "adresse");
            var secret = LinkSecret.Make();
            var invitation = new Invitation
            {
                Id = Guid.CreateVersion7(),
                Email = address,
                NormalizedEmail = normalized!,
                Role = sound.Role,
                Unit = sound.Unit,
                From = sound.From,
                To = sound.To,
                Items = sound.Items,
                TokenHash = LinkSecret.Hash(secret),
                ByMail = byMail,
                InvitedBy = scope.Actor,
                InvitedAt = scope.At,
                ExpiresAt = scope.At + Length,
            };
            scope.Db.Add(invitation);
            scope.Audit("invitation", invitation.Id.ToString(), null, Shape(invitation), GrantService.TrailUnit(sound.Unit));
            return await LinkAsync(scope, invitation, secret, cancel);
        }, cancel);

    /// <summary>Another link in place of the one before, which stops working.</summary>
    public Task<Result<InvitationLink>> RenewAsync(Guid id, bool byMail, CancellationToken cancel = default) =>
        ChangeAsync<InvitationLink>("accounts.renew-invitation", id, async (scope, invitation) =>
        {
            var secret = LinkSecret.Make();
            (invitation.TokenHash, invitation.ByMail, invitation.ExpiresAt) = (LinkSecret.Hash(secret), byMail, scope.At + Length);
            scope.Audit("invitation", id.ToString(), null, Shape(invitation), GrantService.TrailUnit(invitation.Unit));
            return await LinkAsync(scope, invitation, secret, cancel);
        }, cancel);

    public Task<Result<Done>> WithdrawAsync(Guid id, CancellationToken cancel = default) =>
        ChangeAsync<Done>("accounts.withdraw-invitation", id, (scope, invitation) =>
        {
            (invitation.WithdrawnAt, invitation.WithdrawnBy) = (scope.At, scope.Actor);
            scope.Audit("invitation", id.ToString(), Shape(invitation), null, GrantService.TrailUnit(invitation.Unit));
            return Task.FromResult<Result<Done>>(default(Done));
        }, cancel);

    /// <summary>The open invitation of a secret; null when there is none.</summary>
    public async Task<Invitation?> FindAsync(string? secret, CancellationToken cancel = default)
    {
        if (secret is not { Length: 64 })
            return null;
        var hash = LinkSecret.Hash(secret);
        var found = await db.Set<Invitation>().AsNoTracking().SingleOrDefaultAsync(i => i.TokenHash == hash, cancel);
        return found?.IsOpen(clock.UtcNow) == true ? found : null;
    }

    /// <summary>Whether the address of an invitation has an account, which then takes it up itself.</summary>
    public Task<bool> HasAccountAsync(Invitation invitation, CancellationToken cancel = default) =>
        db.Set<Account>().AnyAsync(a => a.NormalizedEmail == invitation.NormalizedEmail, cancel);

    /// <summary>Opens an account for the invited address, with the role.</summary>
    public Task<Result<Guid>> AcceptAsync(string? secret, string? name, string? password, CancellationToken cancel = default) =>
        operations.RunAsync<Guid>(new Operation("accounts.accept-invitation", Permission.Anyone), async scope =>
        {
            if (!(await TakeAsync(scope, secret, cancel)).TryGet(out var taken, out var gone))
                return Result<Guid>.Refused(gone);
            if (!(await AccountService.OpenAsync(scope, users, taken.Invitation.Email, name, password ?? "", taken.Invitation.ByMail)).TryGet(out var account, out var refusals))
                return Result<Guid>.Refused(refusals);
            return await GiveAsync(scope, taken, account.Id, cancel);
        }, cancel);

    /// <summary>Adds the role to the account that is signed in, when the invited address is proved to be its own.</summary>
    public Task<Result<Guid>> AcceptSignedInAsync(string? secret, Guid account, CancellationToken cancel = default) =>
        operations.RunAsync<Guid>(new Operation("accounts.accept-invitation", Permission.OwnAccount), async scope =>
        {
            if (!(await TakeAsync(scope, secret, cancel)).TryGet(out var taken, out var gone))
                return Result<Guid>.Refused(gone);
            var person = await scope.Db.Set<Account>().SingleOrDefaultAsync(a => a.Id == account && a.DisabledAt == null, cancel);
            if (person is null || person.NormalizedEmail != taken.Invitation.NormalizedEmail)
                return new Refusal("invitation-for-another", "Cette invitation est adressée à quelqu’un d’autre : déconnectez-vous, puis connectez-vous avec l’adresse invitée.");
            if (!person.EmailConfirmed && taken.Invitation.ByMail)
            {
                person.EmailConfirmed = true;
                scope.Audit("account", account.ToString("D"), new { Confirmed = false }, new { Confirmed = true });
            }

            if (!person.EmailConfirmed)
                return new Refusal("address-unproved", "Confirmez d’abord votre adresse électronique, depuis votre compte.");
            return await GiveAsync(scope, taken, account, cancel);
        }, cancel);

    private async Task<Result<(Invitation Invitation, SoundGrant Sound)>> TakeAsync(OperationScope scope, string? secret, CancellationToken cancel)
    {
        await administrators.LockAsync(scope, cancel);
        var found = await FindAsync(secret, cancel);
        if (found is null || await scope.Db.Set<Invitation>().SingleAsync(i => i.Id == found.Id, cancel) is not { } invitation || !invitation.IsOpen(scope.At))
            return Gone;
        var today = DateOnly.FromDateTime(scope.At);
        var wish = new GrantWish(
            invitation.Role, invitation.Unit, invitation.From > today ? invitation.From : today, invitation.To?.AddDays(-1), invitation.Items?.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        // Who invited may have lost the right since, the unit may have closed: the invitation is worth what it would be worth today.
        var soundness = await rules.CheckAsync(wish, await grantors.OfAsync(invitation.InvitedBy, cancel), cancel);
        return soundness.Succeeded
            ? (invitation, soundness.Value)
            : new Refusal("invitation-void", "Cette invitation ne vaut plus : l’unité ou les droits de qui vous a invité ont changé. Demandez-en une autre.");
    }

    private static async Task<Result<Guid>> GiveAsync(OperationScope scope, (Invitation Invitation, SoundGrant Sound) taken, Guid account, CancellationToken cancel)
    {
        var invitation = taken.Invitation;
        (invitation.AcceptedAt, invitation.AccountId) = (scope.At, account);
        scope.Audit("invitation", invitation.Id.ToString(), null, new { Account = Actor.Account(account).Reference }, GrantService.TrailUnit(invitation.Unit));
        var granted = await GrantService.AddAsync(scope, account, taken.Sound, cancel, invitation.InvitedBy);
        return granted.Succeeded ? account : granted.Refusals.ToList();
    }

    private Task<Result<T>> ChangeAsync<T>(string name, Guid id, Func<OperationScope, Invitation, Task<Result<T>>> change, CancellationToken cancel) =>
        operations.RunAsync<T>(new Operation(name, AccountsPermissions.Grant), async scope =>
        {
            await administrators.LockAsync(scope, cancel);
            var invitation = await scope.Db.Set<Invitation>().SingleOrDefaultAsync(i => i.Id == id, cancel);
            if (invitation is null)
                return new Refusal("invitation-unknown", "Cette invitation n’existe pas.");
            scope.Demand(invitation.Unit);
            if (!(await grantors.OfActorAsync(cancel)).Allows(invitation.Role, invitation.Unit))
                throw new AccessDeniedException(AccountsPermissions.Grant, invitation.Unit);
            return invitation.AcceptedAt is null && invitation.WithdrawnAt is null
                ? await change(scope, invitation)
                : new Refusal("invitation-gone", "Cette invitation est déjà acceptée ou retirée.");
        }, cancel);

    private async Task<InvitationLink> LinkAsync(OperationScope scope, Invitation invitation, string secret, CancellationToken cancel)
    {
        if (!invitation.ByMail)
            return new InvitationLink(invitation.Id, invitation.Email, secret);
        await letters.SendAsync(scope, invitation, secret, cancel);
        return new InvitationLink(invitation.Id, invitation.Email, null);
    }

    // Without the address: a trace names nobody.
    private static object Shape(Invitation invitation) => new
    {
        Role = RoleWords.Code(invitation.Role),
        invitation.Unit,
        invitation.From,
        Until = invitation.To?.AddDays(-1),
        invitation.Items,
        invitation.ByMail,
        invitation.ExpiresAt,
    };
}
