using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CsCheck;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Ramure.Tests.Support;

namespace Ramure.Tests.Security;

/// <summary>Whatever stands in an address, the answer is a page, a refusal or "not found", never a fault.</summary>
public sealed partial class AddressFuzzTests(WholeInstallation whole) : IClassFixture<WholeInstallation>
{
    /// <summary>Values that lead further into a page than nonsense does.</summary>
    private static readonly string[] Fitting =
    [
        "A62", "A22", "RC", "DT-HDF", "CANOPE-DG", "2018", "2019", "2018-01-01", "2018-12-31", "2024-03", "2031-01-01", "courant", "constant:2019-06-01", "civil", "scolaire", "1", "2",
        "month", "unit", "civil-year", "school-year", "context:theme", "context:audience", "theme:media-literacy", "training.actions", "training", "visit", "media-literacy", "deplacer",
        "fusionner", "scinder", "fermer", "ateliers", "-date", "intitule", "cop-2017-2019", "3-3", "0622863A", "saint", "target-2019", "atelier", "500", "2026-11-22T10:00:00Z",
    ];

    [Fact]
    public async Task No_address_of_a_page_or_export_makes_a_fault()
    {
        using var client = await whole.Installation.ClientAsync();
        var routes = (await Route.AllAsync(whole)).Where(r => r.Method == "GET").ToList();
        Assert.True(routes.Count > 60);
        await FuzzAsync(client, routes, r => Names(r), Hostile.Tries(1200));
    }

    [Fact]
    public async Task No_parameter_of_the_programming_interface_makes_a_fault()
    {
        using var client = await whole.Installation.ClientAsync();
        var document = JsonNode.Parse(await client.GetStringAsync("/api/v1/openapi.json"))!;
        var declared = document["paths"]!.AsObject().Where(p => p.Value!["get"] is not null).ToDictionary(
            p => p.Key.TrimEnd('/'),
            p => p.Value!["get"]!["parameters"]?.AsArray().Where(x => (string?)x!["in"] == "query").Select(x => (string)x!["name"]!).ToList() ?? []);
        Assert.True(declared.Values.Sum(v => v.Count) > 20);
        var routes = (await Route.AllAsync(whole)).Where(r => r.Method == "GET" && declared.ContainsKey(r.Pattern.TrimEnd('/'))).ToList();
        Assert.Equal(declared.Count, routes.Count);
        await FuzzAsync(client, routes, r => declared[r.Pattern.TrimEnd('/')], Hostile.Tries(500));
    }

    /// <summary>The control: a fault is seen as one.</summary>
    [Fact]
    public async Task A_fault_would_be_seen()
    {
        await using var broken = await TestInstallation.CreateAsync("sqlite", Faults.InTheNetwork);
        using var client = await broken.ClientAsync();
        Assert.True((int)(await client.GetAsync("/reseau", TestContext.Current.CancellationToken)).StatusCode >= 500);
    }

    private async Task FuzzAsync(HttpClient client, IReadOnlyList<Route> routes, Func<Route, IReadOnlyList<string>> names, int tries)
    {
        var value = Gen.Frequency((3, Hostile.OneOf(Hostile.Encoded)), (4, Hostile.OneOf(Fitting).Select(Uri.EscapeDataString)));
        var question = Gen.Select(
            Gen.Int[0, routes.Count - 1], Gen.Int[0, 3], Hostile.OneOf(Hostile.Encoded.Where(e => e.Length is > 0 and < 500).ToList()), Gen.Select(Gen.Int[0, 200], value).Array[0, 6],
            (route, odd, path, pairs) => (Route: routes[route], Odd: odd == 0, Path: path, Pairs: pairs));
        await question.SampleAsync(
            async q =>
            {
                var known = names(q.Route);
                var path = (q.Odd ? q.Route.Address(_ => q.Path) : q.Route.Address(whole.Values)).Split('?')[0];
                var query = known.Count == 0 ? "" : string.Join('&', q.Pairs.Select(p => $"{known[p.Item1 % known.Count]}={p.Item2}"));
                await AskAsync(client, $"{path}?{query}");
            },
            iter: tries,
            threads: 2);
    }

    private static async Task AskAsync(HttpClient client, string address)
    {
        var uri = new Uri(client.BaseAddress!.GetLeftPart(UriPartial.Authority) + address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var answer = await client.GetAsync(uri, TestContext.Current.CancellationToken);
        Assert.True((int)answer.StatusCode < 500, $"{(int)answer.StatusCode} for {address}");
    }

    /// <summary>What a page declares, and what its module and the tables read of the request by themselves.</summary>
    private static List<string> Names(Route route)
    {
        var page = route.Endpoint.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type;
        var declared = page?.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(p => (p.Name, From: p.GetCustomAttribute<SupplyParameterFromQueryAttribute>()))
            .Where(p => p.From is not null).Select(p => p.From!.Name ?? p.Name) ?? [];
        var modules = page is null ? Read.Value.Keys.ToList() : [page.Assembly.GetName().Name!, "Ramure.Ui"];
        return [.. declared.Concat(modules.SelectMany(m => Read.Value[m])).Distinct()];
    }

    private static readonly Lazy<IReadOnlyDictionary<string, List<string>>> Read = new(() => new DirectoryInfo(Path.Combine(Repository.Root, "src")).GetDirectories().ToDictionary(
        module => module.Name,
        module => module.EnumerateFiles("*.*", SearchOption.AllDirectories)
            .Where(f => f.Extension is ".cs" or ".razor" && !f.FullName.Contains("Migrations", StringComparison.Ordinal) && !f.FullName.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(f => ReadName().Matches(File.ReadAllText(f.FullName)).Select(m => m.Groups["name"].Value))
            .Distinct().Order(StringComparer.Ordinal).ToList()));

    [GeneratedRegex("""(?:\w\["|(?:Text|Value|One)\((?:request, |query, )?"|SupplyParameterFromQuery\(Name = ")(?<name>[a-z][a-z.-]*)"(?:\]|\)|,)""")]
    private static partial Regex ReadName();
}
