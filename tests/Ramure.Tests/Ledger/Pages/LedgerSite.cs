using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Sources;
using Ramure.Ledger.Contracts;

namespace Ramure.Tests.Ledger.Pages;

/// <summary>A small ledger seen through the real server: NAT with DT1 (A, B and, until 2025, C) and DT2 (C from 2025 on).</summary>
internal sealed class LedgerSite : IAsyncDisposable
{
    private LedgerSite(LedgerScene scene, HttpClient client) => (Scene, Client) = (scene, client);

    public LedgerScene Scene { get; }

    public HttpClient Client { get; }

    /// <summary>Acts with half ones, reversals, NC and contexts; a stock; persons present in several places.</summary>
    public static async Task<LedgerSite> CreateAsync(string database = "sqlite")
    {
        var scene = await LedgerScene.CreateAsync(
            database, SmallNetwork.OfTheRules(), services => services.AddSingleton<ISourceResolver>(new TestRecords()),
            LedgerScene.Flow(perUnit: 2, decimals: 1), LedgerScene.Stock(), LedgerScene.Persons());
        Dictionary<string, string> school = new() { ["theme"] = "school" }, museum = new() { ["theme"] = "museum", ["partner-kind"] = "espe" };
        await scene.PostAsync(
            Acts("A", "2024-01-10", 3, school), Acts("A", "2024-03-02", 5, museum), Acts("B", "2024-03-05", 8), Acts("C", "2024-06-01", 40, school),
            Acts("C", "2025-02-01", 7, museum), Acts("A", "2023-12-31", 1),
            new LedgerLine("acts", "B", LedgerScene.Day("2024-02-01"), 0, State: EntryState.NotCommunicated),
            new LedgerLine("posts", "A", LedgerScene.Day("2024-01-01"), 4), new LedgerLine("posts", "A", LedgerScene.Day("2024-03-01"), 6),
            new LedgerLine("posts", "B", LedgerScene.Day("2024-02-01"), 3),
            Person("A", "2024-01-10", "ana"), Person("B", "2024-02-10", "ana"), Person("B", "2024-03-10", "bob"), Person("C", "2024-03-10", "cid"));
        await scene.WithdrawAsync("s1");
        return new LedgerSite(scene, await scene.Installation.ClientAsync());
    }

    public static LedgerLine Acts(string unit, string day, long halves, Dictionary<string, string>? context = null) =>
        new("acts", unit, LedgerScene.Day(day), halves, context);

    /// <summary>The page, whatever its status.</summary>
    public async Task<(HttpStatusCode Status, IDocument Page)> GetAsync(string address)
    {
        var answer = await Client.GetAsync(address);
        return (answer.StatusCode, await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync()));
    }

    public async Task<IDocument> PageAsync(string address)
    {
        var (status, page) = await GetAsync(address);
        Assert.True(status == HttpStatusCode.OK, $"{status} {address}");
        Assert.Single(page.QuerySelectorAll("h1"));
        return page;
    }

    /// <summary>Posts the page's form of this name.</summary>
    public async Task<HttpResponseMessage> PostAsync(string address, string form)
    {
        var page = await PageAsync(address);
        var fields = page.QuerySelectorAll("form[method=post]").Single(f => f.QuerySelector($"input[value={form}]") is not null)
            .QuerySelectorAll("input[type=hidden]").Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value")!));
        return await Client.PostAsync(address, new FormUrlEncodedContent(fields));
    }

    /// <summary>Rows of a CSV export, by column title.</summary>
    public async Task<List<Dictionary<string, string>>> CsvAsync(string address)
    {
        var lines = (await Client.GetStringAsync(address)).TrimStart('\ufeff').Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd('\r').Split(';')).ToList();
        return [.. lines.Skip(1).Select(l => lines[0].Zip(l).ToDictionary(p => p.First, p => p.Second.Trim('"')))];
    }

    /// <summary>The number a French page shows.</summary>
    public static decimal Number(string text) => decimal.Parse(
        new string([.. text.Where(c => char.IsDigit(c) || c is ',' or '-' or '−')]).Replace('−', '-').Replace(',', '.'), CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Scene.DisposeAsync();
    }

    private static LedgerLine Person(string unit, string day, string subject) => new("persons", unit, LedgerScene.Day(day), 1, Subject: subject);

    private sealed class TestRecords : ISourceResolver
    {
        public string Kind => "test";

        public Task<IReadOnlyDictionary<string, SourceLink>> ResolveAsync(IReadOnlyCollection<string> ids, CancellationToken cancel) =>
            Task.FromResult<IReadOnlyDictionary<string, SourceLink>>(ids.ToDictionary(i => i, i => new SourceLink($"Dossier {i}", $"/dossiers/{i}")));
    }
}
