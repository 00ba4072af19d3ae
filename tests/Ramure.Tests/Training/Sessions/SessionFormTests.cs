using System.Globalization;
using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Ramure.Kernel.Access;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Ramure.Training.Sessions;

namespace Ramure.Tests.Training.Sessions;

/// <summary>The form of a session, without script.</summary>
public sealed class SessionFormTests
{
    private static readonly Dictionary<string, string> Good = new()
    {
        ["Text.Slots[0].Day"] = "2024-09-18",
        ["Text.Slots[0].Start"] = "09:00",
        ["Text.Slots[0].End"] = "12:00",
        ["Text.Slots[0].Place"] = "adresse",
        ["Text.Slots[0].Address"] = "1 place des Héros, Arras",
        ["Text.Capacity"] = "12",
        ["Text.Mode"] = "libre",
    };

    [Theory]
    [InlineData("Text.Slots[0].Day", "", "creneau-1-jour", "Créneau 1 : donnez le jour")]
    [InlineData("Text.Slots[0].Day", "2024-02-30", "creneau-1-jour", "« 2024-02-30 » n’est pas un jour")]
    [InlineData("Text.Slots[0].Day", "2010-09-18", "creneau-1-jour", "n’est pas ouverte ce jour-là")]
    [InlineData("Text.Slots[0].Start", "matin", "creneau-1-debut", "donnez l’heure de début")]
    [InlineData("Text.Slots[0].End", "25:00", "creneau-1-fin", "donnez l’heure de fin")]
    [InlineData("Text.Slots[0].End", "08:00", "creneau-1-fin", "la fin vient après le début")]
    [InlineData("Text.Slots[0].Place", "lune", "creneau-1-lieu", "choisissez où il se tient")]
    [InlineData("Text.Slots[0].Address", " ", "creneau-1-adresse", "donnez l’adresse")]
    [InlineData("Text.Slots[0].Place=etablissement", "", "creneau-1-etablissement", "donnez l’établissement")]
    [InlineData("Text.Slots[0].Place=etablissement&Text.Slots[0].School", "0620130A", "creneau-1-etablissement", "appelle la lettre E")]
    [InlineData("Text.Slots[0].Place=etablissement&Text.Slots[0].School", "hogwarts", "creneau-1-etablissement", "aucun établissement ne répond à « hogwarts »")]
    [InlineData("Text.Slots[0].Place=distance&Text.Slots[0].Link", "javascript:alert(1)", "creneau-1-lien", "ce lien ne s’ouvre pas")]
    [InlineData("Text.Slots[0].Place=atelier&Text.Slots[0].Room", "0190b5c0-0000-7000-8000-000000000000", "creneau-1-salle", "cette salle n’est plus proposée")]
    [InlineData("Text.Slots[0].Day=2025-03-30&Text.Slots[0].Start", "02:30", "creneau-1-debut", "cette heure n’existe pas")]
    [InlineData("Text.Capacity", "zéro", "places", "Donnez le nombre de places")]
    [InlineData("Text.Mode", "", "mode", "Choisissez qui peut s’inscrire")]
    [InlineData("Text.Opens", "demain", "ouverture", "Donnez un jour et une heure qui existent")]
    [InlineData("Text.Closes", "2024-09-19T09:00", "cloture", "au plus tard quand la session commence")]
    [InlineData("Text.Trainers", "0190b5c0-0000-7000-8000-000000000000", "formateurs", "n’est plus proposé")]
    public async Task What_is_wrong_is_said_beside_its_field(string field, string value, string id, string message)
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var course = await scene.PublishedAsync();
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        var address = $"/formations/{course.Id}/session";
        var values = new Dictionary<string, string>(Good);
        foreach (var part in (field.EndsWith("etablissement", StringComparison.Ordinal) ? field : $"{field}={value}").Split('&').Select(p => p.Split('=')))
            values[part[0]] = part[1];
        using var sent = await staff.SendAsync(address, await staff.PageAsync(address), "session", values);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, sent.StatusCode);
        var page = await ReadAsync(sent);
        var link = page.QuerySelectorAll(".error-summary a").Single();
        Assert.Contains(message, link.TextContent, StringComparison.Ordinal);
        Assert.EndsWith("#" + id, link.GetAttribute("href"), StringComparison.Ordinal);
        if (page.QuerySelector("#" + id) is { } named)
            Assert.Contains(message, named.Closest(".field")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(await scene.TrailAsync("training.plan-session"));
    }

    [Fact]
    public async Task Rows_are_added_repeated_and_taken_away_and_what_was_typed_stays()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var course = await scene.PublishedAsync();
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        var address = $"/formations/{course.Id}/session";

        var page = await PressAsync(await staff.PageAsync(address), new(Good), "copier-1");
        Assert.Equal("2024-09-18 2024-09-25", Days(page));
        Assert.Equal("1 place des Héros, Arras", Value(page, "Text.Slots[1].Address"));
        Assert.Equal(("12", "09:00"), (Value(page, "Text.Capacity"), Value(page, "Text.Slots[1].Start")));
        page = await PressAsync(page, new() { ["Text.Slots[1].Start"] = "10:00" }, "ajouter");
        Assert.Equal("2024-09-18 2024-09-25 ", Days(page));
        Assert.NotNull(page.QuerySelector("#creneau-3-jour[autofocus]"));
        page = await PressAsync(page, [], "retirer-1");
        Assert.Equal("2024-09-25 ", Days(page));
        Assert.Equal("10:00", Value(page, "Text.Slots[0].Start"));
        page = await PressAsync(page, [], "retirer-2");
        // Nonsense is no button: it is taken for saving.
        using var planned = await staff.SendAsync(address, page, "session", new() { ["Action"] = "retirer-99" });
        Assert.Equal(HttpStatusCode.Redirect, planned.StatusCode);
        Assert.Contains("mercredi 25 septembre 2024, 10 h 00 à 12 h 00 : 1 place des Héros, Arras", (await staff.PageAsync(planned.Headers.Location!.ToString())).Text("main").Replace('\u00a0', ' '), StringComparison.Ordinal);

        async Task<IHtmlDocument> PressAsync(IHtmlDocument shown, Dictionary<string, string> typed, string button)
        {
            typed["Action"] = button;
            using var sent = await staff.SendAsync(address, shown, "session", typed);
            return await sent.DocumentAsync();
        }
    }

    [Fact]
    public async Task A_session_of_as_many_slots_as_there_may_be_is_planned_and_one_more_is_refused()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var course = await scene.PublishedAsync();
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        var address = $"/formations/{course.Id}/session";
        var values = new Dictionary<string, string>(Good);
        async Task<HttpStatusCode> SendAsync(int rows)
        {
            for (var i = 0; i < rows; i++)
                foreach (var (field, value) in new[] { ("Id", ""), ("Day", new DateOnly(2024, 9, 1).AddDays(i).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("Start", "09:00"), ("End", "12:00"), ("Place", "adresse"), ("Room", ""), ("School", ""), ("Address", "Arras"), ("Link", "") })
                    values[$"Text.Slots[{i}].{field}"] = value;
            using var sent = await staff.SendAsync(address, await staff.PageAsync(address), "session", new(values));
            return sent.StatusCode;
        }

        Assert.Equal(HttpStatusCode.Redirect, await SendAsync(SlotRules.MostSlots));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SendAsync(SlotRules.MostSlots + 1));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_session_in_a_school_found_by_words_is_planned_changed_and_cancelled(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var course = await scene.PublishedAsync();
        var jeanne = await scene.TrainerAsync("Jeanne Martin");
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        var address = $"/formations/{course.Id}/session";
        var values = new Dictionary<string, string>(Good) { ["Text.Slots[0].Place"] = "etablissement", ["Text.Slots[0].School"] = "college", ["Text.Trainers"] = jeanne.ToString() };
        using var asked = await staff.SendAsync(address, await staff.PageAsync(address), "session", values);
        var choices = await ReadAsync(asked);
        Assert.Equal(3, choices.QuerySelectorAll("input[type=radio]").Length);
        using var planned = await staff.SendAsync(address, choices, "session", new() { ["Text.Slots[0].SchoolChoice"] = "0620130E" });
        Assert.Equal(HttpStatusCode.Redirect, planned.StatusCode);
        var session = planned.Headers.Location!.ToString();
        Assert.Contains("Collège Marches de l'Artois, Marquion", (await staff.PageAsync(session)).Text("main"), StringComparison.Ordinal);
        Assert.Contains("Avec Jeanne Martin", (await staff.PageAsync(session)).Text("main"), StringComparison.Ordinal);

        var form = await staff.PageAsync(session + "/modifier");
        Assert.Equal("0620130E", Value(form, "Text.Slots[0].School"));
        Assert.Equal("Collège Marches de l'Artois, Marquion", form.Text("#creneau-1-etablissement-aide"));
        using var changed = await staff.SendAsync(session + "/modifier", form, "session", new() { ["Text.Slots[0].Day"] = "2024-09-19" });
        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        Assert.Equal(form.QuerySelector("[name='Text.Slots[0].Id']")!.GetAttribute("value"), (await staff.PageAsync(session + "/modifier")).QuerySelector("[name='Text.Slots[0].Id']")!.GetAttribute("value"));
        using var late = await staff.SendAsync(session + "/modifier", form, "session", []);
        Assert.Contains("vient d’être modifiée", (await ReadAsync(late)).Text(".error-summary"), StringComparison.Ordinal);

        using var unsaid = await staff.SendAsync(session + "/modifier", await staff.PageAsync(session + "/modifier"), "annulation", []);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unsaid.StatusCode);
        using var cancelled = await staff.SendAsync(session + "/modifier", await staff.PageAsync(session + "/modifier"), "annulation", new() { ["Reason"] = "Formatrice absente" });
        Assert.Equal(HttpStatusCode.Redirect, cancelled.StatusCode);
        Assert.Contains("Formatrice absente", (await staff.PageAsync(session)).Text("main"), StringComparison.Ordinal);
        Assert.Empty(await scene.OccupationsAsync());
    }

    [Fact]
    public void A_row_is_repeated_also_where_its_day_cannot_be_read_and_rows_have_an_end()
    {
        var text = new SessionText { Slots = [new SlotText { Id = Guid.CreateVersion7().ToString(), Day = "bientôt", SchoolTyped = "college", School = "college", SchoolChoice = "0620130E" }] };
        Assert.True(SessionForm.TryEdit(text, "copier-1", out var added));
        Assert.Equal((2, "bientôt", null, "0620130E"), (added, text.Slots[1].Day, text.Slots[1].Id, text.Slots[1].School));
        for (var i = 0; i < 100; i++)
            SessionForm.TryEdit(text, "ajouter", out _);
        Assert.Equal(SlotRules.MostSlots, text.Slots.Count);
        Assert.False(SessionForm.TryEdit(text, null, out _));
        Assert.False(SessionForm.TryEdit(text, "retirer-0", out _));
    }

    private static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage response) => await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync());

    private static string Days(IHtmlDocument page) => string.Join(' ', page.QuerySelectorAll("input[type=date]").Select(i => i.GetAttribute("value")));

    private static string? Value(IHtmlDocument page, string name) => page.QuerySelector($"[name='{name}']")!.GetAttribute("value");
}
