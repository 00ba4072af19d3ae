using Microsoft.Extensions.DependencyInjection;
using Ramure.Network.Contracts;
using Ramure.Tests.Support;
using Ramure.Training.Catalogue.Indexing;
using Ramure.Training.Catalogue.Searching;
using Ramure.Training.Model;
using Ramure.Training.Programme;
using Ramure.Training.Sessions;

namespace Ramure.Tests.Training.Catalogue;

public sealed class CatalogueSearchTests
{
    [Theory]
    [InlineData("webradio", "Premiers pas en webradio")]
    [InlineData("WEBRADIOS", "Premiers pas en webradio")]
    [InlineData("pas webr", "Premiers pas en webradio")]
    [InlineData("webr pas", "")]
    [InlineData("élèves évaluer", "Évaluer sans noter")]
    [InlineData("eleve evalue", "Évaluer sans noter")]
    [InlineData("cœur", "Évaluer sans noter")]
    [InlineData("webradio noter", "")]
    [InlineData("arras", "Premiers pas en webradio, Évaluer sans noter")]
    [InlineData("CC9", "Premiers pas en webradio")]
    [InlineData("culture numérique", "Premiers pas en webradio")]
    [InlineData("?! ''", "Premiers pas en webradio, Évaluer sans noter")]
    [InlineData("art", "")]
    public async Task Words_are_found_whole_accents_or_not_and_the_last_by_its_beginning(string words, string expected)
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        await scene.CourseAsync("Premiers pas en webradio", t => t.Competences = ["CC9"]);
        await scene.CourseAsync("Évaluer sans noter", t => t.Objectives = "Mettre l’élève au cœur.");
        Assert.Equal(Sorted(expected), Sorted(await scene.FindAsync(new CatalogueAddress { Words = words, Sort = "titre" })));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Each_criterion_keeps_what_it_names_and_together_they_keep_what_all_name(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var radio = await scene.CourseAsync("Radio", t => (t.Themes, t.Competences) = (["media-literacy"], ["EDU2.1"]));
        await scene.PlanAsync(radio, "2024-09-18");
        await scene.PlanAsync(radio, "2024-11-20");
        var oral = await scene.CourseAsync("Oral", t => (t.Modality, t.Frame, t.Audiences) = ("distance", "national", ["teacher-primary"]));
        await scene.PlanAsync(oral, "2024-10-02");
        await scene.CourseAsync("Sans date");
        await scene.CourseAsync("À Nouméa", t => t.Unit = "A988");

        Assert.Equal("Radio, Oral, À Nouméa, Sans date", await scene.FindAsync(new()));
        Assert.Equal("À Nouméa, Oral, Radio, Sans date", await scene.FindAsync(new() { Sort = "titre" }));
        Assert.Equal("Radio", await scene.FindAsync(new() { Theme = "media-literacy" }));
        Assert.Equal("Radio", await scene.FindAsync(new() { Competence = "EDU2.1" }));
        Assert.Equal("Oral", await scene.FindAsync(new() { Modality = "distance" }));
        Assert.Equal("Oral", await scene.FindAsync(new() { Frame = "national" }));
        Assert.Equal("Oral", await scene.FindAsync(new() { Audience = "teacher-primary" }));
        Assert.Equal("Radio, Oral", await scene.FindAsync(new() { From = "2024-09-01" }));
        Assert.Equal("Oral, Radio", await scene.FindAsync(new() { From = "2024-10-02" }));
        Assert.Equal("Oral", await scene.FindAsync(new() { From = "2024-10-02", To = "2024-10-02" }));
        Assert.Equal("Radio", await scene.FindAsync(new() { To = "2024-10-01" }));
        // A directorate stands for all its ateliers; the root for all.
        Assert.Equal("Radio, Oral, Sans date", await scene.FindAsync(new() { Unit = "DT-HDF" }));
        Assert.Equal("À Nouméa", await scene.FindAsync(new() { Unit = "A988" }));
        Assert.Equal("Radio, Oral, À Nouméa, Sans date", await scene.FindAsync(new() { Unit = "RC" }));
        Assert.Equal("", await scene.FindAsync(new() { Theme = "media-literacy", Modality = "distance" }));
    }

    [Theory]
    [InlineData("theme", "choice-unknown")]
    [InlineData("public", "choice-unknown")]
    [InlineData("competence", "choice-unknown")]
    [InlineData("modalite", "choice-unknown")]
    [InlineData("cadre", "choice-unknown")]
    [InlineData("unite", "choice-unknown")]
    [InlineData("tri", "choice-unknown")]
    [InlineData("du", "day-invalid")]
    [InlineData("au", "day-invalid")]
    [InlineData("km", "distance-invalid")]
    [InlineData("lieu", "place-unknown")]
    public async Task What_cannot_be_asked_is_refused_with_the_name_of_its_field(string field, string code)
    {
        await using var scene = await PlacedAsync("sqlite");
        using var stranger = await scene.Installation.StrangerAsync();
        var page = await Journal.Browsing.PageAsync(stranger, $"/formations?{field}=n%27importe", System.Net.HttpStatusCode.BadRequest);
        Assert.NotNull(page.QuerySelector($".error-summary a[href$='#{field}']"));
        Assert.Equal($"{field}:{code}", await scene.FindAsync(new CatalogueAddress
        {
            Theme = Of("theme"),
            Audience = Of("public"),
            Competence = Of("competence"),
            Modality = Of("modalite"),
            Frame = Of("cadre"),
            Unit = Of("unite"),
            Sort = Of("tri"),
            From = Of("du"),
            To = Of("au"),
            Km = Of("km"),
            Near = Of("lieu"),
        }));
        string? Of(string name) => name == field ? "n'importe" : null;
    }

    [Fact]
    public async Task Days_the_wrong_way_round_and_a_distance_from_nowhere_are_refused()
    {
        await using var scene = await PlacedAsync("sqlite");
        Assert.Equal("au:days-reversed", await scene.FindAsync(new() { From = "2024-10-02", To = "2024-10-01" }));
        Assert.Equal("lieu:place-missing", await scene.FindAsync(new() { Sort = "distance" }));
        Assert.Equal("q:search-too-long", await scene.FindAsync(new() { Words = new string('a', 201) }));
    }

    [Theory]
    [InlineData("Arras", "Arras (62)", 50.292)]
    [InlineData("ARRAS 62", "Arras (62)", 50.292)]
    [InlineData("Saint-Denis", "Saint-Denis (93)", 48.93)]
    [InlineData("saint denis 974", "Saint-Denis (974)", -20.88)]
    [InlineData("0590001A", "Lycée Faidherbe, Lille", 50.62)]
    [InlineData("Faidherbe", "Lycée Faidherbe, Lille", 50.62)]
    [InlineData("Nulle-Part", null, 0)]
    [InlineData("0620999Z", null, 0)]
    public async Task A_town_is_where_its_schools_are_and_a_school_is_found_by_name_or_code(string text, string? label, double latitude)
    {
        await using var scene = await PlacedAsync("sqlite");
        var origin = await scene.RunAsync(s => s.GetRequiredService<OriginFinder>().FindAsync(text));
        Assert.Equal(label, origin?.Label);
        Assert.Equal(latitude, Math.Truncate((origin?.Where.Latitude ?? 0) * 1000) / 1000, 2);
    }

    [Fact]
    public void A_distance_is_that_of_the_map()
    {
        var (arras, lille) = (new EarthPoint(50.292, 2.777), new EarthPoint(50.637, 3.063));
        Assert.InRange(arras.KmTo(lille), 43, 44);
        Assert.Equal(arras.KmTo(lille), lille.KmTo(arras), 6);
        Assert.Equal(0, arras.KmTo(arras), 6);
        Assert.InRange(new EarthPoint(48.85, 2.35).KmTo(new EarthPoint(-20.88, 55.45)), 9350, 9400);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Distance_leaves_out_what_is_far_and_what_has_no_place_and_sorts_the_rest(string database)
    {
        await using var scene = await PlacedAsync(database);
        var lille = await scene.CourseAsync("À Lille");
        await scene.PlanAsync(lille, "2024-09-10", at: (50.637, 3.063));
        var arras = await scene.CourseAsync("À Arras");
        await scene.PlanAsync(arras, "2024-10-10", at: CatalogueScene.Arras);
        await scene.PlanAsync(arras, "2024-09-05", at: (50.95, 1.86));
        await scene.PlanAsync(await scene.CourseAsync("À distance"), "2024-09-11", place: "https://visio.exemple.test/salle");
        Assert.Equal("À Lille, À Arras", await scene.FindAsync(new() { Near = "Arras" }));
        Assert.Equal("À Arras, À Lille", await scene.FindAsync(new() { Near = "Arras", Sort = "distance" }));
        Assert.Equal("À Arras", await scene.FindAsync(new() { Near = "Arras", Km = "10" }));
        Assert.Equal("À Lille", await scene.FindAsync(new() { Near = "0590001A", Km = "10" }));
        Assert.Equal("", await scene.FindAsync(new() { Near = "saint denis 974" }));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Free_seats_are_those_of_now(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.PlanAsync(await scene.CourseAsync("Une place"), "2024-09-18", seats: 1);
        await scene.PlanAsync(await scene.CourseAsync("Deux places"), "2024-09-19", seats: 2);
        var free = new CatalogueAddress { Seats = "1" };
        Assert.Equal("Une place, Deux places", await scene.FindAsync(free));
        var alice = await scene.RegisterAsync(session, "Alice");
        Assert.Equal("Deux places", await scene.FindAsync(free));
        Assert.Equal("Une place, Deux places", await scene.FindAsync(new()));
        await scene.RunAsync(s => s.GetRequiredService<Ramure.Training.Registration.Registrar>().WithdrawAsync(alice.Id));
        Assert.Equal("Une place, Deux places", await scene.FindAsync(free));
        // Once registration is closed nobody enters, free seats or not.
        await scene.EditAsync(session.Id, s => s.ClosesAt = scene.Clock.UtcNow);
        Assert.Equal("Deux places", await scene.FindAsync(free));
    }

    internal static async Task<TrainingScene> PlacedAsync(string database)
    {
        var clock = new MovedClock();
        return new TrainingScene(await TestInstallation.CreateAsync(database, services =>
        {
            services.AddSingleton<Ramure.Kernel.Time.IClock>(clock);
            services.AddSingleton<INetwork, Journal.SmallNetwork>();
            services.AddSingleton<ISchools, PlacedSchools>();
        }), clock);
    }

    private static IEnumerable<string> Sorted(string titles) => titles.Split(", ").Order(StringComparer.Ordinal);
}
