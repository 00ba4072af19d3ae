using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
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
    public async Task Home_tells_a_stranger_to_sign_in_and_a_teacher_where_to_go()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        await installation.RunAsync(s => s.GetRequiredService<INetworkData>().LoadReferenceAsync());
        using var stranger = new HtmlParser().ParseDocument(await (await installation.StrangerAsync()).GetStringAsync("/"));
        using var teacher = new HtmlParser().ParseDocument(await (await installation.ClientAsync(Role.Teacher, "A62")).GetStringAsync("/"));

        Assert.NotNull(stranger.QuerySelector("#entrer a[href='/connexion']"));
        Assert.NotNull(teacher.QuerySelector("#bienvenue a[href='/reseau/carte']"));
        foreach (var page in new[] { stranger, teacher })
        {
            Assert.NotNull(page.QuerySelector("#reseau"));
            Assert.Null(page.QuerySelector("#journal, a[href^='/journal'], a[href^='/pilotage'], a[href^='/registre'], a[href='/administration/travaux'], a[href='/administration/audit']"));
        }
    }

    [Fact]
    public async Task Nothing_on_a_page_leads_to_what_would_be_refused()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        await installation.RunAsync(s => s.GetRequiredService<INetworkData>().LoadReferenceAsync());
        foreach (var role in new[] { Role.Teacher, Role.AtelierStaff, Role.HeadOfficeService, Role.OversightReader, Role.FunderReader })
        {
            using var client = await installation.ClientAsync(role, "A62");
            foreach (var address in new[] { "/", "/reseau", "/reseau/unites/A62", "/reseau/unites/A22", "/pilotage/cop-2017-2019", "/pilotage/cop-2017-2019/unites/A62", "/pilotage/cop-2017-2019/indicateurs/3-3", "/pilotage/cop-2017-2019/desaccords", "/registre", "/registre/mesures/training.actions", "/journal?unite=A62" })
            {
                using var answer = await client.GetAsync(address);
                if (answer.StatusCode == System.Net.HttpStatusCode.Forbidden)
                    continue;
                using var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
                foreach (var href in page.QuerySelectorAll("a[href^='/']").Select(a => a.GetAttribute("href")!).Distinct().Where(h => !h.StartsWith("/guide", StringComparison.Ordinal) && !h.StartsWith("/reseau/", StringComparison.Ordinal)))
                {
                    using var opened = await client.GetAsync(href);
                    Assert.True(opened.StatusCode != System.Net.HttpStatusCode.Forbidden, $"{role} is led from {address} to {href}, which is refused.");
                }
            }
        }
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
