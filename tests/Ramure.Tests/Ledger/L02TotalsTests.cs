using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Data;
using Ramure.Ledger.Contracts;
using Ramure.Tests.Support;
using static Ramure.Tests.Ledger.LedgerScene;

namespace Ramure.Tests.Ledger;

public sealed class L02TotalsTests
{
    [Theory(DisplayName = "L2 A posted entry is in the next reading, on every host")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_posted_entry_is_in_the_next_reading(string database)
    {
        await using var scene = await CreateAsync(database, SmallNetwork.OfTheRules(), Flow());
        for (var n = 1; n <= 5; n++)
        {
            await scene.PostAsync(new LedgerLine("acts", n % 2 == 0 ? "A" : "B", Day("2024-05-02").AddMonths(n), 1));
            Assert.Equal(n, (await scene.CellAsync("acts", "NAT", "2024-01-01", "2025-01-01")).Value);
        }
    }

    [Theory(DisplayName = "L2 Verification names a total that was tampered with, and a rebuild mends it")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Verification_names_a_total_that_was_tampered_with(string database)
    {
        await using var scene = await CreateAsync(database, SmallNetwork.OfTheRules(), Flow(), Stock(), Persons());
        await scene.PostAsync(
            new LedgerLine("acts", "A", Day("2024-05-02"), 5), new LedgerLine("posts", "A", Day("2024-05-02"), 3),
            new LedgerLine("persons", "A", Day("2024-05-02"), 1, Subject: "p1"));
        Assert.Empty((await scene.VerifyAsync()).Differences);

        foreach (var sql in new[] { "UPDATE ledger_totals SET quantity = quantity + 1", "UPDATE ledger_rollups SET quantity = quantity + 1", "DELETE FROM ledger_presences" })
            await scene.Installation.RunAsync(s => s.GetRequiredService<RamureDb>().Database.ExecuteSqlRawAsync(sql));
        var report = await scene.VerifyAsync();

        Assert.Equal(["ledger_presences", "ledger_rollups", "ledger_totals"], report.Differences.Select(d => d.Table).Distinct().Order());
        Assert.Contains(report.Differences, d => d.Measure == "posts");
        await scene.RebuildAsync();
        Assert.Empty((await scene.VerifyAsync()).Differences);
        Assert.Equal(5, (await scene.CellAsync("acts", "NAT", "2024-01-01", "2025-01-01")).Value);
    }

    [Theory(DisplayName = "L2 A thousand random corrections leave totals equal to entries")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_thousand_random_corrections_leave_totals_equal_to_entries(string database)
    {
        await using var scene = await CreateAsync(database, SmallNetwork.OfTheRules(), Flow(), Stock(), Persons());
        var random = new Random(20260102);
        var versions = new int[200];
        for (var batch = 0; batch < 40; batch++)
        {
            var postings = new List<LedgerPosting>();
            for (var i = 0; i < 25; i++)
            {
                var source = random.Next(versions.Length);
                var lines = Enumerable.Range(0, random.Next(1, 4)).Select(_ => RandomLine(random)).ToList();
                postings.Add(new LedgerPosting(new SourceRef("test", $"r{source}", ++versions[source]), lines));
            }

            var result = await scene.TryPostAsync([.. postings]);
            Assert.True(result.Succeeded, string.Join("; ", result.Refusals));
        }

        Assert.Empty((await scene.VerifyAsync()).Differences);
    }

    [Theory(DisplayName = "L2 Hosts that post at once keep totals equal to entries")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Writers_that_post_at_once_keep_totals_equal_to_entries(string database)
    {
        await using var scene = await CreateAsync(database, SmallNetwork.OfTheRules(), Flow());
        await Task.WhenAll(Enumerable.Range(0, 12).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                var posting = new LedgerPosting(new SourceRef("test", $"w{w}-{i}", 1), [new LedgerLine("acts", "A", Day("2024-05-02"), 1)]);
                Assert.True((await scene.TryPostAsync(posting)).Succeeded);
            }
        })));

        Assert.Empty((await scene.VerifyAsync()).Differences);
        Assert.Equal(120, (await scene.CellAsync("acts", "NAT", "2024-01-01", "2025-01-01")).Value);
    }

    private static LedgerLine RandomLine(Random random)
    {
        var unit = new[] { "A", "B", "C" }[random.Next(3)];
        var day = Day("2024-01-01").AddDays(random.Next(700));
        return random.Next(3) switch
        {
            0 => new LedgerLine("acts", unit, day, random.Next(-5, 50), new Dictionary<string, string> { ["theme"] = $"t{random.Next(4)}" }),
            1 => new LedgerLine("posts", unit, day, random.Next(50)),
            _ => new LedgerLine("persons", unit, day, 1, Subject: $"p{random.Next(30)}"),
        };
    }
}
