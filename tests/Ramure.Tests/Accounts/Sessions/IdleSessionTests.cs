using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Ramure.Accounts.Model;
using Ramure.Accounts.Sessions;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Jobs;
using Ramure.Kernel.Time;
using Ramure.Tests.Support;

namespace Ramure.Tests.Accounts.Sessions;

/// <summary>A session that nobody uses ends, sooner where more is at stake.</summary>
public sealed class IdleSessionTests
{
    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());

    [Theory]
    [InlineData(Role.Administrator, 12)]
    [InlineData(Role.AtelierStaff, 72)]
    public async Task It_ends_when_it_lies_idle_and_goes_on_while_it_is_used(Role role, int hours)
    {
        await using var installation = await InstallAsync("sqlite");
        using var client = await installation.ClientAsync(role, role == Role.Administrator ? "*" : "A");
        for (var i = 0; i < 3; i++)
        {
            time.Advance(TimeSpan.FromHours(hours) - TimeSpan.FromMinutes(10));
            Assert.Equal(HttpStatusCode.OK, await OpenAsync(client));
        }

        time.Advance(TimeSpan.FromHours(hours) + TimeSpan.FromMinutes(6));
        Assert.Equal(HttpStatusCode.Redirect, await OpenAsync(client));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Lists_show_it_as_over_once_the_job_has_run(string database)
    {
        await using var installation = await InstallAsync(database);
        using var administrator = await installation.ClientAsync();
        using var staff = await installation.ClientAsync(Role.AtelierStaff, "A");
        time.Advance(TimeSpan.FromHours(13));
        await RunAsync(installation);
        Assert.Equal([true, false], await EndedAsync(installation));
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(staff));
        time.Advance(TimeSpan.FromHours(73));
        await RunAsync(installation);
        Assert.Equal([true, true], await EndedAsync(installation));
    }

    [Fact]
    public async Task Its_length_is_a_setting()
    {
        await using var installation = await InstallAsync("sqlite", s => s.AddSingleton(AccountSettings.Read(n => n == "RAMURE_SESSION_IDLE_HOURS" ? "2" : null)));
        using var client = await installation.ClientAsync(Role.AtelierStaff, "A");
        time.Advance(TimeSpan.FromHours(3));
        Assert.Equal(HttpStatusCode.Redirect, await OpenAsync(client));
    }

    private Task<TestInstallation> InstallAsync(string database, Action<IServiceCollection>? more = null) => TestInstallation.CreateAsync(database, s =>
    {
        s.AddSingleton<IClock>(new SystemClock(time));
        more?.Invoke(s);
    });

    private static async Task<HttpStatusCode> OpenAsync(HttpClient client)
    {
        using var answer = await client.GetAsync("/compte", TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static Task RunAsync(TestInstallation installation) => installation.RunAsync(s => s.GetServices<IJob>().OfType<EndIdleSessions>().Single().RunAsync(TestContext.Current.CancellationToken));

    private static Task<List<bool>> EndedAsync(TestInstallation installation) =>
        installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SignedInSession>().OrderBy(x => x.CreatedAt).ThenBy(x => x.Id).Select(x => x.RevokedAt != null).ToListAsync());
}
