using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Readings;
using Ramure.Kernel.Time;
using Ramure.Tests.Accounts;
using Ramure.Tests.Journal;
using Ramure.Tests.Network;
using Ramure.Tests.Support;

namespace Ramure.Tests.Kernel.Readings;

/// <summary>Who read about people is in the trail, once for each reader, address and day.</summary>
public sealed class ReadingTrailTests
{
    private const string Accounts = "/administration/comptes";

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_list_of_people_is_written_down_once_a_day_for_each_reader_and_file(string database)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var installation = await NetworkTesting.CreateAsync(database, adjust: s => s.AddSingleton<IClock>(new SystemClock(time)));
        using var first = await installation.ClientAsync();
        using var second = await installation.ClientAsync(Role.AtelierDirector, "A");
        await first.PageAsync(Accounts);
        await first.PageAsync(Accounts + "?filtre=Curie&page=2");
        await first.GetStringAsync(Accounts + ".csv");
        await second.PageAsync(Accounts);
        var read = await ReadingsAsync(installation);
        Assert.Equal([Accounts, Accounts + ".csv", Accounts], read.Select(e => e.SubjectId));
        Assert.Equal(2, read.Select(e => e.Actor).Distinct().Count());
        // What was searched may be a name: it is not kept.
        Assert.All(read, e => Assert.Equal("""{"List":"accounts"}""", e.After));

        time.Advance(TimeSpan.FromDays(1));
        await installation.RunAsync(s => s.GetServices<Ramure.Kernel.Jobs.IJob>().OfType<ForgetReadings>().Single().RunAsync(default));
        using var third = await installation.ClientAsync();
        await third.PageAsync(Accounts);
        Assert.Equal(4, (await ReadingsAsync(installation)).Count);
        time.Advance(TimeSpan.FromDays(2));
        await installation.RunAsync(s => s.GetServices<Ramure.Kernel.Jobs.IJob>().OfType<ForgetReadings>().Single().RunAsync(default));
        Assert.Equal(0, await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Reading>().CountAsync()));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Of_many_who_read_with_one_account_at_once_one_event_comes(string database)
    {
        await using var installation = await TestInstallation.CreateAsync(database);
        var id = await installation.OpenAsync((Role.Administrator, "*"));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => installation.AsAsync(id, async s =>
        {
            await s.GetRequiredService<ReadingTrail>().RecordAsync("accounts", Accounts);
            return 0;
        }))));
        Assert.Single(await ReadingsAsync(installation));
    }

    [Fact]
    public async Task What_is_refused_or_not_found_was_not_read_and_an_export_says_whose()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite");
        using var staff = await installation.ClientAsync(Role.AtelierStaff, "A");
        await staff.PageAsync(Accounts, HttpStatusCode.Forbidden);
        using var administrator = await installation.ClientAsync();
        await administrator.PageAsync($"{Accounts}/{Guid.CreateVersion7()}", HttpStatusCode.NotFound);
        Assert.Empty(await ReadingsAsync(installation));

        var id = await installation.OpenAsync((Role.AtelierStaff, "A"));
        const string One = "/administration/donnees-personnelles/personne";
        await administrator.GetStringAsync($"{One}.json?reference=account:{id}");
        using (await administrator.GetAsync($"{One}?cle=Jeanne%20Durand", TestContext.Current.CancellationToken))
            Assert.Equal([$"{One}.json?reference=account:{id}", One], (await ReadingsAsync(installation)).Select(e => e.SubjectId));
    }

    private static Task<List<AuditEvent>> ReadingsAsync(TestInstallation installation) => installation.TrailAsync("audit.read-persons");
}
