using System.Net;
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
    /// <summary>Opens an account that holds one role, and a session of it.</summary>
    /// <param name="strong">Whether the session has proved a second factor.</param>
    public static async Task<SignedIn> AsAsync(IServiceProvider host, Role role, string unit = RoleGrant.WholeNetwork, string? items = null, bool strong = true)
    {
        await using var scope = host.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var id = Guid.CreateVersion7();
        var email = $"{role.ToString().ToLowerInvariant()}-{id:n}@exemple.test";
        var session = await services.GetRequiredService<OperationRunner>().RunAsync<SignedInSession>(new Operation("test.sign-in", Permission.System), operation =>
        {
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
                From = services.GetRequiredService<IClock>().Today("Europe/Paris").AddYears(-30),
                Items = items,
                GrantedBy = "system",
                GrantedAt = operation.At,
            });
            operation.Audit("account", id.ToString("D"), null, new { Role = role, Unit = unit });
            return Task.FromResult<Result<SignedInSession>>(SessionKeeper.Open(operation, id, "test", null, strong));
        });
        var cookie = services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        var ticket = new AuthenticationTicket(SessionKeeper.Principal(session.Value), IdentityConstants.ApplicationScheme);
        return new SignedIn(id, session.Value.Id, new Cookie(cookie.Cookie.Name!, cookie.TicketDataFormat.Protect(ticket), "/"));
    }
}
