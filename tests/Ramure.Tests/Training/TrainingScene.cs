using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Data;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Ramure.Training.Model;
using Ramure.Training.Programme;
using Ramure.Training.Registration;
using Ramure.Training.Sessions;

namespace Ramure.Tests.Training;

/// <summary>A clock that a test moves.</summary>
internal sealed class MovedClock : IClock
{
    public DateTime UtcNow { get; set; } = JournalInstallation.Now;
}

/// <summary>The small network of the Journal's tests, a published training, a session. It is 12 June 2024, 20:30 UTC.</summary>
internal sealed class TrainingScene(TestInstallation installation, MovedClock clock) : IAsyncDisposable
{
    public static CourseText Course { get; } = new()
    {
        Unit = "A62",
        Title = "Premiers pas en webradio",
        Objectives = "Enregistrer et publier une émission avec une classe.",
        Programme = "Écriture, prise de son, montage.",
        Audiences = ["teacher-secondary"],
        Prerequisites = "Aucun.",
        Hours = "6",
        Modality = "presence",
        Frame = "plan-academique",
        Themes = ["media-literacy"],
        Methods = "Atelier.",
        Evaluation = "Une émission enregistrée.",
        Accessibility = "Salle de plain-pied ; écrivez-nous pour tout aménagement.",
        Contact = "atelier62@exemple.test",
    };

    public TestInstallation Installation { get; } = installation;

    public MovedClock Clock { get; } = clock;

    public static async Task<TrainingScene> CreateAsync(string database, Action<IServiceCollection>? adjust = null)
    {
        var clock = new MovedClock();
        var installation = await TestInstallation.CreateAsync(database, services =>
        {
            services.AddSingleton<IClock>(clock);
            services.AddSingleton<INetwork, SmallNetwork>();
            services.AddSingleton<ISchools, FewSchools>();
            adjust?.Invoke(services);
        });
        return new TrainingScene(installation, clock);
    }

    public Task<T> RunAsync<T>(Func<IServiceProvider, Task<T>> body) => Installation.RunAsync(body);

    public async Task<Course> PublishedAsync(CourseText? text = null)
    {
        var draft = (await RunAsync(s => s.GetRequiredService<CourseEditor>().CreateAsync(text ?? Course))).Value;
        return (await RunAsync(s => s.GetRequiredService<CourseEditor>().PublishAsync(new CourseChange(draft.Id, draft.Version)))).Value;
    }

    public async Task<Session> SessionAsync(int seats, string mode = "libre", string slots = "2024-09-18 9:00-12:00 Atelier Canopé 62\n2024-09-18 13:30-16:30 Atelier Canopé 62")
    {
        var course = await PublishedAsync();
        return (await RunAsync(s => s.GetRequiredService<SessionPlanner>().PlanAsync(course.Id, new SessionText { Slots = Lines(slots), Capacity = $"{seats}", Mode = mode }))).Value;
    }

    /// <summary>Rows of the form, one a line: "2024-09-18 9:00-12:00 Atelier Canopé 62", the place being an address.</summary>
    public static List<SlotText> Lines(string slots) => [.. slots.Split('\n').Select(line => line.Split(' ', 3)).Select(parts => new SlotText
    {
        Day = parts[0],
        Start = parts[1].Split('-')[0],
        End = parts[1].Split('-')[1],
        Place = "adresse",
        Address = parts[2],
    })];

    /// <summary>Registers somebody for the unit.</summary>
    public async Task<SessionRegistration> RegisterAsync(Session session, string name) =>
        (await RunAsync(s => s.GetRequiredService<Registrar>().RegisterAsync(new RegisterPerson(session.Id, name, $"{name.ToLowerInvariant()}@exemple.test")))).Value;

    /// <summary>"Alice Confirmed, Bob Waiting", in order.</summary>
    public async Task<string> PeopleAsync(Session session) => string.Join(", ", (await RunAsync(s => s.GetRequiredService<RamureDb>()
        .Set<SessionRegistration>().Where(r => r.SessionId == session.Id).OrderBy(r => r.Number).ToListAsync())).Select(r => $"{r.Name} {r.State}"));

    /// <summary>Seats held according to the session, and according to its registrations.</summary>
    public Task<(int Said, int Counted)> SeatsAsync(Session session) => RunAsync(async s =>
    {
        var db = s.GetRequiredService<RamureDb>();
        return ((await db.Set<Session>().SingleAsync(x => x.Id == session.Id)).Taken,
            await db.Set<SessionRegistration>().CountAsync(r => r.SessionId == session.Id && (r.State == RegistrationState.Confirmed || r.State == RegistrationState.Offered)));
    });

    public ValueTask DisposeAsync() => Installation.DisposeAsync();
}
