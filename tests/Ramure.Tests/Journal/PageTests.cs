using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Journal.Contracts;
using Ramure.Journal.Model;
using Ramure.Journal.Recording;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Tests.Support;

namespace Ramure.Tests.Journal;

public sealed class PageTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_activity_is_noted_and_the_next_page_shows_what_it_posted(string database)
    {
        await using var installation = await JournalInstallation.CreateAsync(database);
        var client = await installation.ClientAsync();
        var kinds = await client.PageAsync("/journal/nouvelle?unite=A62");
        Assert.Equal(9, kinds.QuerySelectorAll("a.kind-choice").Length);

        const string address = "/journal/nouvelle?unite=A62&genre=training";
        var form = await client.PageAsync(address);
        Assert.Equal("2024-06-12", ((IHtmlInputElement)form.GetElementById("date")!).Value);
        using var sent = await client.SendAsync(address, form, "activite", new()
        {
            ["title"] = "Escape game",
            ["half_days"] = "2",
            ["headcount-pupil"] = "NC",
            ["headcount-teacher-primary"] = "10",
            ["uai"] = "marquion",
            ["place"] = "residence",
        }, ("file", "programme.txt", Encoding.UTF8.GetBytes("9 h : accueil")));

        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        var noted = await client.PageAsync(sent.Headers.Location!.ToString());
        Assert.Contains("Journées stagiaires | 10,0 | 12/06/2024 | A62", noted.Text("tbody tr > *"), StringComparison.Ordinal);
        // From what was noted to the indicators that moved, for its unit and year.
        var moved = noted.QuerySelectorAll("#indicateurs a").Select(a => a.GetAttribute("href")).ToList();
        Assert.Contains("/pilotage/cop-2017-2019/indicateurs/1-1?annee=2024&unite=A62", moved);
        Assert.All(moved, m => Assert.EndsWith("?annee=2024&unite=A62", m, StringComparison.Ordinal));
        var activity = Assert.Single(await AllAsync(installation));
        Assert.Equal(("0620130E", "residence"), (activity.Uai, activity.Place));

        var page = await client.PageAsync($"/journal/activites/{activity.Id}");
        Assert.Equal("Escape game", page.Text("h1"));
        Assert.Equal(moved, page.QuerySelectorAll("#indicateurs a").Select(a => a.GetAttribute("href")));
        Assert.Contains("Collège Marches de l'Artois, Marquion (0620130E)", page.Text("dl"), StringComparison.Ordinal);
        var file = page.QuerySelectorAll("ul.files a").Single();
        Assert.Equal("9 h : accueil", await client.GetStringAsync(file.GetAttribute("href"), TestContext.Current.CancellationToken));
        Assert.StartsWith("Noté le 12/06/2024 à 22:30 par Administrator de * (version 1)", page.Text("ol.history > li"), StringComparison.Ordinal);

        var next = await client.PageAsync(address);
        Assert.Equal("residence", ((IHtmlSelectElement)next.GetElementById("place")!).Value);
        Assert.Contains("Escape game", (await client.PageAsync("/journal?unite=DT-HDF&q=escape")).Text("tbody"), StringComparison.Ordinal);
        Assert.Contains("Escape game", await client.GetStringAsync("/journal/export.csv?unite=A62", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_error_of_the_form_is_linked_to_its_field_and_nothing_typed_is_lost()
    {
        await using var installation = await JournalInstallation.CreateAsync("sqlite");
        var client = await installation.ClientAsync();
        const string address = "/journal/nouvelle?unite=A62&genre=visit";
        using var sent = await client.SendAsync(address, await client.PageAsync(address), "activite", new()
        {
            ["title"] = "",
            ["date"] = "2024-04-31",
            ["headcount-pupil"] = "douze",
            ["sessions"] = "0",
            ["note"] = "à garder",
        });
        var page = await sent.DocumentAsync();

        var links = page.QuerySelectorAll(".error-summary a").Select(a => a.GetAttribute("href")!.Split('#')[1]).Order();
        Assert.Equal(["date", "headcount-pupil", "sessions", "title"], links);
        foreach (var field in (string[])["date", "headcount-pupil", "sessions", "title"])
        {
            var input = page.GetElementById(field)!;
            Assert.Equal("true", input.GetAttribute("aria-invalid"));
            Assert.NotNull(page.GetElementById(input.GetAttribute("aria-describedby")!.Split(' ')[^1]));
        }

        Assert.Equal("douze", ((IHtmlInputElement)page.GetElementById("headcount-pupil")!).Value);
        Assert.Equal("à garder", ((IHtmlTextAreaElement)page.GetElementById("note")!).Value);
        Assert.Empty(await AllAsync(installation));
    }

    [Fact]
    public async Task Several_schools_of_a_name_are_offered_to_choose_from()
    {
        await using var installation = await JournalInstallation.CreateAsync("sqlite");
        var client = await installation.ClientAsync();
        const string address = "/journal/nouvelle?unite=A62&genre=visit";
        using var first = await client.SendAsync(address, await client.PageAsync(address), "activite", new() { ["title"] = "Visite", ["uai"] = "collège" });
        var choice = await first.DocumentAsync();
        Assert.Equal(3, choice.QuerySelectorAll("input[name=uai_choice]").Length);

        using var second = await client.SendAsync(address, choice, "activite", new() { ["uai_choice"] = "0622863A" });
        Assert.Equal(HttpStatusCode.Redirect, second.StatusCode);
        Assert.Equal("0622863A", Assert.Single(await AllAsync(installation)).Uai);
    }

    [Fact]
    public async Task An_activity_is_corrected_recounted_repeated_copied_and_withdrawn_in_pages()
    {
        await using var installation = await JournalInstallation.CreateAsync("sqlite");
        var client = await installation.ClientAsync();
        var activity = await installation.RecordAsync(JournalInstallation.Training);
        var here = $"/journal/activites/{activity.Id}";
        async Task<HttpResponseMessage> Send(string address, string handler, Dictionary<string, string> values) =>
            await client.SendAsync(address, await client.PageAsync(address), handler, values);

        using (var same = await Send(here + "/corriger", "correction", new() { ["reason"] = "Pour voir" }))
            Assert.Contains("Rien n’a changé", (await same.DocumentAsync()).Text(".error-summary"), StringComparison.Ordinal);
        using (var why = await Send(here + "/corriger", "correction", new() { ["title"] = "Podcast" }))
            Assert.Equal("true", (await why.DocumentAsync()).GetElementById("reason")!.GetAttribute("aria-invalid"));
        using (var done = await Send(here + "/corriger", "correction", new() { ["title"] = "Podcast", ["reason"] = "Autre titre" }))
            Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        using (var wrong = await Send(here + "/effectif", "effectif", new() { ["headcount-pupil"] = "-2" }))
            Assert.Equal("true", (await wrong.DocumentAsync()).GetElementById("headcount-pupil")!.GetAttribute("aria-invalid"));
        using (var recounted = await Send(here + "/effectif", "effectif", new() { ["headcount-pupil"] = "9" }))
            Assert.Equal(HttpStatusCode.Redirect, recounted.StatusCode);
        using (var never = await Send(here + "/repeter", "repetition", new() { ["until"] = "2024-03-13" }))
            Assert.Equal("true", (await never.DocumentAsync()).GetElementById("until")!.GetAttribute("aria-invalid"));
        using (var repeated = await Send(here + "/repeter", "repetition", new() { ["until"] = "2024-03-26", ["keep_headcount"] = "true" }))
            Assert.Equal(HttpStatusCode.Redirect, repeated.StatusCode);
        Assert.Equal(3, (await AllAsync(installation)).Count);
        Assert.Equal("Podcast", ((IHtmlInputElement)(await client.PageAsync($"/journal/nouvelle?copie={activity.Id}")).GetElementById("title")!).Value);
        using (var silent = await Send(here + "/retirer", "retrait", []))
            Assert.Equal("true", (await silent.DocumentAsync()).GetElementById("reason")!.GetAttribute("aria-invalid"));
        using (var withdrawn = await Send(here + "/retirer", "retrait", new() { ["reason"] = "Notée deux fois" }))
            Assert.Equal(HttpStatusCode.Redirect, withdrawn.StatusCode);

        var page = await client.PageAsync(here);
        Assert.Contains("Activité retirée", page.Text(".notice"), StringComparison.Ordinal);
        Assert.Equal(4, page.QuerySelectorAll("ol.history > li").Length);
        Assert.Contains("Intitulé : Webradio au collège → Podcast", page.Text("ol.history"), StringComparison.Ordinal);
        Assert.Contains("« Notée deux fois »", page.Text("ol.history"), StringComparison.Ordinal);
        using var late = await client.GetAsync(here + "/corriger", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, late.StatusCode);
    }

    [Fact]
    public async Task A_file_is_attached_and_removed_and_a_wrong_one_is_refused()
    {
        await using var installation = await JournalInstallation.CreateAsync("sqlite");
        var client = await installation.ClientAsync();
        var activity = await installation.RecordAsync(JournalInstallation.Training);
        var here = $"/journal/activites/{activity.Id}";
        using (var none = await client.SendAsync(here, await client.PageAsync(here), "joindre", []))
            Assert.Contains("Choisissez un fichier", (await none.DocumentAsync()).Text(".error-summary"), StringComparison.Ordinal);
        using (var wrong = await client.SendAsync(here, await client.PageAsync(here), "joindre", [], ("file", "page.html", Encoding.UTF8.GetBytes("<script>"))))
            Assert.Contains("type accepté", (await wrong.DocumentAsync()).Text(".error-summary"), StringComparison.Ordinal);
        using (var good = await client.SendAsync(here, await client.PageAsync(here), "joindre", [], ("file", "photo.txt", Encoding.UTF8.GetBytes("x"))))
            Assert.Equal(HttpStatusCode.Redirect, good.StatusCode);
        var page = await client.PageAsync(here);
        var link = page.QuerySelector("ul.files a")!.GetAttribute("href")!;
        using (var removed = await client.SendAsync(here, page, page.QuerySelector("ul.files input[name=_handler]")!.GetAttribute("value")!, []))
            Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);
        using var gone = await client.GetAsync(link, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        var audits = await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<AuditEvent>().Select(e => e.Operation).ToListAsync());
        Assert.Contains("journal.attach", audits);
        Assert.Contains("journal.detach", audits);
    }

    [Fact]
    public async Task A_file_of_activities_is_checked_then_confirmed()
    {
        await using var installation = await JournalInstallation.CreateAsync("sqlite");
        var client = await installation.ClientAsync();
        const string address = "/journal/import";
        async Task<HttpResponseMessage> Upload(string text) =>
            await client.SendAsync(address, await client.PageAsync(address), "fichier", [], ("file", "a.csv", Encoding.UTF8.GetBytes(text)));

        using (var none = await client.SendAsync(address, await client.PageAsync(address), "fichier", []))
            Assert.Contains("Choisissez un fichier CSV", (await none.DocumentAsync()).Text(".error-summary"), StringComparison.Ordinal);
        using (var wrong = await Upload("unit,kind,title,date,source\nA62,event,x,2024-04-31,1\n"))
        {
            var report = await client.PageAsync(wrong.Headers.Location!.ToString());
            Assert.Contains("a.csv, ligne 2, colonne 4 (date) : Le 31 avril 2024 n’existe pas", report.Text(".error-summary"), StringComparison.Ordinal);
        }

        using var right = await Upload("unit,kind,title,date,source\nA62,event,Forum,2024-04-30,1\n");
        var plan = await client.PageAsync(right.Headers.Location!.ToString());
        Assert.Empty(await AllAsync(installation));
        using var confirmed = await client.SendAsync(right.Headers.Location!.ToString(), plan, "confirmation", []);
        Assert.EndsWith("/journal?unite=A62", confirmed.Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.Equal("Forum", Assert.Single(await AllAsync(installation)).Title);
        Assert.StartsWith("unit,kind,title", await client.GetStringAsync("/journal/import/modele.csv", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_real_year_of_Arras_is_loaded_and_what_its_report_states_is_compared()
    {
        // Some printed dates lie in autumn 2024: the clock stands after the report.
        await using var later = await TestInstallation.CreateAsync("sqlite", services =>
        {
            services.AddSingleton<Ramure.Kernel.Time.IClock, LaterClock>();
            services.AddSingleton<Ramure.Network.Contracts.INetwork, SmallNetwork>();
            services.AddSingleton<Ramure.Network.Contracts.ISchools, AnySchool>();
        });
        var loaded = await later.RunAsync(s => s.GetRequiredService<IJournalReference>().LoadAsync());
        Assert.Equal(new ReferenceOutcome(102, 12), loaded.Value);
        Assert.Equal(new ReferenceOutcome(0, 0), (await later.RunAsync(s => s.GetRequiredService<IJournalReference>().LoadAsync())).Value);

        var client = await later.ClientAsync();
        var page = await client.PageAsync("/journal/bilans/atelier-62-2023-2024");
        var participants = page.QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains("nombre de participants"));
        var cells = participants.QuerySelectorAll("td.num").Select(c => c.TextContent.Trim()).ToList();
        Assert.Equal("94", cells[0]);
        Assert.NotEqual("94", cells[1]);
        Assert.Equal(20, participants.QuerySelectorAll("td li a").Length);
        Assert.Contains("concorde", page.Text("tbody tr:nth-child(3)"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_calendar_shows_a_month_and_what_has_no_day()
    {
        await using var installation = await JournalInstallation.CreateAsync("sqlite");
        var client = await installation.ClientAsync();
        await installation.RecordAsync(JournalInstallation.Training with { EndDate = "2024-03-13" });
        await installation.RecordAsync(JournalInstallation.Training with { Title = "Sans jour", Precision = "month", Date = "2024-03-01" });
        var page = await client.PageAsync("/journal/calendrier?unite=A62&mois=2024-03");
        Assert.Equal("Mars 2024", page.Text("h1"));
        Assert.Equal(2, page.QuerySelectorAll("td ul a").Length);
        Assert.Contains("Sans jour", page.Text("#sans-jour"), StringComparison.Ordinal);
        Assert.Equal("Juin 2024", (await client.PageAsync("/journal/calendrier?unite=A62&mois=jadis")).Text("h1"));
    }

    [Fact]
    public async Task The_unit_is_asked_once_and_remembered()
    {
        await using var installation = await JournalInstallation.CreateAsync("sqlite");
        var client = await installation.ClientAsync();
        var chooser = await client.PageAsync("/journal");
        Assert.DoesNotContain("A59", chooser.Text("option"), StringComparison.Ordinal);
        await client.PageAsync("/journal?unite=A62&genre=visit&du=2024-13-45");
        using var again = await client.GetAsync("/journal", TestContext.Current.CancellationToken);
        Assert.EndsWith("/journal?unite=A62", again.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/journal/activites/01900000-0000-7000-8000-000000000000")]
    [InlineData("/journal/activites/01900000-0000-7000-8000-000000000000/note")]
    [InlineData("/journal/activites/01900000-0000-7000-8000-000000000000/corriger")]
    [InlineData("/journal/activites/01900000-0000-7000-8000-000000000000/effectif")]
    [InlineData("/journal/activites/01900000-0000-7000-8000-000000000000/retirer")]
    [InlineData("/journal/activites/01900000-0000-7000-8000-000000000000/repeter")]
    [InlineData("/journal/activites/autre")]
    [InlineData("/journal/nouvelle?copie=01900000-0000-7000-8000-000000000000")]
    [InlineData("/journal/import?fichier=01900000-0000-7000-8000-000000000000")]
    [InlineData("/journal/bilans/inconnu")]
    [InlineData("/journal?unite=A99")]
    [InlineData("/journal/nouvelle?unite=A99")]
    [InlineData("/journal/calendrier?unite=A99")]
    public async Task What_does_not_exist_is_not_found(string address)
    {
        await using var installation = await JournalInstallation.CreateAsync("sqlite");
        await (await installation.ClientAsync()).PageAsync(address, HttpStatusCode.NotFound);
    }

    private static Task<List<Activity>> AllAsync(TestInstallation installation) =>
        installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Activity>().AsNoTracking().ToListAsync());

    private sealed class LaterClock : Ramure.Kernel.Time.IClock
    {
        public DateTime UtcNow => new(2025, 1, 15, 9, 0, 0, DateTimeKind.Utc);
    }

    internal sealed class AnySchool : Ramure.Network.Contracts.ISchools
    {
        public Task<Ramure.Network.Contracts.SchoolInfo?> FindAsync(string uai, CancellationToken cancel = default) =>
            Task.FromResult<Ramure.Network.Contracts.SchoolInfo?>(new(uai, uai, null, null, null, null, null, null));

        public Task<IReadOnlyList<Ramure.Network.Contracts.SchoolInfo>> OfTypeAsync(string type, CancellationToken cancel = default) =>
            Task.FromResult<IReadOnlyList<Ramure.Network.Contracts.SchoolInfo>>([]);

        public Task<IReadOnlyList<Ramure.Network.Contracts.SchoolInfo>> SearchAsync(string words, int take, CancellationToken cancel = default) =>
            Task.FromResult<IReadOnlyList<Ramure.Network.Contracts.SchoolInfo>>([]);
    }
}
