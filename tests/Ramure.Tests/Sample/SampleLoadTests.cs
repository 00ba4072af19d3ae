using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Journal.Model;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Sources;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.Upkeep;
using Ramure.Sample.Loading;
using Ramure.Sample.Making;
using Ramure.Steering.Contracts;
using Ramure.Tests.Network;
using Ramure.Tests.Support;

namespace Ramure.Tests.Sample;

public sealed class SampleLoadTests
{
    private static readonly SampleOptions Options = new(Seed: 7, Scale: 0.004m);

    [Fact]
    public async Task The_same_seed_gives_the_same_figures_on_every_database_and_another_seed_gives_others()
    {
        var figures = new List<string>();
        foreach (var database in Databases.All.Select(d => d.Data).Append("sqlite"))
        {
            await using var installation = await LoadedAsync(database, Options);
            figures.Add(await FiguresAsync(installation));
        }

        Assert.Single(figures.Distinct());
        await using var other = await LoadedAsync("sqlite", Options with { Seed = 8 });
        Assert.NotEqual(figures[0], await FiguresAsync(other));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_ledger_is_right_after_loading_and_nothing_lies_outside_the_contract(string database)
    {
        await using var installation = await LoadedAsync(database, Options);
        var report = await installation.RunAsync(s => s.GetRequiredService<LedgerUpkeep>().VerifyAsync(CancellationToken.None));
        Assert.Empty(report.Differences);
        Assert.True(report.Entries > 1000, $"{report.Entries} entries");
        var days = await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Activity>().AsNoTracking()
            .Select(a => new { a.StartDay, a.EndDay }).ToListAsync());
        Assert.All(days, d => Assert.True(d.StartDay >= new DateOnly(2017, 1, 1) && d.EndDay < new DateOnly(2020, 1, 1), $"{d.StartDay}-{d.EndDay}"));
        var answer = await ReadAsync(installation, new DayRange(new(2020, 1, 1), new(2030, 1, 1)));
        Assert.DoesNotContain(answer, cell => cell.Entries > 0);
        var audits = await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<AuditEvent>().CountAsync(e => e.SubjectKind == "sample-batch"));
        Assert.Equal(15, audits);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_load_that_was_cut_short_goes_on_where_it_stopped(string database)
    {
        await using var whole = await LoadedAsync(database, Options);
        await using var cut = await NetworkTesting.CreateAsync(database);
        using var source = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cut.RunAsync(s =>
            s.GetRequiredService<SampleLoad>().RunAsync(Options, new CancelAfter(0.4, source), source.Token)));
        var partial = await FiguresAsync(cut);
        Assert.NotEqual(await FiguresAsync(whole), partial);

        await LoadAsync(cut, Options);
        Assert.Equal(await FiguresAsync(whole), await FiguresAsync(cut));
        await LoadAsync(cut, Options);
        Assert.Equal(await FiguresAsync(whole), await FiguresAsync(cut));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Two_loads_at_once_load_once(string database)
    {
        await using var one = await LoadedAsync(database, Options);
        await using var twice = await NetworkTesting.CreateAsync(database);
        await using var second = await twice.CreateSecondHostAsync();
        var outcomes = await Task.WhenAll(
            twice.RunAsync(s => s.GetRequiredService<SampleLoad>().RunAsync(Options)),
            second.RunAsync(s => s.GetRequiredService<SampleLoad>().RunAsync(Options)));
        Assert.All(outcomes, o => Assert.True(o.Succeeded, string.Join(' ', o.Refusals)));
        Assert.Equal(await FiguresAsync(one), await FiguresAsync(twice));
    }

    [Fact]
    public async Task What_cannot_be_loaded_is_refused_with_its_remedy()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        Assert.Equal("network-missing", await RefusedAsync(installation, Options));
        Assert.Empty((await installation.ImportAsync(NetworkTesting.Small)).Refusals);
        Assert.Equal("scale-invalid", await RefusedAsync(installation, Options with { Scale = 0 }));
        await LoadAsync(installation, Options);
        Assert.Equal("sample-differs", await RefusedAsync(installation, Options with { Seed = 9 }));
    }

    [Fact]
    public async Task Every_way_of_standing_against_a_target_occurs()
    {
        await using var installation = await LoadedAsync("sqlite", Options);
        var done = await IndicatorsAsync(installation, null);
        var midway = await IndicatorsAsync(installation, new DateOnly(2018, 6, 30));
        Assert.Equal(
            Enum.GetValues<Attainment>().Order(),
            done.Concat(midway).Select(v => v.Attainment).Distinct().Order());
        Assert.Contains(done, v => v.ReachedEarly);
        Assert.Contains(done, v => v.State == CellState.NotCommunicated);
        Assert.Contains(done, v => v.State == CellState.Value && v.Coverage.IsPartial);
        var disputed = Assert.Single(done, v => v is { Indicator: "3-3", Year: 2019 });
        Assert.Equal(Attainment.NoTarget, disputed.Attainment);
        Assert.InRange(disputed.Value!.Value, 7_200_000, 7_500_000);
    }

    [Fact]
    public async Task Pages_say_that_they_show_a_sample_only_where_there_is_one()
    {
        await using var without = await NetworkTesting.CreateAsync("sqlite");
        var plain = await (await without.ClientAsync()).GetStringAsync("/pilotage/cop-2017-2019", TestContext.Current.CancellationToken);
        Assert.DoesNotContain("sample-notice", plain, StringComparison.Ordinal);
        Assert.Contains("Aucune donnée d’exemple", WebUtility.HtmlDecode(await (await without.ClientAsync()).GetStringAsync("/exemple", TestContext.Current.CancellationToken)), StringComparison.Ordinal);

        await LoadAsync(without, Options);
        var client = await without.ClientAsync();
        foreach (var address in (string[])["/", "/pilotage", "/pilotage/cop-2017-2019", "/pilotage/cop-2017-2019/indicateurs/1-1", "/pilotage/cop-2017-2019/unites/A", "/journal", "/exemple", "/exemple/web.visits:RC:2018"])
            Assert.Single(new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await client.GetStringAsync(address, TestContext.Current.CancellationToken)).QuerySelectorAll(".sample-notice"));
    }

    [Fact]
    public async Task A_figure_leads_to_its_page_and_an_unknown_one_is_not_found()
    {
        await using var installation = await LoadedAsync("sqlite", Options);
        var links = await installation.RunAsync(s => s.GetServices<ISourceResolver>().Single(r => r.Kind == Figure.SourceKind)
            .ResolveAsync(["web.visits:RC:2018", "web.visits:RC", "nothing:RC:2018"], CancellationToken.None));
        var link = Assert.Single(links).Value;
        Assert.Equal("Donnée d’exemple : Nombre de visites sur le site www.reseau-canope.fr, Réseau, 2018", link.Label);

        var client = await installation.ClientAsync();
        using var page = await client.GetAsync(link.Href, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(12, document.QuerySelectorAll("tbody tr").Length);
        foreach (var wrong in (string[])["/exemple/web.visits:RC", "/exemple/web.visits:RC:2030", "/exemple/web.visits:A:2018", "/exemple/nothing:RC:2018"])
        {
            using var missing = await client.GetAsync(wrong, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        }
    }

    private static async Task<TestInstallation> LoadedAsync(string database, SampleOptions options)
    {
        var installation = await NetworkTesting.CreateAsync(database);
        await LoadAsync(installation, options);
        return installation;
    }

    private static async Task LoadAsync(TestInstallation installation, SampleOptions options)
    {
        var result = await installation.RunAsync(s => s.GetRequiredService<SampleLoad>().RunAsync(options));
        Assert.Empty(result.Refusals);
    }

    private static async Task<string> RefusedAsync(TestInstallation installation, SampleOptions options) =>
        Assert.Single((await installation.RunAsync(s => s.GetRequiredService<SampleLoad>().RunAsync(options))).Refusals).Code;

    /// <summary>All values of all measures, by unit and year.</summary>
    private static async Task<string> FiguresAsync(TestInstallation installation)
    {
        var lines = new List<string>();
        foreach (var year in SampleOptions.Years)
            lines.AddRange((await ReadAsync(installation, Period.CivilYear(year).Days)).Select(c => $"{c.State} {c.Value} {c.Entries}"));
        return string.Join('\n', lines);
    }

    private static Task<List<LedgerCell>> ReadAsync(TestInstallation installation, DayRange days) => installation.RunAsync(async services =>
    {
        var measures = (await services.GetRequiredService<IMeasures>().AllAsync()).Keys.Order(StringComparer.Ordinal).ToList();
        string[] units = ["RC", "DT1", "DT2", "A", "B", "C"];
        var answer = await services.GetRequiredService<ILedgerReader>().ReadAsync(new LedgerQuestion(
            [.. measures.Select(m => new Term(m))], units, true, [Period.Whole(days)], HierarchyView.Current));
        return measures.SelectMany((_, m) => units.Select((_, u) => answer.Cell(m, u, 0))).ToList();
    });

    private static Task<IReadOnlyList<IndicatorValue>> IndicatorsAsync(TestInstallation installation, DateOnly? asOf) => installation.RunAsync(async services =>
        (await services.GetRequiredService<IIndicators>().ReadAsync(new IndicatorQuestion(
            Aims.Contract, null, ["RC"], SampleOptions.Years, HierarchyView.Current, AsOf: asOf)))!.Values);

    private sealed class CancelAfter(double part, CancellationTokenSource source) : IProgress<double>
    {
        public void Report(double value)
        {
            if (value >= part)
                source.Cancel();
        }
    }
}
