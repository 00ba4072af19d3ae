using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Model;
using Ramure.Accounts.Sessions;
using Ramure.Accounts.TwoFactor;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;

namespace Ramure.Accounts.Access;

/// <summary>
/// Who sends the present request and what their grants let them do today. Outside of a request it is the product itself that
/// works: start-up, jobs, mails.
/// </summary>
internal sealed class RequestAccess(IHttpContextAccessor http, RamureDb db, INetwork network, IClock clock, AccountSettings settings) : IAccess, IPresentPerson
{
    private readonly Dictionary<string, AccessScope> scopes = [];
    private IReadOnlyList<RoleGrant>? grants;
    private NetworkSnapshot? snapshot;

    /// <inheritdoc />
    public string? Name { get; private set; }

    /// <summary>Whether a second factor is asked that this session has not given: until then no role counts.</summary>
    public bool SecondFactorIsDue { get; private set; }

    public Actor Actor => http.HttpContext is not { } context ? Actor.System
        : AccountOf(context.User) is { } id ? Actor.Account(id)
        : Actor.Stranger;

    public static Guid? AccountOf(ClaimsPrincipal user) =>
        user.Identity?.IsAuthenticated == true && Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    /// <summary>Reads the grants once, before page and layout are drawn side by side: a context serves one at a time.</summary>
    public async ValueTask PrepareAsync(CancellationToken cancel)
    {
        if (Actor.AccountId is not { } account || grants is not null)
            return;
        snapshot = await network.SnapshotAsync(cancel);
        var person = await db.Set<Account>().AsNoTracking().Where(a => a.Id == account).Select(a => new { a.DisplayName, a.IsSample }).SingleOrDefaultAsync(cancel);
        Name = person?.DisplayName;
        grants = await db.Set<RoleGrant>().AsNoTracking().Where(g => g.AccountId == account && g.RevokedAt == null).ToListAsync(cancel);
        SecondFactorIsDue = settings.SecondFactor && IsWeakSession && !(person?.IsSample == true && IsHere) && SecondFactorRule.Asks(grants, snapshot, clock);
    }

    public async ValueTask<AccessScope> ScopeAsync(Permission permission, CancellationToken cancel = default)
    {
        var actor = Actor;
        if (actor == Actor.System)
            return AccessScope.Everything;
        if (!permission.NeedsAccount)
            return AccessScope.Everything;
        if (actor.AccountId is null || !InTokenScope(permission))
            return AccessScope.Nothing;
        if (!permission.NeedsRole)
            return AccessScope.Everything;
        await PrepareAsync(cancel);
        if (SecondFactorIsDue)
            return AccessScope.Nothing;
        if (scopes.TryGetValue(permission.Code, out var known))
            return known;
        return scopes[permission.Code] = GrantScopes.Of(permission, grants!, snapshot!, clock);
    }

    /// <summary>A browser's session that a password alone has opened. A token is no session: it was made in one.</summary>
    private bool IsWeakSession => http.HttpContext!.User is var user && user.HasClaim(c => c.Type == AccountClaims.Session) && !user.HasClaim(c => c.Type == AccountClaims.Strong);

    /// <summary>From this machine: accounts of the sample are open here only.</summary>
    private bool IsHere => http.HttpContext!.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);

    /// <summary>A token may be good for less than its owner.</summary>
    private bool InTokenScope(Permission permission) =>
        http.HttpContext!.User.FindFirstValue(AccountClaims.TokenScopes) is not { } scopes || scopes.Split(' ').Contains(permission.Code);
}
