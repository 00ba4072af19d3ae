using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Ledger.Model;
using Ramure.Tests.Support;

namespace Ramure.Tests.Ledger.Pages;

public sealed class MeasureAndStateTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Measures_are_listed_with_their_entries_and_lead_to_their_pages(string database)
    {
        await using var site = await LedgerSite.CreateAsync(database);
        var list = await site.PageAsync("/registre/mesures?filtre=acts");
        var row = Assert.Single(list.QuerySelectorAll("#tableau tbody tr"), r => r.QuerySelector("code")!.TextContent == "acts");
        Assert.Equal("8", row.Children[^1].TextContent.Trim());

        var page = await site.PageAsync(row.QuerySelector("a")!.GetAttribute("href")!);
        var years = page.QuerySelectorAll("#annees tbody tr").ToDictionary(r => r.Children[0].TextContent.Trim(), r => r.Children[2].TextContent.Trim());
        Assert.Equal(("0,5", "26,5", "3,5"), (years["2023"], years["2024"], years["2025"]));
        Assert.All(page.QuerySelectorAll("#annees tbody a[href*=ecritures]"), a => Assert.Contains("unite=NAT", a.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Contains(page.QuerySelectorAll("main li a"), a => a.GetAttribute("href")!.EndsWith("par=context%3Atheme", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unknown_measure_is_not_found()
    {
        await using var site = await LedgerSite.CreateAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync("/registre/mesures/xyz")).Status);
    }

    [Fact]
    public async Task A_measure_without_entries_says_so()
    {
        await using var site = await LedgerSite.CreateAsync();
        await site.Scene.DeclareAsync(LedgerScene.Flow("unused"));
        Assert.Contains("Aucune écriture", (await site.PageAsync("/registre/mesures/unused")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "L2 The page proves that totals equal entries, names what differs, and makes the totals again")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Verification_and_rebuild(string database)
    {
        await using var site = await LedgerSite.CreateAsync(database);
        Assert.Contains("conforme", await ReadAsync(await site.PostAsync("/registre/etat", "verifier")), StringComparison.Ordinal);

        await site.Scene.Installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Total>()
            .Where(t => t.Month == 2024 * 12 && t.Entries > 0).ExecuteUpdateAsync(set => set.SetProperty(t => t.Quantity, t => t.Quantity + 1)));
        var wrong = await ReadAsync(await site.PostAsync("/registre/etat", "verifier"));
        Assert.Contains("janvier 2024", wrong, StringComparison.Ordinal);
        Assert.Contains("acts", wrong, StringComparison.Ordinal);

        var rebuilt = await site.PostAsync("/registre/etat?confirmer=refaire", "refaire");
        Assert.Equal(HttpStatusCode.Redirect, rebuilt.StatusCode);
        Assert.Contains("conforme", await ReadAsync(await site.PostAsync("/registre/etat", "verifier")), StringComparison.Ordinal);
        await site.Scene.Installation.RunAsync(async s => Assert.StartsWith(
            "account:", (await s.GetRequiredService<RamureDb>().Set<AuditEvent>().SingleAsync(e => e.Operation == "ledger.rebuild")).Actor, StringComparison.Ordinal));
    }

    private static async Task<string> ReadAsync(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
}
