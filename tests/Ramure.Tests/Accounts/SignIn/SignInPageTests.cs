using System.Net;
using AngleSharp.Html.Dom;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;

namespace Ramure.Tests.Accounts.SignIn;

public sealed class SignInPageTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_right_password_opens_the_page_that_was_asked_for_and_the_head_says_who_is_there(string database)
    {
        await using var installation = await Person.InstallAsync(database);
        var id = await installation.AddAsync();
        using var client = await installation.StrangerAsync();
        using var turned = await client.GetAsync("/administration/travaux?page=2", TestContext.Current.CancellationToken);
        Assert.Equal("/connexion?retour=%2Fadministration%2Ftravaux%3Fpage%3D2", turned.Headers.Location!.PathAndQuery());

        using var answer = await client.SignInAsync(address: turned.Headers.Location!.PathAndQuery());

        Assert.Equal((HttpStatusCode.Redirect, "/administration/travaux?page=2"), (answer.StatusCode, answer.Headers.Location!.PathAndQuery()));
        var home = await client.PageAsync("/");
        Assert.Contains("Marie Curie", home.Text(".site-account summary"), StringComparison.Ordinal);
        var traced = Assert.Single(await installation.TrailAsync("accounts.sign-in"));
        Assert.Equal(("account:" + id, id.ToString(), """{"SignIn":"in","Method":"password"}"""), (traced.Actor, traced.SubjectId, traced.After));
    }

    [Fact]
    public async Task A_stranger_is_shown_the_way_in_which_leads_back_to_the_page()
    {
        await using var installation = await Person.InstallAsync("sqlite");
        using var client = await installation.StrangerAsync();
        var page = await client.PageAsync("/guide?q=a");
        Assert.Equal("/connexion?retour=%2Fguide%3Fq%3Da", page.QuerySelector("a.site-sign-in")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("https://ailleurs.test/")]
    [InlineData("//ailleurs.test")]
    public async Task An_address_elsewhere_is_not_where_one_is_sent(string elsewhere)
    {
        await using var installation = await Person.InstallAsync("sqlite");
        await installation.AddAsync();
        using var client = await installation.StrangerAsync();
        using var answer = await client.SignInAsync(address: "/connexion?retour=" + Uri.EscapeDataString(elsewhere));
        Assert.Equal("/", answer.Headers.Location!.PathAndQuery());
    }

    [Fact]
    public async Task A_wrong_password_and_an_address_without_account_are_answered_alike_and_nothing_typed_is_lost_but_the_password()
    {
        await using var installation = await Person.InstallAsync("sqlite");
        var id = await installation.AddAsync();
        await installation.AddAsync("ferme@exemple.test", adjust: a => a.DisabledAt = a.CreatedAt);
        await installation.AddAsync("sans@exemple.test", password: null);
        using var client = await installation.StrangerAsync();
        var answers = new List<string>();
        foreach (var (email, password) in new[] { (Person.Email, "faux"), ("personne@exemple.test", Person.Password), ("ferme@exemple.test", Person.Password), ("sans@exemple.test", Person.Password) })
        {
            using var answer = await client.SignInAsync(password, email);
            var page = await answer.DocumentAsync();
            answers.Add(page.Text(".error-summary"));
            Assert.Equal(email, ((IHtmlInputElement)page.GetElementById("courriel")!).Value);
            Assert.Equal("", ((IHtmlInputElement)page.GetElementById("mot-de-passe")!).Value);
        }

        Assert.Single(answers.Distinct());
        var trail = await installation.TrailAsync("accounts.sign-in");
        Assert.Equal(4, trail.Count);
        Assert.All(trail, t => Assert.Equal("visiteur", t.Actor));
        Assert.Equal((id.ToString(), "unknown"), (trail[0].SubjectId, trail[1].SubjectId));
        Assert.All(trail, t => Assert.DoesNotContain("exemple.test", t.After + t.SubjectId, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Empty_fields_are_named()
    {
        await using var installation = await Person.InstallAsync("sqlite");
        using var client = await installation.StrangerAsync();
        using var answer = await client.SignInAsync("", "");
        var links = (await answer.DocumentAsync()).QuerySelectorAll(".error-summary a").Select(a => a.GetAttribute("href")!.Split('#')[1]);
        Assert.Equal(["courriel", "mot-de-passe"], links);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Signing_out_ends_the_session_so_that_a_copy_of_its_cookie_opens_nothing(string database)
    {
        await using var installation = await Person.InstallAsync(database);
        await installation.AddAsync();
        using var stranger = await installation.StrangerAsync();
        using var answer = await stranger.SignInAsync();
        var stolen = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("ramure=", StringComparison.Ordinal)).Split(';')[0];
        Assert.Contains("Marie Curie", await HomeAsync(stolen), StringComparison.Ordinal);

        using var left = await stranger.SendAsync("/deconnexion", await stranger.PageAsync("/deconnexion"), "deconnexion", []);

        Assert.Equal("/connexion", left.Headers.Location!.PathAndQuery());
        Assert.DoesNotContain("Marie Curie", await HomeAsync(stolen), StringComparison.Ordinal);
        Assert.Single(await installation.TrailAsync("accounts.sign-out"));

        async Task<string> HomeAsync(string cookie)
        {
            using var other = await installation.StrangerAsync();
            using var request = new HttpRequestMessage(HttpMethod.Get, "/");
            request.Headers.Add("Cookie", cookie);
            using var response = await other.SendAsync(request);
            return await response.Content.ReadAsStringAsync();
        }
    }

    [Fact]
    public async Task On_a_shared_computer_the_cookie_goes_with_the_window()
    {
        await using var installation = await Person.InstallAsync("sqlite");
        await installation.AddAsync();
        using var client = await installation.StrangerAsync();
        using var shared = await client.SignInAsync(shared: true);
        using var second = await installation.StrangerAsync();
        using var own = await second.SignInAsync();
        Assert.DoesNotContain("expires=", Cookie(shared), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("expires=", Cookie(own), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", Cookie(own), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", Cookie(own), StringComparison.OrdinalIgnoreCase);

        static string Cookie(HttpResponseMessage answer) => answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("ramure=", StringComparison.Ordinal));
    }
}
