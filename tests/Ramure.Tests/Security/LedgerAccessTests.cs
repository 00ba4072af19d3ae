using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Csv;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.Import;
using Ramure.Tests.Ledger;
using Ramure.Tests.Support;
using static Ramure.Tests.Ledger.LedgerScene;

namespace Ramure.Tests.Security;

/// <summary>What the ledger itself asks, whoever reads and whatever posts.</summary>
public sealed class LedgerAccessTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_crafted_source_takes_back_nothing_of_another_unit(string database)
    {
        await using var scene = await SceneAsync(database);
        Assert.True((await scene.TryPostAsync(Posting("B", 1))).Succeeded);

        await Assert.ThrowsAsync<AccessDeniedException>(() => Acting.AsAsync(["A"], ["measure:acts"], () => PostAsync(scene, Posting("A", 2))));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Acting.AsAsync(["A", "B"], ["measure:other"], () => PostAsync(scene, Posting("A", 2))));

        Assert.Equal(1, (await scene.VerifyAsync()).Entries);
        Assert.True((await Acting.AsAsync(["A", "B"], ["measure:acts"], () => PostAsync(scene, Posting("A", 2)))).Succeeded);
        Assert.Equal(3, (await scene.VerifyAsync()).Entries);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_file_does_not_speak_in_the_name_of_a_module(string database)
    {
        await using var scene = await SceneAsync(database);
        var table = CsvTable.Read(new MemoryStream(Encoding.UTF8.GetBytes("measure,unit,day,quantity,context,subject,source\nacts,A,2024-05-02,5,,,journal:0190a1b2@9\n")), "f.csv", LedgerImport.Header);
        var result = await scene.Installation.RunAsync(s => s.GetRequiredService<LedgerImport>().RunAsync(table.Value, false, CancellationToken.None));

        Assert.Equal(("source-reserved", 2), (Assert.Single(result.Refusals).Code, result.Refusals[0].Line));
        Assert.Equal(0, (await scene.VerifyAsync()).Entries);
    }

    /// <summary>C was under DT1 in 2024 and is under DT2 today: its part of the figure is DT1's, its entries are not.</summary>
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Figures_are_read_with_the_unit_and_entries_with_every_unit_that_has_some(string database)
    {
        await using var scene = await SceneAsync(database);
        await scene.PostAsync(new LedgerLine("acts", "A", Day("2024-05-02"), 2), new LedgerLine("acts", "C", Day("2024-05-02"), 40), new LedgerLine("acts", "A", Day("2025-05-02"), 3));
        string[] own = ["DT1", "A", "B"];

        Assert.Equal(42, (await Acting.AsAsync(own, null, () => scene.CellAsync("acts", "DT1", "2024-01-01", "2025-01-01"))).Value);
        foreach (var foreign in new[] { "NAT", "DT2", "C" })
            await Assert.ThrowsAsync<AccessDeniedException>(() => Acting.AsAsync(own, null, () => scene.CellAsync("acts", foreign, "2024-01-01", "2025-01-01")));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Acting.AsAsync(own, null, () => EntriesAsync("DT1", "2024-01-01", "2025-01-01")));
        Assert.Equal(3, (await Acting.AsAsync(own, null, () => EntriesAsync("DT1", "2025-01-01", "2026-01-01"))).Sum);
        Assert.Equal(2, (await Acting.AsAsync(own, null, () => EntriesAsync("A", "2024-01-01", "2025-01-01"))).Sum);
        await Assert.ThrowsAsync<AccessDeniedException>(() => Acting.AsAsync(own, null, () => EntriesAsync("A", "2024-01-01", "2025-01-01", "NAT")));

        Task<EntryPage> EntriesAsync(string unit, string from, string to, string? within = null) => scene.EntriesAsync(new Term("acts"), unit, Days(from, to), within: within);
    }

    private static Task<LedgerScene> SceneAsync(string database) => CreateAsync(database, SmallNetwork.OfTheRules(), Acting.Adjust, Flow());

    private static LedgerPosting Posting(string unit, int version) => new(new SourceRef("import", "s", version), [new LedgerLine("acts", unit, Day("2024-05-02"), 1)]);

    private static Task<Result<PostingOutcome>> PostAsync(LedgerScene scene, LedgerPosting posting) => scene.Installation.RunAsync(services =>
        services.GetRequiredService<OperationRunner>().RunAsync(new Operation("test.post", LedgerPermissions.Import), async scope =>
        {
            scope.Audit("test", "post", null, null);
            return await services.GetRequiredService<ILedger>().PostAsync(scope, [posting]);
        }));
}
