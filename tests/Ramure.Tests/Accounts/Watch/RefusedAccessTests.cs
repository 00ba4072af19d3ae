using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Accounts.Model;
using Ramure.Accounts.Watch;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Tests.Journal;
using Ramure.Tests.Network;
using Ramure.Tests.Support;

namespace Ramure.Tests.Accounts.Watch;

/// <summary>Refusals of access are in the trail, and nobody fills it by asking.</summary>
public sealed class RefusedAccessTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_was_refused_what_is_in_the_trail_with_the_unit(string database)
    {
        await using var installation = await NetworkTesting.CreateAsync(database);
        using var director = await installation.ClientAsync(Role.AtelierDirector, "A");
        await director.PageAsync("/reseau/unites/C/acces", HttpStatusCode.Forbidden);
        await director.PageAsync("/administration/travaux?page=2", HttpStatusCode.Forbidden);
        var refused = await installation.TrailAsync("access.refuse");
        Assert.Equal([("/reseau/unites/{Code}/acces", "C"), ("/administration/travaux", null)], refused.Select(e => (e.SubjectId, e.Unit)));
        Assert.All(refused, e => Assert.StartsWith("account:", e.Actor, StringComparison.Ordinal));
        Assert.Contains("\"Path\":\"/reseau/unites/C/acces\",\"Permission\":\"accounts.grant\"", refused[0].After, StringComparison.Ordinal);
        Assert.Contains("\"Permission\":\"kernel.work\"", refused[1].After, StringComparison.Ordinal);
        Assert.DoesNotContain("page=2", refused[1].After, StringComparison.Ordinal);

        // In words, for who directs the unit that was asked for.
        using var other = await installation.ClientAsync(Role.AtelierDirector, "C");
        Assert.Contains("Refuser un accès", (await other.PageAsync("/administration/audit")).Text("#tableau tbody"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_account_that_asks_on_is_only_counted_and_a_stranger_always(string database)
    {
        await using var installation = await NetworkTesting.CreateAsync(database);
        using var staff = await installation.ClientAsync(Role.AtelierStaff, "A");
        for (var i = 0; i < RefusedAccess.PerHour + 10; i++)
            await staff.PageAsync("/administration/comptes", HttpStatusCode.Forbidden);
        using var stranger = await installation.StrangerAsync();
        for (var i = 0; i < 5; i++)
            (await stranger.GetAsync("/administration/comptes", TestContext.Current.CancellationToken)).Dispose();
        using (var api = await stranger.GetAsync("/api/v1/journal/activities", TestContext.Current.CancellationToken))
            Assert.True((int)api.StatusCode >= 400);

        var trail = await installation.TrailAsync("access.refuse");
        Assert.Equal(RefusedAccess.PerHour + 1, trail.Count);
        Assert.Equal("more", trail[^1].SubjectId);
        var counts = await CountsAsync(installation);
        Assert.Equal(RefusedAccess.PerHour + 10, counts[Watched.Refused]);
        Assert.InRange(counts[Watched.StrangerRefused], 5, 6);
    }

    [Fact]
    public async Task A_wrong_sign_in_is_counted()
    {
        await using var installation = await Person.InstallAsync("sqlite");
        await installation.AddAsync();
        using var stranger = await installation.StrangerAsync();
        (await stranger.SignInAsync("faux")).Dispose();
        (await stranger.SignInAsync("faux", "personne@exemple.test")).Dispose();
        (await stranger.SignInAsync()).Dispose();
        Assert.Equal(2, (await CountsAsync(installation))[Watched.WrongSignIn]);
    }

    /// <summary>What is counted, once the host has brought it to the database.</summary>
    private static async Task<Dictionary<Watched, long>> CountsAsync(TestInstallation installation)
    {
        var (tally, services) = await installation.HostingAsync(s => (s.GetRequiredService<WatchTally>(), s));
        await tally.FlushAsync(services, TestContext.Current.CancellationToken);
        var rows = await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<WatchCount>().AsNoTracking().ToListAsync());
        return rows.GroupBy(r => Enum.Parse<Watched>(r.Kind)).ToDictionary(g => g.Key, g => g.Sum(r => r.Count));
    }
}
