using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Network.Contracts;
using Ramure.Tests.Support;

namespace Ramure.Tests.Pages;

public sealed class HomePageTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Home_shows_what_each_module_says_first(string database)
    {
        await using var installation = await TestInstallation.CreateAsync(database);
        await installation.RunAsync(s => s.GetRequiredService<INetworkData>().LoadReferenceAsync());
        using var client = await installation.ClientAsync();
        using var page = new HtmlParser().ParseDocument(await client.GetStringAsync("/"));

        Assert.NotNull(page.QuerySelector("#contrat-cop-2017-2019 a[href='/pilotage/cop-2017-2019']"));
        Assert.NotNull(page.QuerySelector("#journal a[href='/journal/nouvelle']"));
        Assert.NotNull(page.QuerySelector("#reseau a[href='/reseau?genre=atelier']"));
    }

    [Fact]
    public async Task Home_of_an_empty_network_still_answers()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        using var client = await installation.ClientAsync();
        using var page = new HtmlParser().ParseDocument(await client.GetStringAsync("/"));

        Assert.Null(page.QuerySelector("#reseau"));
        Assert.NotNull(page.QuerySelector("#journal"));
    }

    [Fact]
    public async Task A_unit_page_leads_to_its_indicators_and_its_journal()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        await installation.RunAsync(s => s.GetRequiredService<INetworkData>().LoadReferenceAsync());
        using var client = await installation.ClientAsync();
        using var page = new HtmlParser().ParseDocument(await client.GetStringAsync("/reseau/unites/A62"));

        Assert.NotNull(page.QuerySelector("a[href='/pilotage/cop-2017-2019/unites/A62']"));
        Assert.NotNull(page.QuerySelector("a[href='/journal/nouvelle?unite=A62']"));
    }
}
