using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Ramure.Accounts.Model;
using Ramure.Accounts.Sessions;
using Ramure.Kernel.Access;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;

namespace Ramure.Tests.Support;

/// <summary>An account that is signed in, without the form: the session's row and the cookie that the form would have given.</summary>
internal sealed record SignedIn(Guid Account, Guid Session, Cookie Cookie)
{
    /// <summary>As requests with the cookie see it.</summary>
    public required ClaimsPrincipal Principal { get; init; }

    /// <summary>Opens an account that holds one role, and a session of it.</summary>
    /// <param name="strong">Whether the session has proved a second factor.</param>
    public static async Task<SignedIn> AsAsync(IServiceProvider host, Role role, string unit = RoleGrant.WholeNetwork, string? items = null, bool strong = true) =>
        (await ManyAsync(host, 1, role, unit, items, strong))[0];

    /// <summary>Opens several such accounts in one operation, each with a session of its own.</summary>
    public static async Task<IReadOnlyList<SignedIn>> ManyAsync(IServiceProvider host, int count, Role role, string unit = RoleGrant.WholeNetwork, string? items = null, bool strong = true)
    {
        await using var scope = host.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var sessions = await services.GetRequiredService<OperationRunner>().RunAsync<List<SignedInSession>>(new Operation("test.sign-in", Permission.System), operation =>
        {
            var from = services.GetRequiredService<IClock>().Today("Europe/Paris").AddYears(-30);
            return Task.FromResult<Result<List<SignedInSession>>>(Enumerable.Range(0, count).Select(_ => Open(operation, role, unit, items, strong, from)).ToList());
        });
        var cookie = services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        return [.. sessions.Value.Select(session =>
        {
            var principal = SessionKeeper.Principal(session);
            var ticket = cookie.TicketDataFormat.Protect(new AuthenticationTicket(principal, IdentityConstants.ApplicationScheme));
            return new SignedIn(session.AccountId, session.Id, new Cookie(cookie.Cookie.Name!, ticket, "/")) { Principal = principal };
        })];
    }

    private static SignedInSession Open(OperationScope operation, Role role, string unit, string? items, bool strong, DateOnly from)
    {
        var id = Guid.CreateVersion7();
        var email = $"{role.ToString().ToLowerInvariant()}-{id:n}@exemple.test";
        operation.Db.Add(new Account
        {
            Id = id,
            DisplayName = $"{role} de {unit}",
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            EmailConfirmed = true,
            SecurityStamp = Guid.CreateVersion7().ToString("n"),
            CreatedAt = operation.At,
        });
        operation.Db.Add(new RoleGrant
        {
            Id = Guid.CreateVersion7(),
            AccountId = id,
            Role = role,
            Unit = unit,
            From = from,
            Items = items,
            GrantedBy = "system",
            GrantedAt = operation.At,
        });
        operation.Audit("account", id.ToString("D"), null, new { Role = role, Unit = unit });
        return SessionKeeper.Open(operation, id, "test", null, strong);
    }
}
