using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Accounts.Access;
using Ramure.Accounts.Grants;
using Ramure.Accounts.Model;
using Ramure.Accounts.People;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Tests.Support;

namespace Ramure.Tests.Accounts;

/// <summary>Accounts for tests, and services asked by one of them.</summary>
internal static class Acting
{
    /// <summary>Opens an account that holds these roles since long ago.</summary>
    public static async Task<Guid> OpenAsync(this TestInstallation installation, params (Role Role, string Unit)[] roles)
    {
        var id = await installation.RunAsync(async s =>
        {
            var users = s.GetRequiredService<UserManager<Account>>();
            var made = await s.GetRequiredService<OperationRunner>().RunAsync<Guid>(new Operation("test.open", Permission.System), async scope =>
            {
                var account = await AccountService.OpenAsync(scope, users, $"{Guid.CreateVersion7():n}@exemple.test", "Camille Essai", null, confirmed: true);
                return account.Value.Id;
            });
            return made.Value;
        });
        foreach (var (role, unit) in roles)
            Assert.Empty((await installation.GrantAsync(null, id, role, unit, from: new DateOnly(2020, 1, 1))).Refusals);
        return id;
    }

    /// <summary>Grants as <paramref name="actor"/>, as the system when null.</summary>
    public static Task<Result<Guid>> GrantAsync(
        this TestInstallation installation, Guid? actor, Guid account, Role role, string unit, DateOnly? from = null, DateOnly? until = null, params string[] items) =>
        installation.AsAsync(actor, s => s.GetRequiredService<GrantService>().GrantAsync(account, new GrantWish(role, unit, from, until, items)));

    public static Task<Result<Done>> RevokeAsync(this TestInstallation installation, Guid? actor, Guid grant) =>
        installation.AsAsync(actor, s => s.GetRequiredService<GrantService>().RevokeAsync(grant));

    /// <summary>Runs a body as if this account had sent a request.</summary>
    public static Task<T> AsAsync<T>(this TestInstallation installation, Guid? actor, Func<IServiceProvider, Task<T>> body) => installation.RunAsync(async s =>
    {
        if (actor is { } id)
        {
            s.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext
            {
                RequestServices = s,
                User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, id.ToString("D"))], "test")),
            };
        }

        return await body(s);
    });

    /// <summary>The same, in one session of the account, as its cookie says it.</summary>
    public static Task<T> InSessionAsync<T>(this TestInstallation installation, Guid account, Guid session, Func<IServiceProvider, Task<T>> body) => installation.RunAsync(async s =>
    {
        s.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext
        {
            RequestServices = s,
            User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, account.ToString("D")), new Claim(AccountClaims.Session, session.ToString("D"))], "test")),
        };
        return await body(s);
    });

    public static Task<List<RoleGrant>> GrantsAsync(this TestInstallation installation, Guid? account = null) =>
        installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<RoleGrant>().AsNoTracking().Where(g => account == null || g.AccountId == account).OrderBy(g => g.Id).ToListAsync());

    public static Task<List<AuditEvent>> TrailAsync(this TestInstallation installation, string operation) =>
        installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<AuditEvent>().AsNoTracking().Where(e => e.Operation == operation).OrderBy(e => e.Sequence).ToListAsync());

    public static IEnumerable<string> Codes<T>(this Result<T> result) => result.Refusals.Select(r => r.Code);
}
