using System.Net;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Ramure.Journal.Recording;
using Ramure.Kernel.Access;
using Ramure.Kernel.Jobs;
using Ramure.Kernel.Time;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Ramure.Tests.Training.Sessions;
using Ramure.Training.Calendar;
using Ramure.Training.Mail;
using Ramure.Training.Model;
using Ramure.Training.Registration;
using Ramure.Training.Rooms;
using Ramure.Training.Sessions;
using Ramure.Training.Trainers;
using static Ramure.Tests.Training.Sessions.Planning;

namespace Ramure.Tests.Training.Calendar;

/// <summary>What staff see of a unit's sessions. It is 12 June 2024.</summary>
public sealed class PlanningPageTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_year_shows_the_slots_of_the_unit_and_its_journal_day_by_day(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var course = await scene.PublishedAsync();
        var room = await scene.RoomAsync("Pégase");
        await scene.PlanAsync(course, [At("2024-09-18", "9:00", "12:00", room), At("2024-09-18", "13:30", "16:30", room), At("2025-02-03", "9:00", "12:00", room)]);
        await scene.PlanAsync(course, [At("2025-09-01", "9:00", "12:00", room)]);
        var gone = (await scene.PlanAsync(course, [At("2024-11-05", "9:00", "12:00", room)])).Value;
        await scene.RunAsync(s => s.GetRequiredService<SessionPlanner>().CancelAsync(new SessionChange(gone.Id, gone.Version), "Grève"));
        foreach (var (unit, day, last) in new[] { ("A62", "2024-05-30", "2024-06-01"), ("A988", "2024-05-30", "") })
            Assert.Empty((await scene.RunAsync(s => s.GetRequiredService<ActivityRecorder>().RecordAsync(new ActivityText { Unit = unit, Kind = "visit", Title = $"Visite de {unit}", Date = day, EndDate = last }))).Refusals);

        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        var year = await staff.PageAsync("/formations/planning?unite=A62&annee=2024");
        Assert.Equal("Année 2024-2025", year.Text("h1"));
        Assert.Equal(12, year.QuerySelectorAll("table.year tbody tr").Length);
        Assert.Equal(["/formations/planning?unite=A62&annee=2024#j-2024-09-18", "/formations/planning?unite=A62&annee=2024#j-2025-02-03"], year.QuerySelectorAll("table.year td a").Select(a => a.GetAttribute("href")));
        Assert.StartsWith("mercredi 18 septembre 2024 : 2 créneaux", year.Text("table.year td a"), StringComparison.Ordinal);
        Assert.Equal("9 h 00 à 12 h 00 : Premiers pas en webradio, Pégase, Atelier Canopé 62 – Arras | 13 h 30 à 16 h 30 : Premiers pas en webradio, Pégase, Atelier Canopé 62 – Arras", year.Text("#j-2024-09-18 + dd li").Replace('\u00a0', ' '));
        Assert.DoesNotContain("novembre", year.Text("main h2"), StringComparison.Ordinal);

        // The year of today when none is named: the journal is there, each day of an activity of three days.
        var now = await staff.PageAsync("/formations/planning");
        Assert.Equal("Année 2023-2024", now.Text("h1"));
        Assert.Equal("jeudi 30 mai 2024 | vendredi 31 mai 2024 | samedi 1er juin 2024", now.Text("dl.agenda dt"));
        Assert.Equal("Journal : Visite de A62", now.Text("#j-2024-05-31 + dd li"));
        Assert.Contains("Rien cette année-là", (await staff.PageAsync("/formations/planning?unite=A62&annee=2019")).Text("main"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_list_of_sessions_says_how_full_each_is(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var course = await scene.PublishedAsync();
        var full = (await scene.PlanAsync(course, [At("2024-09-18", "9:00", "12:00")], say: t => t.Capacity = "3")).Value;
        foreach (var name in new[] { "Alice", "Bob", "Chloé", "David" })
            await scene.RegisterAsync(full, name);
        var few = (await scene.PlanAsync(course, [At("2024-10-18", "9:00", "12:00")], say: t => (t.Capacity, t.Minimum) = ("12", "5"))).Value;
        await scene.RegisterAsync(few, "Emma");
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        var rows = (await staff.PageAsync("/formations/planning/sessions?unite=A62&annee=2024")).QuerySelectorAll("tbody tr").Select(r => r.Text("th, td").Replace('\u00a0', ' ')).ToList();
        Assert.Equal(
        [
            "Premiers pas en webradio | le 18 septembre 2024 à 9 h 00 | 3 | 3 | 100 % | 0 | 1 | 0 | planifiée",
            "Premiers pas en webradio | le 18 octobre 2024 à 9 h 00 | 1 | 12 | 8 % | 0 | 0 | 0 | sous le minimum de 5",
        ], rows);
        Assert.StartsWith("Premiers pas en webradio | le 18 octobre", (await staff.PageAsync("/formations/planning/sessions?unite=A62&annee=2024&tri=rempli-a")).QuerySelector("tbody tr")!.Text("th, td"), StringComparison.Ordinal);
        var file = await staff.GetStringAsync("/formations/planning/export.csv?unite=A62&annee=2024&tri=-debut", TestContext.Current.CancellationToken);
        Assert.Contains("Premiers pas en webradio;2024-10-18;1;12;8;0;0;0;sous le minimum de 5\r\nPremiers pas en webradio;2024-09-18;3;3;100", file, StringComparison.Ordinal);
        await staff.PageAsync("/formations/planning/export.csv?unite=A988", HttpStatusCode.Forbidden);
        await staff.PageAsync("/formations/planning/export.csv?unite=A1", HttpStatusCode.NotFound);
        Assert.Contains("Aucune session cette année-là", (await staff.PageAsync("/formations/planning/sessions")).Text("main"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_week_of_a_trainer_is_for_the_unit_and_for_themselves(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var course = await scene.PublishedAsync();
        using var trainer = await scene.Installation.ClientAsync(Role.Trainer, "A62");
        var email = await scene.RunAsync(s => Task.FromResult(s.GetRequiredService<Ramure.Kernel.Data.RamureDb>().Set<Ramure.Accounts.Model.Account>().Where(a => a.DisplayName == "Trainer de A62").Select(a => a.Email!).Single()));
        Assert.Contains("Aucune unité ne vous compte", (await trainer.PageAsync("/compte/semaine")).Text("main"), StringComparison.Ordinal);
        var jeanne = await scene.TrainerAsync("Jeanne Martin", email);
        await scene.TrainerAsync("Jeanne M.", email, "A988");
        await scene.PlanAsync(course, [At("2024-09-18", "9:00", "12:00"), new SlotText { Day = "2024-09-18", Start = "14:00", End = "15:00", Place = "distance", Link = "https://visio.exemple.test/w" }, At("2024-09-25", "9:00", "12:00")], [jeanne]);
        var cancelled = (await scene.PlanAsync(course, [At("2024-09-19", "9:00", "12:00")], [jeanne])).Value;
        await scene.RunAsync(s => s.GetRequiredService<SessionPlanner>().CancelAsync(new SessionChange(cancelled.Id, cancelled.Version), "Grève"));

        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        var address = $"/formations/formateurs/{jeanne}/semaine";
        var week = await staff.PageAsync(address + "?du=2024-09-20");
        Assert.Equal("Semaine du 16 septembre 2024 au 22 septembre 2024", week.Text("caption"));
        Assert.Equal(2, week.QuerySelectorAll("tbody a").Length);
        Assert.Contains("mercredi 18 septembre 2024 | 9 h 00 à 12 h 00 | Premiers pas en webradio | Atelier Canopé 62 – Arras | A62", week.Text("tbody tr > *").Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.DoesNotContain("visio.exemple.test", week.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Equal(address + "?du=2024-09-23", week.QuerySelector(".week-nav a[rel=next]")!.GetAttribute("href"));
        Assert.Contains("10 juin 2024", (await staff.PageAsync(address + "?du=hier")).Text("caption"), StringComparison.Ordinal);

        var own = await trainer.PageAsync("/compte/semaine?du=2024-09-18");
        Assert.Equal("https://visio.exemple.test/w", own.QuerySelector("tbody a[rel=noreferrer]")!.GetAttribute("href"));
        await trainer.PageAsync(address, HttpStatusCode.Forbidden);
        using var elsewhere = await scene.Installation.ClientAsync(Role.AtelierStaff, "A988");
        await elsewhere.PageAsync(address, HttpStatusCode.Forbidden);
        await staff.PageAsync($"/formations/formateurs/{Guid.Empty}/semaine", HttpStatusCode.NotFound);
        // The other unit sees the hours too: the person cannot be there.
        var there = (await scene.RunAsync(s => s.GetRequiredService<TrainerReader>().ListAsync("A988")))[0].Trainer.Id;
        Assert.Contains("9 h 00 à 12 h 00", (await elsewhere.PageAsync($"/formations/formateurs/{there}/semaine?du=2024-09-18")).Text("tbody").Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_is_missing_before_and_after_is_listed_and_what_is_complete_is_not(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var course = await scene.PublishedAsync();
        var (room, old) = (await scene.RoomAsync("Pégase"), await scene.RoomAsync("Orion"));
        var (jeanne, luc) = (await scene.TrainerAsync("Jeanne Martin"), await scene.TrainerAsync("Luc Petit"));
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        Assert.Contains("Rien à faire", (await staff.PageAsync("/formations/a-faire")).Text("main"), StringComparison.Ordinal);

        await scene.PlanAsync(course, [At("2024-06-20", "9:00", "12:00", room)], [jeanne]);
        Assert.Contains("Rien à faire", (await staff.PageAsync("/formations/a-faire")).Text("main"), StringComparison.Ordinal);
        await scene.PlanAsync(course, [At("2024-06-18", "9:00", "12:00"), new SlotText { Day = "2024-06-19", Start = "9:00", End = "12:00", Place = "distance" }], say: t => t.Minimum = "4");
        var asked = (await scene.PlanAsync(course, [At("2024-07-10", "9:00", "12:00", old)], [luc], t => (t.Mode, t.Minimum) = ("accord", "4"))).Value;
        using (var teacher = await scene.Installation.ClientAsync(Role.Teacher, "A62"))
            (await RegistrarTests.RegisterAsync(teacher, asked)).Dispose();
        await scene.RunAsync(s => s.GetRequiredService<RoomKeeper>().ChangeAsync(new RoomChange(old, 1), new RoomText { Name = "Orion" }));
        await scene.RunAsync(s => s.GetRequiredService<TrainerKeeper>().ChangeAsync(luc, new TrainerText { Name = "Luc Petit" }));
        // Too far to be looked at, held and not closed, not yet over.
        await scene.PlanAsync(course, [At("2024-09-18", "9:00", "12:00")]);
        await scene.PlanAsync(course, [At("2024-06-11", "9:00", "12:00", room)], [jeanne]);
        await scene.PlanAsync(course, [At("2024-06-12", "9:00", "12:00", room), At("2024-06-13", "9:00", "12:00", room)], [jeanne]);

        var page = await staff.PageAsync("/formations/a-faire?unite=A62");
        Assert.Equal("Après la session | Avant la session", page.Text("main h2"));
        string[] expected =
        [
            "La présence n’est pas close : les heures ne comptent pas encore.",
            "Le créneau du mardi 18 juin 2024, 9 h 00 à 12 h 00 n’a pas de salle.",
            "Le créneau à distance du mercredi 19 juin 2024, 9 h 00 à 12 h 00 n’a pas de lien de connexion.",
            "Personne ne l’anime.",
            "0 inscrit pour un minimum de 4 : faites-la connaître, déplacez-la ou annulez-la.",
            "La salle du créneau du mercredi 10 juillet 2024, 9 h 00 à 12 h 00 est retirée : donnez-lui-en une autre.",
            "Luc Petit, qui l’anime, n’est plus parmi les formateurs : choisissez qui la remplace.",
            "1 demande d’inscription attend une réponse.",
        ];
        Assert.Equal(expected, page.QuerySelectorAll(".todo li").Select(l => string.Join(' ', l.FirstChild!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));

        var panel = (await staff.PageAsync("/")).Text("#sessions-de-formation").Replace('\u00a0', ' ');
        Assert.Contains("2 sessions demandent quelque chose", panel, StringComparison.Ordinal);
        using var reader = await scene.Installation.ClientAsync(Role.OversightReader);
        Assert.Null((await reader.PageAsync("/")).QuerySelector("#sessions-de-formation"));
        using var administrator = await scene.Installation.ClientAsync();
        Assert.DoesNotContain("demandent", (await administrator.PageAsync("/")).Text("#sessions-de-formation"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_is_registered_and_not_summoned_in_time_is_something_to_settle(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var course = await scene.PublishedAsync();
        var (room, jeanne) = (await scene.RoomAsync("Pégase"), await scene.TrainerAsync("Jeanne Martin"));
        var session = (await scene.PlanAsync(course, [At("2024-09-18", "9:00", "12:00", room)], [jeanne])).Value;
        await scene.RegisterAsync(session, "Alice");
        async Task<string> AskAsync() => string.Join(" | ", (await scene.RunAsync(s => s.GetRequiredService<TodoReader>().OfAsync("A62"))).SelectMany(s => s.Items).Select(i => i.What.Replace('\u00a0', ' ')));

        scene.Clock.UtcNow = session.StartsAt.AddDays(-session.SummonsDays).AddMinutes(-5);
        Assert.Equal("", await AskAsync());
        // The job has its time; then it is late.
        scene.Clock.UtcNow = scene.Clock.UtcNow.AddMinutes(30);
        Assert.Equal("", await AskAsync());
        scene.Clock.UtcNow = scene.Clock.UtcNow.AddMinutes(60);
        Assert.Equal("1 inscrit n’est pas convoqué : voyez les courriels de la session.", await AskAsync());
        await scene.RunAsync(async s =>
        {
            await s.GetServices<IJob>().OfType<Summoner>().Single().RunAsync(CancellationToken.None);
            return 0;
        });
        Assert.Equal("", await AskAsync());
    }

    [Fact]
    public async Task Staff_pages_are_for_who_prepares_the_sessions_of_the_unit()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        string[] pages = ["/formations/planning", "/formations/planning/sessions", "/formations/a-faire"];
        foreach (var (role, unit) in new[] { (Role.Teacher, "A62"), (Role.Trainer, "A62"), (Role.AtelierStaff, "A988"), (Role.OversightReader, "*") })
        {
            using var client = await scene.Installation.ClientAsync(role, unit);
            foreach (var page in pages)
                await client.PageAsync(page + "?unite=A62", HttpStatusCode.Forbidden);
        }

        using var everywhere = await scene.Installation.ClientAsync();
        foreach (var page in pages)
        {
            await everywhere.PageAsync(page + "?unite=A1", HttpStatusCode.NotFound);
            var chooser = await everywhere.PageAsync(page);
            Assert.Equal(page, chooser.QuerySelector("main form")!.GetAttribute("action"));
            Assert.Contains("A62 – Atelier Canopé 62 – Arras", chooser.Text("main select option"), StringComparison.Ordinal);
        }
    }

    /// <summary>The line of performance: however many sessions there are, the same few questions.</summary>
    [Fact]
    public async Task Ten_times_as_many_sessions_ask_the_database_no_more_often()
    {
        using var asked = new Asked();
        await using var scene = await TrainingScene.CreateAsync("sqlite", services => services.AddLogging(b => b.AddProvider(asked)));
        var course = await scene.PublishedAsync();
        async Task<int> CountAsync()
        {
            asked.Count = 0;
            Assert.NotEmpty(await scene.RunAsync(s => s.GetRequiredService<TodoReader>().OfAsync("A62")));
            Assert.NotEmpty(await scene.RunAsync(s => s.GetRequiredService<PlanningReader>().SlotsAsync("A62", Period.SchoolYear(2023).Days)));
            Assert.NotEmpty(await scene.RunAsync(s => s.GetRequiredService<PlanningReader>().LoadAsync("A62", Period.SchoolYear(2023).Days, "Europe/Paris")));
            return asked.Count;
        }

        await scene.PlanAsync(course, [At("2024-06-18", "9:00", "12:00")]);
        var one = await CountAsync();
        Assert.InRange(one, 4, 12);
        for (var i = 0; i < 10; i++)
            await scene.PlanAsync(course, [At("2024-06-19", "9:00", "12:00")]);
        Assert.Equal(one, await CountAsync());
    }

    /// <summary>Counts what the database is asked.</summary>
    private sealed class Asked : ILoggerProvider, ILogger
    {
        private int count;

        public int Count { get => count; set => count = value; }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id == RelationalEventId.CommandExecuted.Id)
                Interlocked.Increment(ref count);
        }

        public void Dispose()
        {
        }
    }
}
