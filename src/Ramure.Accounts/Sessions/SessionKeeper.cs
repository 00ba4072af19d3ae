using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Access;
using Ramure.Accounts.Model;
using Ramure.Accounts.TwoFactor;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;

namespace Ramure.Accounts.Sessions;

/// <summary>Sessions are rows: what the cookie says counts only as long as its row is live and its account open.</summary>
internal sealed class SessionKeeper(RamureDb db, INetwork network, IClock clock, AccountSettings settings)
{
    /// <summary>A working week and a half: who comes every day signs in twice a month.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromDays(12);

    /// <summary>On a computer that others use: a working day.</summary>
    public static readonly TimeSpan SharedLength = TimeSpan.FromHours(10);

    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(5);

    /// <summary>Adds the session's row inside the operation that signs in.</summary>
    public static SignedInSession Open(OperationScope scope, Guid account, string method, HttpContext? http, bool strong) =>
        Open(scope, account, method, Visitor.Of(http), shared: false, strong);

    /// <summary>Adds the session's row inside the operation that signs in.</summary>
    /// <param name="strong">Whether more than a password was proved.</param>
    public static SignedInSession Open(OperationScope scope, Guid account, string method, Visitor visitor, bool shared, bool strong)
    {
        var session = new SignedInSession
        {
            Id = Guid.CreateVersion7(),
            AccountId = account,
            CreatedAt = scope.At,
            LastSeenAt = scope.At,
            ProvenAt = scope.At,
            StrongAt = strong ? scope.At : null,
            ExpiresAt = scope.At + (shared ? SharedLength : Length),
            Method = method,
            Browser = visitor.Browser,
            Address = visitor.Address?.ToString(),
        };
        scope.Db.Add(session);
        return session;
    }

    /// <summary>The identity that the cookie of a session carries.</summary>
    public static ClaimsPrincipal Principal(SignedInSession session) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, session.AccountId.ToString("D")), new Claim(AccountClaims.Session, session.Id.ToString("D"))],
        IdentityConstants.ApplicationScheme));

    /// <summary>Whether nobody used the session for longer than its account may leave one.</summary>
    public async Task<bool> IsIdleAsync(SignedInSession session, CancellationToken cancel)
    {
        var idle = clock.UtcNow - session.LastSeenAt;
        return idle > settings.Idle || (idle > settings.IdleOfAdministrators && await AdministersAsync(session.AccountId, cancel));
    }

    private async Task<bool> AdministersAsync(Guid account, CancellationToken cancel) => SecondFactorRule.Asks(
        await db.Set<RoleGrant>().AsNoTracking().Where(g => g.AccountId == account && g.RevokedAt == null).ToListAsync(cancel), await network.SnapshotAsync(cancel), clock);

    /// <summary>Refuses a cookie whose session was revoked, is over or lay idle, or whose account is closed.</summary>
    public async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var now = clock.UtcNow;
        if (context.Principal is not { } principal || !Guid.TryParse(principal.FindFirstValue(AccountClaims.Session), out var id)
            || await db.Set<SignedInSession>().AsNoTracking()
                .Where(s => s.Id == id && s.RevokedAt == null && s.ExpiresAt > now)
                .Where(s => db.Set<Account>().Any(a => a.Id == s.AccountId && a.DisabledAt == null))
                .SingleOrDefaultAsync(context.HttpContext.RequestAborted) is not { } session
            || RequestAccess.AccountOf(principal) != session.AccountId
            || await IsIdleAsync(session, context.HttpContext.RequestAborted))
        {
            context.RejectPrincipal();
            return;
        }

        if (session.StrongAt is not null)
            principal.Identities.First().AddClaim(new Claim(AccountClaims.Strong, ""));

        // No trace and no operation: when a session was last seen is worth neither.
        if (now - session.LastSeenAt > SeenEvery)
            await db.Set<SignedInSession>().Where(s => s.Id == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now));
    }
}
