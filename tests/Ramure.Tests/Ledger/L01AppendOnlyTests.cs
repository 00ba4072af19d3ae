using Ramure.Ledger.Contracts;
using Ramure.Tests.Support;
using static Ramure.Tests.Ledger.LedgerScene;

namespace Ramure.Tests.Ledger;

public sealed class L01AppendOnlyTests
{
    private static readonly SourceRef First = new("test", "visit", 1);

    [Theory(DisplayName = "L1 A correction reverses the old entry and posts a new one")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_correction_reverses_the_old_entry_and_posts_a_new_one(string database)
    {
        await using var scene = await CreateAsync(database, SmallNetwork.OfTheRules(), Flow());
        await scene.TryPostAsync(Posting(First, 10));
        var outcome = (await scene.TryPostAsync(Posting(First with { Version = 2 }, 7))).Value;

        Assert.Equal((1, 1), (outcome.Posted, outcome.Reversed));
        var page = await scene.EntriesAsync(new Term("acts"), "A", Days("2024-01-01", "2025-01-01"));
        Assert.Equal([10, -10, 7], page.Entries.Select(e => e.Quantity));
        Assert.Equal(page.Entries[0].Id, page.Entries[1].Reverses);
        Assert.Equal(7, (await scene.CellAsync("acts", "A", "2024-01-01", "2025-01-01")).Value);
    }

    [Theory(DisplayName = "L1 Posting the same source version twice changes nothing")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Posting_the_same_source_version_twice_changes_nothing(string database)
    {
        await using var scene = await CreateAsync(database, SmallNetwork.OfTheRules(), Flow());
        var before = (await scene.TryPostAsync(Posting(First, 10))).Value;
        var again = (await scene.TryPostAsync(Posting(First, 10))).Value;

        Assert.Equal((0, 0, 1, before.Position), (again.Posted, again.Reversed, again.AlreadyKnown, again.Position));
    }

    [Theory(DisplayName = "L1 A known version that says something else is refused")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_known_version_that_says_something_else_is_refused(string database)
    {
        await using var scene = await CreateAsync(database, SmallNetwork.OfTheRules(), Flow());
        await scene.TryPostAsync(Posting(First, 10));
        var refused = await scene.TryPostAsync(Posting(First, 11));

        Assert.Equal("source-version-differs", Assert.Single(refused.Refusals).Code);
        Assert.Equal(10, (await scene.CellAsync("acts", "A", "2024-01-01", "2025-01-01")).Value);
    }

    [Theory(DisplayName = "L1 The ledger as it was known at a past instant can be asked for")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_ledger_as_known_at_a_past_instant_can_be_asked_for(string database)
    {
        await using var scene = await CreateAsync(database, SmallNetwork.OfTheRules(), Flow(), Stock(), Persons());
        await scene.TryPostAsync(Posting(First, 10), new LedgerPosting(new SourceRef("test", "p", 1), [new LedgerLine("persons", "A", Day("2024-03-01"), 1, Subject: "p1"), new LedgerLine("posts", "A", Day("2024-03-01"), 4)]));
        var then = (await scene.EntriesAsync(new Term("acts"), "A", Days("2024-01-01", "2025-01-01"))).Entries[0].RecordedAt;
        await Task.Delay(20, TestContext.Current.CancellationToken);
        await scene.TryPostAsync(Posting(First with { Version = 2 }, 7));
        await scene.WithdrawAsync("p");

        Assert.Equal(10, (await scene.CellAsync("acts", "NAT", "2024-01-01", "2025-01-01", asKnownAt: then)).Value);
        Assert.Equal(1, (await scene.CellAsync("persons", "NAT", "2024-01-01", "2025-01-01", asKnownAt: then)).Value);
        Assert.Equal(4, (await scene.CellAsync("posts", "NAT", "2024-01-01", "2025-01-01", asKnownAt: then)).Value);
        Assert.Equal(CellState.NotCommunicated, (await scene.CellAsync("acts", "A", "2024-01-01", "2025-01-01", asKnownAt: then.AddDays(-1))).State);
        Assert.Equal(7, (await scene.CellAsync("acts", "NAT", "2024-01-01", "2025-01-01")).Value);
        Assert.Equal(CellState.NotCommunicated, (await scene.CellAsync("persons", "A", "2024-01-01", "2025-01-01")).State);
    }

    [Theory(DisplayName = "L1 Withdrawing twice reverses once")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Withdrawing_twice_reverses_once(string database)
    {
        await using var scene = await CreateAsync(database, SmallNetwork.OfTheRules(), Flow());
        await scene.TryPostAsync(Posting(First, 10));

        Assert.Equal(1, (await scene.WithdrawAsync("visit")).Reversed);
        Assert.Equal(0, (await scene.WithdrawAsync("visit")).Reversed);
        Assert.Equal(CellState.NotCommunicated, (await scene.CellAsync("acts", "A", "2024-01-01", "2025-01-01")).State);
    }

    private static LedgerPosting Posting(SourceRef source, long quantity) =>
        new(source, [new LedgerLine("acts", "A", Day("2024-05-02"), quantity)]);
}
