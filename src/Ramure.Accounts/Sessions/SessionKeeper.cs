using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Access;
using Ramure.Accounts.Model;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;

namespace Ramure.Accounts.Sessions;

/// <summary>Sessions are rows: what the cookie says counts only as long as its row is live and its account open.</summary>
internal sealed class SessionKeeper(RamureDb db, IClock clock)
{
    /// <summary>A working week and a half: who comes every day signs in twice a month.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromDays(12);

    /// <summary>On a computer that others use: a working day.</summary>
    public static readonly TimeSpan SharedLength = TimeSpan.FromHours(10);

    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(5);

    /// <summary>Adds the session's row inside the operation that signs in.</summary>
    public static SignedInSession Open(OperationScope scope, Guid account, string method, HttpContext? http) =>
        Open(scope, account, method, Visitor.Of(http), shared: false);

    /// <summary>Adds the session's row inside the operation that signs in.</summary>
    public static SignedInSession Open(OperationScope scope, Guid account, string method, Visitor visitor, bool shared)
    {
        var session = new SignedInSession
        {
            Id = Guid.CreateVersion7(),
            AccountId = account,
            CreatedAt = scope.At,
            LastSeenAt = scope.At,
            ProvenAt = scope.At,
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

    /// <summary>Refuses a cookie whose session was revoked or is over, or whose account is closed.</summary>
    public async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var now = clock.UtcNow;
        if (context.Principal is not { } principal || !Guid.TryParse(principal.FindFirstValue(AccountClaims.Session), out var id)
            || await db.Set<SignedInSession>().AsNoTracking()
                .Where(s => s.Id == id && s.RevokedAt == null && s.ExpiresAt > now)
                .Where(s => db.Set<Account>().Any(a => a.Id == s.AccountId && a.DisabledAt == null))
                .SingleOrDefaultAsync(context.HttpContext.RequestAborted) is not { } session
            || RequestAccess.AccountOf(principal) != session.AccountId)
        {
            context.RejectPrincipal();
            return;
        }

        // No trace and no operation: when a session was last seen is worth neither.
        if (now - session.LastSeenAt > SeenEvery)
            await db.Set<SignedInSession>().Where(s => s.Id == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now));
    }
}
