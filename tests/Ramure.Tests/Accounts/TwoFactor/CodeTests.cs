using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OtpNet;
using Ramure.Accounts.Model;
using Ramure.Accounts.SignIn;
using Ramure.Kernel.Data;
using Ramure.Kernel.Time;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;

namespace Ramure.Tests.Accounts.TwoFactor;

/// <summary>A code in addition to the password, from setting it up to taking it away.</summary>
public sealed class CodeTests
{
    // Cookies are dated by the machine.
    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_code_once_set_up_is_asked_after_the_password_and_each_code_is_taken_once(string database)
    {
        await using var installation = await InstallAsync(database);
        await installation.AddAsync();
        var (totp, recovery) = await SetUpAsync(installation);
        Assert.Equal(10, recovery.Count);
        Assert.IsType<SignInOutcome.CodeNext>(await installation.TryAsync(Person.Password, Person.Home));

        using var client = await HalfWayAsync(installation);
        using var closed = await client.GetAsync("/compte", Cancel);
        Assert.Equal(HttpStatusCode.Redirect, closed.StatusCode);
        using var wrong = await SendAsync(client, "000000");
        Assert.Contains("Ce code n’est pas le bon", (await wrong.DocumentAsync()).Text(".error-summary"), StringComparison.Ordinal);
        var code = totp.ComputeTotp(time.GetUtcNow().UtcDateTime);
        using var entered = await SendAsync(client, code[..3] + " " + code[3..]);
        Assert.Equal("/guide", entered.Headers.Location!.PathAndQuery());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/compte", Cancel)).StatusCode);

        using var again = await HalfWayAsync(installation);
        using var replayed = await SendAsync(again, code);
        Assert.Equal(HttpStatusCode.OK, replayed.StatusCode);
        time.Advance(TimeSpan.FromSeconds(30));
        using var next = await SendAsync(again, totp.ComputeTotp(time.GetUtcNow().UtcDateTime));
        Assert.Equal(HttpStatusCode.Redirect, next.StatusCode);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_recovery_code_stands_in_once_and_only_digests_are_kept(string database)
    {
        await using var installation = await InstallAsync(database);
        await installation.AddAsync();
        var (_, recovery) = await SetUpAsync(installation);
        using var first = await HalfWayAsync(installation);
        using var entered = await SendAsync(first, recovery[3].ToLowerInvariant());
        Assert.Equal(HttpStatusCode.Redirect, entered.StatusCode);
        using var second = await HalfWayAsync(installation);
        using var twice = await SendAsync(second, recovery[3]);
        Assert.Equal(HttpStatusCode.OK, twice.StatusCode);

        var (kept, secret) = await installation.RunAsync(async s =>
        {
            var db = s.GetRequiredService<RamureDb>();
            return (await db.Set<RecoveryCode>().ToListAsync(), (await db.Set<Authenticator>().SingleAsync()).Secret);
        });
        Assert.Equal(9, kept.Count(c => c.UsedAt is null));
        Assert.DoesNotContain(kept, c => recovery.Any(r => c.Hash.Contains(r.Replace("-", ""), StringComparison.OrdinalIgnoreCase)));
        Assert.True(secret.Length > 100, "The secret is encrypted.");
    }

    [Fact]
    public async Task Guessing_codes_is_slowed_down_wherever_it_comes_from_and_starting_again_does_not_help()
    {
        await using var installation = await InstallAsync("sqlite");
        await installation.AddAsync();
        var (totp, _) = await SetUpAsync(installation);
        for (var i = 0; i < AttemptLimits.Free; i++)
        {
            using var client = await HalfWayAsync(installation);
            using var wrong = await SendAsync(client, $"00000{i}");
            Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
        }

        using var other = await HalfWayAsync(installation);
        using var right = await SendAsync(other, totp.ComputeTotp(time.GetUtcNow().UtcDateTime));
        Assert.Matches("Trop de codes faux. Attendez [1-5] s", (await right.DocumentAsync()).Text(".error-summary"));
    }

    [Fact]
    public async Task It_is_taken_away_and_its_codes_are_renewed_only_after_a_recent_proof()
    {
        await using var installation = await InstallAsync("sqlite");
        var id = await installation.AddAsync();
        var (totp, recovery) = await SetUpAsync(installation);
        using var client = await HalfWayAsync(installation);
        (await SendAsync(client, totp.ComputeTotp(time.GetUtcNow().UtcDateTime))).Dispose();
        using var renewed = await client.SendAsync("/compte/code", await client.PageAsync("/compte/code"), "renouveler", []);
        Assert.DoesNotContain(recovery[0], (await renewed.DocumentAsync()).Text(".recovery-codes"), StringComparison.Ordinal);

        time.Advance(TimeSpan.FromMinutes(16));
        using var stale = await client.SendAsync("/compte/code", await client.PageAsync("/compte/code"), "retirer", []);
        Assert.StartsWith("/compte/confirmer?retour=", stale.Headers.Location!.PathAndQuery(), StringComparison.Ordinal);
        using var proved = await client.SendAsync("/compte/confirmer", await client.PageAsync("/compte/confirmer"), "confirmer", new() { ["mot-de-passe"] = Person.Password });
        using var removed = await client.SendAsync("/compte/code", await client.PageAsync("/compte/code"), "retirer", []);
        Assert.Equal("/compte", removed.Headers.Location!.PathAndQuery());
        Assert.IsType<SignInOutcome.In>(await installation.TryAsync(Person.Password, Person.Home));
        Assert.Single(await installation.TrailAsync("accounts.remove-code"));
        Assert.Equal(0, await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<RecoveryCode>().CountAsync(c => c.AccountId == id)));
    }

    [Fact]
    public async Task The_second_step_without_the_first_leads_to_the_door_and_a_wrong_first_code_sets_nothing_up()
    {
        await using var installation = await InstallAsync("sqlite");
        await installation.AddAsync();
        using var stranger = await installation.StrangerAsync();
        using var skipped = await stranger.GetAsync("/connexion/code?retour=//ailleurs.test", Cancel);
        Assert.Equal("/connexion?retour=%2F", skipped.Headers.Location!.PathAndQuery());

        using var client = await installation.SignedInAsync();
        using var begun = await client.SendAsync("/compte/code", await client.PageAsync("/compte/code"), "commencer", []);
        using var wrong = await client.SendAsync("/compte/code", (IHtmlDocument)await begun.DocumentAsync(), "confirmer-code", new() { ["code"] = "12" });
        Assert.Contains("Ce code n’est pas celui", (await wrong.DocumentAsync()).Text(".error-summary"), StringComparison.Ordinal);
        Assert.IsType<SignInOutcome.In>(await installation.TryAsync(Person.Password, Person.Home));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task<TestInstallation> InstallAsync(string database) => Person.InstallAsync(database, s => s.AddSingleton<IClock>(new SystemClock(time)));

    /// <summary>Signs in, puts the shown key into an application, proves it, and notes the recovery codes. The half minute of that code is over then.</summary>
    private async Task<(Totp Totp, List<string> Recovery)> SetUpAsync(TestInstallation installation)
    {
        using var client = await installation.SignedInAsync();
        using var begun = await client.SendAsync("/compte/code", await client.PageAsync("/compte/code"), "commencer", []);
        var page = (IHtmlDocument)await begun.DocumentAsync();
        Assert.NotNull(page.QuerySelector("svg.qr-code path"));
        var totp = new Totp(Base32Encoding.ToBytes(page.QuerySelector("ol code")!.TextContent.Replace(" ", "", StringComparison.Ordinal)));
        using var confirmed = await client.SendAsync("/compte/code", page, "confirmer-code", new() { ["code"] = totp.ComputeTotp(time.GetUtcNow().UtcDateTime) });
        var codes = (await confirmed.DocumentAsync()).QuerySelectorAll(".recovery-codes code").Select(c => c.TextContent).ToList();
        time.Advance(TimeSpan.FromSeconds(60));
        return (totp, codes);
    }

    private static async Task<HttpClient> HalfWayAsync(TestInstallation installation)
    {
        var client = await installation.StrangerAsync();
        using var answer = await client.SignInAsync(address: "/connexion?retour=%2Fguide");
        Assert.Equal("/connexion/code?retour=%2Fguide", answer.Headers.Location!.PathAndQuery());
        return client;
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string code) =>
        await client.SendAsync("/connexion/code?retour=%2Fguide", await client.PageAsync("/connexion/code?retour=%2Fguide"), "code", new() { ["code"] = code });
}
