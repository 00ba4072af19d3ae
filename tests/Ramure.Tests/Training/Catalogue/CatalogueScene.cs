using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Network.Contracts;
using Ramure.Tests.Journal;
using Ramure.Training.Catalogue.Searching;
using Ramure.Training.Model;
using Ramure.Training.Programme;
using Ramure.Training.Sessions;

namespace Ramure.Tests.Training.Catalogue;

/// <summary>Writes trainings and sessions for the tests of the catalogue, and searches it as its pages do.</summary>
internal static class CatalogueScene
{
    public static readonly (double Latitude, double Longitude) Arras = (50.292, 2.777);

    public static async Task<Course> CourseAsync(this TrainingScene scene, string title, Action<CourseText>? change = null, bool publish = true)
    {
        var text = new CourseText
        {
            Unit = TrainingScene.Course.Unit,
            Title = title,
            Objectives = "Objectif de la formation.",
            Programme = "Programme.",
            Audiences = TrainingScene.Course.Audiences,
            Prerequisites = "Aucun.",
            Hours = "6",
            Modality = "presence",
            Frame = "plan-academique",
            Methods = "Atelier.",
            Evaluation = "Une production.",
            Accessibility = "De plain-pied.",
            Contact = "atelier62@exemple.test",
        };
        change?.Invoke(text);
        return publish ? await scene.PublishedAsync(text) : (await scene.RunAsync(s => s.GetRequiredService<CourseEditor>().CreateAsync(text))).Value;
    }

    /// <summary>A session on one day, 9:00 to 12:00, that some place on the map when they are given.</summary>
    public static async Task<Session> PlanAsync(
        this TrainingScene scene, Course course, string day, int seats = 5, string place = "Atelier Canopé 62", (double Latitude, double Longitude)? at = null)
    {
        var session = (await scene.RunAsync(s => s.GetRequiredService<SessionPlanner>().PlanAsync(
            course.Id, new SessionText { Slots = TrainingScene.Lines($"{day} 9:00-12:00 {place}"), Capacity = $"{seats}", Mode = "libre" }))).Value;
        if (at is { } where)
            await scene.EditAsync(session.Id, s => (s.Slots[0].Latitude, s.Slots[0].Longitude) = (where.Latitude, where.Longitude));
        return session;
    }

    /// <summary>Changes a session as its unit would, with its event in the trail.</summary>
    public static Task EditAsync(this TrainingScene scene, Guid session, Action<Session> change) => scene.RunAsync(s => s.GetRequiredService<OperationRunner>().RunAsync<Done>(
        new Operation("test.change-session", Ramure.Kernel.Access.Permission.System), async scope =>
        {
            var row = await scope.Db.Set<Session>().Include(x => x.Slots).SingleAsync(x => x.Id == session);
            change(row);
            scope.Audit(SessionPlanner.SubjectKind, session.ToString("D"), null, null, row.Unit);
            return default(Done);
        }));

    /// <summary>The titles found, in order.</summary>
    public static async Task<string> FindAsync(this TrainingScene scene, CatalogueAddress address)
    {
        var search = await scene.RunAsync(s => s.GetRequiredService<CatalogueFinder>().PrepareAsync(address));
        return search.TryGet(out var found, out var refusals)
            ? string.Join(", ", found.Search.Courses().Select(c => c.Course.Title))
            : string.Join(", ", refusals.Select(r => $"{r.Field}:{r.Code}"));
    }
}

/// <summary>Schools of a few towns, with coordinates.</summary>
internal sealed class PlacedSchools : ISchools
{
    private static readonly SchoolInfo[] All =
    [
        new("0620130E", "Collège Gambetta", "Collège", "Arras", "62000", "62", 50.29, 2.78),
        new("0620131F", "École Oscar-Cléret", "Ecole", "Arras", "62000", "62", 50.294, 2.774),
        new("0590001A", "Lycée Faidherbe", "Lycée", "Lille", "59000", "59", 50.62, 3.07),
        new("9740001B", "Collège de Bourbon", "Collège", "Saint-Denis", "97400", "974", -20.88, 55.45),
        new("0930001C", "Lycée Paul Éluard", "Lycée", "Saint-Denis", "93200", "93", 48.93, 2.35),
        new("0930002D", "Collège Elsa Triolet", "Collège", "Saint-Denis", "93200", "93", 48.93, 2.36),
        new("0620999Z", "Collège sans lieu", "Collège", "Nulle-Part", "62999", "62", null, null),
    ];

    public Task<SchoolInfo?> FindAsync(string uai, CancellationToken cancel = default) => Task.FromResult(Array.Find(All, s => s.Uai == uai));

    public Task<IReadOnlyList<SchoolInfo>> OfTypeAsync(string type, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<SchoolInfo>>([.. All.Where(s => s.Type == type)]);

    public Task<IReadOnlyList<SchoolInfo>> SearchAsync(string words, int take, CancellationToken cancel = default) => Task.FromResult<IReadOnlyList<SchoolInfo>>(
        [.. All.Where(s => Ramure.Kernel.Text.SearchText.Fold(words).Split(' ').All(w => $" {Ramure.Kernel.Text.SearchText.Fold($"{s.Name} {s.Town} {s.PostalCode} {s.Departement} {s.Uai}")}".Contains(" " + w, StringComparison.Ordinal))).Take(take)]);
}
