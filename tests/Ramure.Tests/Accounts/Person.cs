using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Accounts.Model;
using Ramure.Accounts.Sessions;
using Ramure.Accounts.SignIn;
using Ramure.Kernel.Access;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;

namespace Ramure.Tests.Accounts;

/// <summary>An account with a password, and what its owner does at the door.</summary>
internal static class Person
{
    public const string Email = "marie.curie@exemple.test";
    public const string Password = "quatre mots sans suite";
    public static readonly IPAddress Home = IPAddress.Parse("192.0.2.10");
    public static readonly IPAddress Elsewhere = IPAddress.Parse("198.51.100.7");

    /// <summary>Hashing made cheap: the tests try thousands of passwords.</summary>
    public static void CheapHashing(IServiceCollection services) => services.Configure<PasswordHasherOptions>(o => o.IterationCount = 1);

    public static Task<TestInstallation> InstallAsync(string database, Action<IServiceCollection>? more = null) => TestInstallation.CreateAsync(database, s =>
    {
        CheapHashing(s);
        more?.Invoke(s);
    });

    public static Task<Guid> AddAsync(this TestInstallation installation, string email = Email, string? password = Password, Action<Account>? adjust = null) => installation.RunAsync(async s =>
    {
        var account = new Account
        {
            Id = Guid.CreateVersion7(),
            DisplayName = "Marie Curie",
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            EmailConfirmed = true,
            SecurityStamp = Guid.CreateVersion7().ToString("n"),
            CreatedAt = s.GetRequiredService<IClock>().UtcNow,
        };
        account.PasswordHash = password is null ? null : s.GetRequiredService<IPasswordHasher<Account>>().HashPassword(account, password);
        adjust?.Invoke(account);
        await s.GetRequiredService<OperationRunner>().RunAsync<Done>(new Operation("test.account", Permission.System), scope =>
        {
            scope.Db.Add(account);
            scope.Audit("account", account.Id.ToString("D"), null, null);
            return Task.FromResult<Result<Done>>(default(Done));
        });
        return account.Id;
    });

    public static Task<SignInOutcome> TryAsync(this TestInstallation installation, string password, IPAddress from, string email = Email) =>
        installation.RunAsync(s => s.GetRequiredService<PasswordSignIn>().TryAsync(new PasswordAttempt(email, password, new Visitor(from, "test"))));

    /// <summary>Fills the form of <c>/connexion</c> and sends it.</summary>
    public static async Task<HttpResponseMessage> SignInAsync(this HttpClient client, string password = Password, string email = Email, string address = "/connexion", bool shared = false)
    {
        var values = new Dictionary<string, string> { ["courriel"] = email, ["mot-de-passe"] = password };
        if (shared)
            values["partage"] = "true";
        return await client.SendAsync(address, await client.PageAsync(address), "connexion", values);
    }

    /// <summary>A client of the real server that has come in by the form.</summary>
    public static async Task<HttpClient> SignedInAsync(this TestInstallation installation, string password = Password, string email = Email)
    {
        var client = await installation.StrangerAsync();
        using var answer = await client.SignInAsync(password, email);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return client;
    }
}
