using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Ramure.Accounts.Model;
using Ramure.Accounts.Watch;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Secrets;
using Ramure.Kernel.Time;
using Ramure.Tests.Journal;
using Ramure.Tests.Network;
using Ramure.Tests.Support;

namespace Ramure.Tests.Accounts.Watch;

/// <summary>Unusual use is told to who administers the network, once in an hour.</summary>
public sealed class AlarmTests
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddHours(9), TimeSpan.Zero));

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_burst_of_wrong_sign_ins_is_told_once_an_hour(string database)
    {
        await using var installation = await InstallAsync(database);
        await installation.OpenAsync((Role.Administrator, "*"));
        await installation.OpenAsync((Role.Administrator, "A"));
        await CountAsync(installation, Watched.WrongSignIn, 49);
        await RingAsync(installation);
        Assert.Empty(await installation.LettersAsync());

        await CountAsync(installation, Watched.WrongSignIn, 1);
        await RingAsync(installation);
        var letter = Assert.Single(await installation.LettersAsync());
        Assert.Contains("50 connexions manquées en une heure", letter.Paragraphs[0], StringComparison.Ordinal);
        Assert.Equal("/administration/surveillance", letter.LinkPath);

        // More of it, and other things, in the same hour: told already.
        await CountAsync(installation, Watched.WrongSignIn, 500);
        await CountAsync(installation, Watched.Refused, 500);
        time.Advance(TimeSpan.FromMinutes(50));
        await RingAsync(installation);
        Assert.Single(await installation.LettersAsync());

        // It goes on after the hour: told again; when it has ended, no more.
        time.Advance(TimeSpan.FromMinutes(11));
        await CountAsync(installation, Watched.Refused, 60);
        await RingAsync(installation);
        Assert.Equal(2, (await installation.LettersAsync()).Count);
        time.Advance(TimeSpan.FromHours(3));
        await RingAsync(installation);
        Assert.Equal(2, (await installation.LettersAsync()).Count);
        Assert.Equal(2, (await installation.TrailAsync("accounts.alarm")).Count);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Two_hosts_add_up_what_each_has_counted(string database)
    {
        await using var installation = await InstallAsync(database);
        await using var other = await installation.CreateSecondHostAsync(Adjust);
        var tallies = new[] { installation, other }.Select(host => (Host: host, Tally: new WatchTally(new SystemClock(time)))).ToList();
        await Task.WhenAll(tallies.Select(t => Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                t.Tally.Count(Watched.Refused);
                await t.Host.RunAsync(async s => { await t.Tally.FlushAsync(s, TestContext.Current.CancellationToken); return 0; });
            }
        })));
        Assert.Equal(40, await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<WatchCount>().SumAsync(c => c.Count)));
    }

    [Fact]
    public async Task The_page_and_the_list_of_accounts_show_it_to_who_administers_only()
    {
        await using var installation = await InstallAsync("sqlite");
        await CountAsync(installation, Watched.Refused, 60);
        await RingAsync(installation);
        using var administrator = await installation.ClientAsync();
        Assert.Contains("60 accès refusés en une heure", (await administrator.PageAsync("/administration/comptes")).Text(".notice"), StringComparison.Ordinal);
        var page = await administrator.PageAsync("/administration/surveillance");
        Assert.Contains("Accès refusés à des comptes | 60", string.Join(" | ", page.QuerySelectorAll("#alerte tbody td").Select(c => c.TextContent.Trim())), StringComparison.Ordinal);
        Assert.Contains("60", page.Text("#jour tbody tr:first-child"), StringComparison.Ordinal);
        using var director = await installation.ClientAsync(Role.TerritorialDirector);
        await director.PageAsync("/administration/surveillance", System.Net.HttpStatusCode.Forbidden);
        Assert.Empty((await director.PageAsync("/administration/comptes")).QuerySelectorAll(".notice-watch"));
    }

    [Fact]
    public async Task Nothing_unusual_is_said_so_with_the_levels()
    {
        await using var installation = await InstallAsync("sqlite");
        using var administrator = await installation.ClientAsync();
        Assert.Contains("Aucune alerte. Les seuils, par heure : 50 connexions manquées", (await administrator.PageAsync("/administration/surveillance")).Text("#alertes"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_level_is_named_with_its_remedy()
    {
        Assert.Equal(7, AlarmLevels.Read(n => n == "RAMURE_ALARM_SIGN_IN" ? "7" : null).WrongSignIns);
        Assert.StartsWith("RAMURE_ALARM_REFUSAL", Assert.Throws<SettingException>(() => AlarmLevels.Read(n => n == "RAMURE_ALARM_REFUSAL" ? "beaucoup" : null)).Message, StringComparison.Ordinal);
    }

    private Task<TestInstallation> InstallAsync(string database) => NetworkTesting.CreateAsync(database, adjust: Adjust);

    private void Adjust(IServiceCollection services)
    {
        services.AddSingleton<IClock>(new SystemClock(time));
        services.AddSingleton(new AlarmLevels { WrongSignIns = 50, Refusals = 50, StrangerRefusals = 50 });
    }

    private async Task CountAsync(TestInstallation installation, Watched what, int times)
    {
        var tally = new WatchTally(new SystemClock(time));
        for (var i = 0; i < times; i++)
            tally.Count(what);
        await installation.RunAsync(async s => { await tally.FlushAsync(s, TestContext.Current.CancellationToken); return 0; });
    }

    private static Task RingAsync(TestInstallation installation) => installation.RunAsync(s => s.GetRequiredService<AlarmBell>().RunAsync(TestContext.Current.CancellationToken));
}
