using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Lists;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Text;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Training.Model;
using Ramure.Training.Programme;
using Ramure.Training.Sessions;

namespace Ramure.Benchmarks;

/// <summary>A catalogue of a size, the same at each run: trainings of all ateliers, their sessions over the year to come.</summary>
internal sealed class MadeCatalogue(int courses, int sessions)
{
    public const int Seats = 20;

    private static readonly string[] Words =
        ["numérique", "élèves", "évaluation", "webradio", "lecture", "oral", "coopération", "inclusion", "laïcité", "sciences", "musée", "écriture", "robotique", "climat", "image", "jeu", "mathématiques", "langues", "citoyenneté", "accompagnement"];

    private static readonly string[] Themes = ["media-literacy", "pupil-wellbeing", "professional-gestures"];
    private readonly List<Course> made = [];
    private readonly List<Session> held = [];

    /// <summary>What readers ask: words, lists, places, dates, in turn.</summary>
    public static IReadOnlyList<string> Searches { get; } =
    [
        .. from i in Enumerable.Range(0, 200)
           let word = Uri.EscapeDataString(Words[i % Words.Length])
           let other = Uri.EscapeDataString(Words[(i * 7) % Words.Length][..3])
           select "/formations" + (i % 8) switch
           {
               0 => $"?q={word}",
               1 => $"?q={word}+{other}",
               2 => $"?theme={Themes[i % 3]}&page={1 + (i % 3)}",
               3 => $"?modalite=presence&lieu=Ville+{i % 20}&km=50",
               4 => $"?unite=DT{1 + (i % 12)}&q={word}",
               5 => $"?places=1&public=teacher-secondary&q={other}",
               6 => $"?competence=CC{1 + (i % 14)}&tri=titre",
               _ => $"?lieu=Ville+{i % 20}&km=100&tri=distance",
           },
    ];

    public async Task SaveAsync(IServiceProvider services, CancellationToken cancel)
    {
        var lists = services.GetRequiredService<ReferenceLists>();
        var now = services.GetRequiredService<IClock>().UtcNow;
        var today = DateOnly.FromDateTime(now);
        var random = new Random(2024);
        for (var i = 0; i < courses; i++)
        {
            var content = new CourseContent
            {
                Title = $"{Word(random)} et {Word(random)} {i}",
                Objectives = string.Join(' ', Enumerable.Range(0, 30).Select(_ => random.Next(10) == 0 ? Word(random) : $"mot{random.Next(4000)}")),
                Programme = string.Join(' ', Enumerable.Range(0, 150).Select(_ => random.Next(50) == 0 ? Word(random) : $"mot{random.Next(4000)}")),
                Audiences = [lists.Audiences[random.Next(2)].Code],
                Prerequisites = "Aucun.",
                Minutes = 180 * random.Next(1, 5),
                Modality = (Modality)random.Next(4),
                Frame = (CourseFrame)random.Next(6),
                Themes = [Themes[random.Next(3)]],
                Competences = [lists.Competences[random.Next(lists.Competences.Count)].Code, "CC14"],
                Methods = "Atelier.",
                Evaluation = "Production.",
                Accessibility = "De plain-pied.",
                Contact = "contact@exemple.test",
            };
            made.Add(new Course
            {
                Id = Guid.CreateVersion7(),
                Unit = $"A{1 + (i % 101)}",
                State = CourseState.Published,
                Content = content,
                Search = SearchText.Fold($"{content.Title} {content.Objectives} {content.Programme} {content.Partner}"),
                CreatedAt = now,
            });
        }

        for (var i = 0; i < sessions; i++)
        {
            var course = made[i % courses];
            var town = random.Next(40);
            var session = new Session { Id = Guid.CreateVersion7(), CourseId = course.Id, Unit = course.Unit, TimeZone = "Europe/Paris", Capacity = Seats, Taken = random.Next(4) == 0 ? Seats : 0 };
            var first = today.AddDays(random.Next(2, 360));
            foreach (var day in Enumerable.Range(0, random.Next(1, 3)).Select(d => first.AddDays(7 * d)))
            {
                session.Slots.Add(new Slot
                {
                    Id = Guid.CreateVersion7(),
                    Day = day,
                    Start = new TimeOnly(9, 0),
                    End = new TimeOnly(12, 0),
                    StartsAt = LocalTime.Utc(day, new TimeOnly(9, 0), "Europe/Paris")!.Value,
                    EndsAt = LocalTime.Utc(day, new TimeOnly(12, 0), "Europe/Paris")!.Value,
                    PlaceKind = course.Content.Modality == Modality.OnSite ? PlaceKind.Address : PlaceKind.Remote,
                    Place = $"Salle de Ville {town}",
                    Latitude = course.Content.Modality == Modality.OnSite ? BenchSchools.Where(town).Latitude : null,
                    Longitude = course.Content.Modality == Modality.OnSite ? BenchSchools.Where(town).Longitude : null,
                });
            }

            session.StartsAt = session.ClosesAt = session.Slots[0].StartsAt;
            held.Add(session);
        }

        // The nearest is one that readers can still enter.
        held.MinBy(s => (s.StartsAt, s.Id))!.Taken = 0;
        await services.GetRequiredService<OperationRunner>().RunAsync<Done>(new Operation("bench.catalogue", Permission.System), async scope =>
        {
            foreach (var part in made.Chunk(500))
                await AddAsync(scope, part, cancel);
            foreach (var part in held.Chunk(1000))
                await AddAsync(scope, part, cancel);
            scope.Audit(CourseEditor.SubjectKind, "bench", null, null);
            return default(Done);
        }, cancel);
    }

    /// <summary>Addresses with how many trainings a plain loop over what was made finds.</summary>
    public IEnumerable<(string Address, int Expected)> Expected()
    {
        yield return ("/formations", made.Count);
        yield return ("/formations?theme=media-literacy", made.Count(c => c.Content.Themes.Contains("media-literacy")));
        yield return ("/formations?modalite=presence&public=teacher-primary", made.Count(c => c.Content.Modality == Modality.OnSite && c.Content.Audiences.Contains("teacher-primary")));
        yield return ("/formations?q=robotique", made.Count(c => c.Search.Split(' ').Contains("robotique")));
        yield return ("/formations?q=robotique+clim", made.Count(c => c.Search.Split(' ').Contains("robotique") && c.Search.Split(' ').Any(w => w.StartsWith("clim", StringComparison.Ordinal))));
        yield return ("/formations?q=mot12", made.Count(c => c.Search.Split(' ').Any(w => w.StartsWith("mot12", StringComparison.Ordinal))));
        var free = held.Where(s => s.Taken < s.Capacity).Select(s => s.CourseId).ToHashSet();
        yield return ("/formations?places=1", free.Count);
        var day = held.SelectMany(s => s.Slots).GroupBy(s => s.Day).MaxBy(g => g.Count())!.Key.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        yield return ($"/formations?du={day}&au={day}", held.Where(s => s.Slots.Exists(x => x.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) == day)).Select(s => s.CourseId).Distinct().Count());
        yield return ("/formations?lieu=Ville+5&km=1", held.Where(s => s.Slots.Exists(x => x.Place == "Salle de Ville 5" && x.Latitude is not null)).Select(s => s.CourseId).Distinct().Count());
    }

    /// <summary>The nearest session and words that find its training alone.</summary>
    public (Guid Session, string Title) Nearest()
    {
        var session = held.MinBy(s => (s.StartsAt, s.Id))!;
        return (session.Id, made.Single(c => c.Id == session.CourseId).Content.Title);
    }

    private static string Word(Random random) => Words[random.Next(Words.Length)];

    private static async Task AddAsync<T>(OperationScope scope, IEnumerable<T> rows, CancellationToken cancel)
        where T : class
    {
        scope.Db.AddRange(rows);
        await scope.Db.SaveChangesAsync(cancel);
        scope.Db.ChangeTracker.Clear();
    }
}

/// <summary>Forty towns on a grid, a school each.</summary>
internal sealed class BenchSchools : ISchools
{
    private static readonly SchoolInfo[] All =
        [.. Enumerable.Range(0, 40).Select(i => new SchoolInfo($"{i:0000000}A", $"Collège {i}", "Collège", $"Ville {i}", null, "99", Where(i).Latitude, Where(i).Longitude))];

    public static (double Latitude, double Longitude) Where(int town) => (43 + (town % 8 * 0.9), -1 + (town / 8 * 1.7));

    public Task<SchoolInfo?> FindAsync(string uai, CancellationToken cancel = default) => Task.FromResult(Array.Find(All, s => s.Uai == uai));

    public Task<IReadOnlyList<SchoolInfo>> SearchAsync(string words, int take, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<SchoolInfo>>([.. All.Where(s => SearchText.Fold(s.Town) == words).Take(take)]);

    public Task<IReadOnlyList<SchoolInfo>> OfTypeAsync(string type, CancellationToken cancel = default) => Task.FromResult<IReadOnlyList<SchoolInfo>>(All);
}
