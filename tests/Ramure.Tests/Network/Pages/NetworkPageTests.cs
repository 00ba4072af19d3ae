using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using Ramure.Kernel.Access;
using Ramure.Tests.Accounts;
using Ramure.Tests.Support;

namespace Ramure.Tests.Network.Pages;

public sealed class NetworkPageTests
{
    private const string Units = NetworkTesting.Header + """
        RC,Réseau,head-office,,2015-01-01,,Europe/Paris
        DT1,Direction 1,directorate,RC,2015-01-01,,Europe/Paris
        DT2,Direction 2,directorate,RC,2015-01-01,,Europe/Paris
        A,Atelier de Saint-Brieuc,atelier,DT1,2015-01-01,2020-01-01,Europe/Paris
        A,Atelier de Saint-Brieuc,atelier,DT2,2020-01-01,,Europe/Paris
        B,Atelier B,atelier,DT1,2015-01-01,,Europe/Paris

        """;

    [Theory]
    [InlineData("/reseau", "Le réseau")]
    [InlineData("/reseau?genre=atelier&direction=DT2&filtre=saint%20brieuc", "Le réseau")]
    [InlineData("/reseau/carte", "Carte du réseau")]
    [InlineData("/reseau/arbre?au=2019-06-01", "Arbre du réseau")]
    [InlineData("/reseau/unites/A", "Atelier de Saint-Brieuc")]
    [InlineData("/reseau/unites/A/historique", "Histoire de Atelier de Saint-Brieuc")]
    [InlineData("/reseau/ecoles?q=lyon", "Établissements scolaires")]
    [InlineData("/reseau/reorganisations", "Réorganisations")]
    [InlineData("/reseau/reorganisations/nouvelle?type=scinder", "Planifier une réorganisation")]
    public async Task A_page_answers_with_its_one_title(string address, string title)
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite", Units);
        using var client = await installation.ClientAsync();
        var (status, page) = await GetAsync(client, address);
        Assert.Equal((HttpStatusCode.OK, title), (status, Assert.Single(page.QuerySelectorAll("h1")).TextContent.Trim()));
    }

    [Theory]
    [InlineData("/reseau/unites/NOPE")]
    [InlineData("/reseau/unites/NOPE/historique")]
    [InlineData("/reseau/ecoles/0000000A")]
    [InlineData("/reseau/reorganisations/01890000-0000-7000-8000-000000000000")]
    public async Task What_does_not_exist_is_not_found(string address)
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite", Units);
        using var client = await installation.ClientAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(client, address)).Status);
    }

    [Fact]
    public async Task The_tree_shows_the_parents_of_its_date()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite", Units);
        using var client = await installation.ClientAsync();
        foreach (var (day, parent) in new[] { ("2019-12-31", "DT1"), ("2020-01-01", "DT2") })
        {
            var (_, page) = await GetAsync(client, "/reseau/arbre?au=" + day);
            var item = page.QuerySelector(".unit-tree a[href='/reseau/unites/A']")!.Closest("li")!.ParentElement!.Closest("li")!;
            Assert.Equal($"/reseau/unites/{parent}", item.QuerySelector("a")!.GetAttribute("href"));
        }
    }

    [Fact]
    public async Task A_day_that_is_none_is_refused_at_its_field()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite", Units);
        using var client = await installation.ClientAsync();
        var (status, page) = await GetAsync(client, "/reseau/arbre?au=2024-04-31");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("2024-04-31", page.QuerySelector("#au-erreur")!.TextContent, StringComparison.Ordinal);
        Assert.EndsWith("#au", page.QuerySelector(".error-summary a")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reorganisation_is_checked_confirmed_and_withdrawn_without_script()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite", Units);
        using var client = await installation.ClientAsync();
        const string Check = "/reseau/reorganisations/verification?type=deplacer&unites=B&vers=DT2&jour=2100-01-01&motif=Essai";
        var (status, page) = await GetAsync(client, Check);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("B – Atelier B passe de DT1 à DT2.", page.QuerySelector("#changements")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(await installation.AuditAsync(), e => e.Operation == "network.reorganise");

        var confirmed = await PostAsync(client, Check, page, []);
        Assert.Equal(HttpStatusCode.Redirect, confirmed.StatusCode);
        var address = new Uri(client.BaseAddress!, confirmed.Headers.Location!).AbsolutePath;
        var (_, one) = await GetAsync(client, address);
        Assert.Contains("prévue", one.QuerySelector("#decision")!.TextContent, StringComparison.Ordinal);

        var refused = await PostAsync(client, address, one, []);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var withdrawn = await PostAsync(client, address, one, [new("Reason", "Abandon")]);
        Assert.Equal(HttpStatusCode.Redirect, withdrawn.StatusCode);
        Assert.Contains("retirée", (await GetAsync(client, "/reseau/reorganisations")).Page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_will_see_more_and_who_less_is_said_before_confirming()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite", Units);
        using var client = await installation.ClientAsync();
        const string Check = "/reseau/reorganisations/verification?type=deplacer&unites=B&vers=DT2&jour=2100-01-01&motif=Essai";
        Assert.Equal("Personne ne gagne ni ne perd d’accès.", (await GetAsync(client, Check)).Page.QuerySelector("#droits p")!.TextContent.Trim());

        await installation.OpenAsync((Role.TerritorialDirector, "DT1"));
        var (_, page) = await GetAsync(client, Check);
        var cells = page.QuerySelectorAll("#droits tbody tr").Single().Children.Select(c => c.TextContent.Trim());
        Assert.Equal(["Camille Essai", "Direction territoriale", "Direction 1 (DT1)", "–", "Atelier B (B)", "–"], cells);

        // Who administers only the unit that moves reads no name of elsewhere.
        using var local = await installation.ClientAsync(Role.Administrator, "B");
        var said = (await GetAsync(local, Check)).Page.QuerySelector("#droits")!.TextContent;
        Assert.DoesNotContain("Camille Essai", said, StringComparison.Ordinal);
        Assert.Contains("Une personne d’une autre unité", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_that_cannot_be_shows_the_form_again_with_its_errors()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite", Units);
        using var client = await installation.ClientAsync();
        var (status, page) = await GetAsync(client, "/reseau/reorganisations/verification?type=scinder&unites=DT1&jour=2100-02-30&s1-code=X&motif=");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        foreach (var field in new[] { "jour", "s1-nom", "motif" })
            Assert.NotNull(page.QuerySelector($"#{field}-erreur"));
        Assert.Equal("X", page.QuerySelector("#s1-code")!.GetAttribute("value"));
    }

    private static async Task<(HttpStatusCode Status, IDocument Page)> GetAsync(HttpClient client, string address)
    {
        var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        return (answer.StatusCode, await ParseAsync(await answer.Content.ReadAsStringAsync()));
    }

    private static Task<IDocument> ParseAsync(string html) => BrowsingContext.New(Configuration.Default).OpenAsync(r => r.Content(html));

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string address, IDocument page, List<KeyValuePair<string, string>> more)
    {
        var form = page.QuerySelector("main form[method=post]")!;
        var fields = form.QuerySelectorAll("input[type=hidden]").Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value") ?? ""));
        return client.PostAsync(new Uri(address, UriKind.Relative), new FormUrlEncodedContent(fields.Concat(more)));
    }
}
