using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Ramure.Accounts.Model;
using Ramure.Accounts.SignIn;
using Ramure.Kernel.Data;
using Ramure.Kernel.Time;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;

namespace Ramure.Tests.Accounts.SignIn;

public sealed class GuessingTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Ten_thousand_wrong_passwords_neither_let_in_nor_keep_the_owner_out(string database)
    {
        var time = new FakeTimeProvider(Start);
        await using var installation = await Person.InstallAsync(database, s => s.AddSingleton<IClock>(new SystemClock(time)));
        await installation.AddAsync();
        var tried = 0;
        for (var i = 0; i < 10_000; i++)
        {
            var outcome = await installation.TryAsync($"essai {i}", Person.Elsewhere);
            Assert.True(outcome is SignInOutcome.Wrong or SignInOutcome.Wait, $"{i}: {outcome}");
            tried += outcome is SignInOutcome.Wrong ? 1 : 0;
            time.Advance(TimeSpan.FromSeconds(8.6));
        }

        // A whole day of guessing: some sixty were looked at, and traced.
        Assert.InRange(tried, 20, AttemptLimits.Ceiling - 1);
        Assert.Equal(tried, (await installation.TrailAsync("accounts.sign-in")).Count);
        // Not even the right password is tried from there.
        Assert.IsType<SignInOutcome.Wait>(await installation.TryAsync(Person.Password, Person.Elsewhere));
        Assert.IsType<SignInOutcome.In>(await installation.TryAsync(Person.Password, Person.Home));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Many_attempts_at_once_are_looked_at_no_more_than_one_after_the_other(string database)
    {
        await using var installation = await Person.InstallAsync(database);
        await installation.AddAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => installation.TryAsync($"essai {i}", Person.Elsewhere))));
        Assert.Equal(AttemptLimits.Free, outcomes.Count(o => o is SignInOutcome.Wrong));
        Assert.Equal(35, outcomes.Count(o => o is SignInOutcome.Wait));
    }

    [Fact]
    public async Task An_address_without_account_is_slowed_down_like_one_that_has_one()
    {
        await using var installation = await Person.InstallAsync("sqlite");
        await installation.AddAsync();
        var known = await OutcomesAsync(Person.Email);
        var unknown = await OutcomesAsync("personne@exemple.test");
        Assert.Equal(known, unknown);
        Assert.Equal(["Wrong", "Wrong", "Wrong", "Wrong", "Wrong", "Wait", "Wait"], known);

        async Task<List<string>> OutcomesAsync(string email)
        {
            var names = new List<string>();
            for (var i = 0; i < 7; i++)
                names.Add((await installation.TryAsync("faux", Person.Home, email)).GetType().Name);
            return names;
        }
    }

    [Fact]
    public async Task The_right_password_forgives_the_wrong_ones_before_it()
    {
        await using var installation = await Person.InstallAsync("sqlite");
        await installation.AddAsync();
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 4; i++)
                Assert.IsType<SignInOutcome.Wrong>(await installation.TryAsync("faux", Person.Home));
            Assert.IsType<SignInOutcome.In>(await installation.TryAsync(Person.Password, Person.Home));
        }
    }

    [Fact]
    public void Waits_double_from_five_seconds_to_half_an_hour()
    {
        Assert.Equal(
            [0, 5, 10, 20, 40, 80, 160, 320, 640, 1280, 1800, 1800],
            Enumerable.Range(4, 12).Select(f => AttemptLimits.WaitAfter(f).TotalSeconds));
        Assert.Equal(1800, AttemptLimits.WaitAfter(int.MaxValue).TotalSeconds);
    }

    [Fact]
    public async Task The_page_says_how_long_to_wait_and_a_guesser_of_another_house_does_not_count()
    {
        await using var installation = await Person.InstallAsync("sqlite");
        await installation.AddAsync();
        using var client = await installation.StrangerAsync();
        for (var i = 0; i < AttemptLimits.Free; i++)
            (await client.SignInAsync("faux")).Dispose();
        using var answer = await client.SignInAsync();
        Assert.Matches("Attendez [1-5] s puis réessayez", (await answer.DocumentAsync()).Text(".error-summary"));
        Assert.IsType<SignInOutcome.In>(await installation.TryAsync(Person.Password, IPAddress.Parse("2001:db8::1")));
    }

    [Fact]
    public async Task Counts_are_forgotten_a_day_later()
    {
        var time = new FakeTimeProvider(Start);
        await using var installation = await Person.InstallAsync("sqlite", s => s.AddSingleton<IClock>(new SystemClock(time)));
        await installation.TryAsync("faux", Person.Home);
        time.Advance(TimeSpan.FromHours(23));
        Assert.Equal(2, await RowsAsync());
        time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(0, await RowsAsync());

        Task<int> RowsAsync() => installation.RunAsync(async s =>
        {
            await s.GetServices<Ramure.Kernel.Jobs.IJob>().Single(j => j.Name == "accounts.forget-attempts").RunAsync(TestContext.Current.CancellationToken);
            return await s.GetRequiredService<RamureDb>().Set<Throttle>().CountAsync();
        });
    }
}
