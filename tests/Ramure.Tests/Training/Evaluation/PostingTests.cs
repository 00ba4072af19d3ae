using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.PersonalData;
using Ramure.Kernel.Sources;
using Ramure.Ledger.Contracts;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Ramure.Tests.Training.Mail;
using Ramure.Training.Evaluation.Posting;
using Ramure.Training.Model;

namespace Ramure.Tests.Training.Evaluation;

/// <summary>What the ledger is told, and what is kept of people.</summary>
public sealed class PostingTests
{
    [Theory(DisplayName = "L1 L3 L13 A survey that is over posts sums and counts once, and its figures open to the results")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_survey_that_is_over_posts_once(string database)
    {
        await using var scene = await MailScene.CreateAsync(database);
        var session = await scene.HeldAsync(people: 6);
        await scene.AskAsync();
        foreach (var ((_, link), mark) in scene.Links().Take(5).Zip([5, 4, 4, 3, 1]))
            await scene.AnswerAsync(link, $"satisfaction={mark}");
        var survey = await scene.SurveyAsync(session);
        Assert.Empty(await EntriesAsync(scene, survey));
        scene.Clock.UtcNow += TimeSpan.FromDays(22);
        await using (var second = await scene.Installation.CreateSecondHostAsync(MailScene.Services(scene.Clock)))
            await Task.WhenAll(scene.Installation.RunAsync(), second.RunAsync());
        await scene.AskAsync();
        var entries = await EntriesAsync(scene, survey);
        Assert.Equal(
            ["training.evaluation-answers 2024-09-18 5", "training.evaluation-asked 2024-09-18 6", "training.satisfaction-answers 2024-09-18 5", "training.satisfaction-points 2024-09-18 17"],
            entries.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Measure} {e.Day:yyyy-MM-dd} {e.Quantity}")).Order(StringComparer.Ordinal));
        Assert.Equal("activity=training;frame=plan-academique;modality=on-site;moment=at-once;place=outside;theme=media-literacy", string.Join(';', entries[0].Context.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}={c.Value}")));
        // 17 points of 5 marks, for the directorate as for the atelier.
        Assert.Equal((17m, 5m), (await CellAsync(scene, EvaluationMeasures.Points), await CellAsync(scene, EvaluationMeasures.Satisfied)));
        var source = (await scene.RunAsync(async s => await s.GetServices<ISourceResolver>().Single(r => r.Kind == EvaluationMeasures.SourceKind).ResolveAsync([survey.Id.ToString("D"), "x"], CancellationToken.None)))[survey.Id.ToString("D")];
        Assert.StartsWith("Évaluation – Premiers pas en webradio (18 septembre 2024", source.Label, StringComparison.Ordinal);
        // And stands among what is to be done, until it is a month old.
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        Assert.Contains("18 septembre 2024 : 5 réponses", (await staff.PageAsync("/formations/a-faire?unite=A62")).Text("#avis ~ ul").Replace('\u00a0', ' '), StringComparison.Ordinal);
        using var funder = await scene.Installation.ClientAsync(Role.FunderReader, "A62");
        Assert.Contains("Moyenne 3,40 sur 5", (await funder.PageAsync(source.Href!)).Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Few_anonymous_marks_are_counted_and_not_added_up()
    {
        await using var scene = await MailScene.CreateAsync("sqlite");
        var (anonymous, named) = (await scene.HeldAsync(people: 2), await scene.HeldAsync(people: 2, say: SurveyScene.Named));
        await scene.AskAsync();
        foreach (var (_, link) in scene.Links())
            await scene.AnswerAsync(link, "satisfaction=2");
        scene.Clock.UtcNow += TimeSpan.FromDays(22);
        await scene.AskAsync();
        Assert.Equal(["training.evaluation-answers 2", "training.evaluation-asked 2"], await MeasuresAsync(scene, anonymous));
        Assert.Equal(["training.evaluation-answers 2", "training.evaluation-asked 2", "training.satisfaction-answers 2", "training.satisfaction-points 4"], await MeasuresAsync(scene, named));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_person_gets_and_takes_back_what_was_answered_under_the_name_and_figures_stay(string database)
    {
        await using var scene = await MailScene.CreateAsync(database);
        var (named, anonymous) = (await scene.HeldAsync(people: 1, say: SurveyScene.Named), await scene.HeldAsync(people: 1));
        await scene.AskAsync();
        foreach (var (_, link) in scene.Links())
            await scene.AnswerAsync(link, "mieux=Mes mots");
        var person = new Person("subject:x", "p0") { Email = "p0@exemple.test" };
        var held = (await PartAsync(scene, part => part.HeldAsync(person, CancellationToken.None))).ToDictionary(h => h.Code);
        Assert.Equal(2, held["survey-invitations"].Rows.Count);
        // The anonymous one is not among them: nothing leads to it.
        Assert.Equal(5, held["survey-answers"].Rows.Count);
        Assert.Contains("Mes mots", held["survey-answers"].Rows.SelectMany(r => r));

        await ErasedAsync(scene, person);
        Assert.Empty((await PartAsync(scene, part => part.HeldAsync(person, CancellationToken.None))).SelectMany(h => h.Rows));
        var rows = await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SurveyAnswer>().AsNoTracking().ToListAsync());
        var own = Assert.Single(rows, r => r.Texts is null);
        Assert.Equal((null, null), (own.RegistrationId, own.SavedAt));
        Assert.Equal((1, 1), ((await scene.SurveyAsync(named)).Tally.Answers, (await scene.SurveyAsync(anonymous)).Tally.Answers));
        Assert.Equal("link-dead", Assert.Single((await scene.AnswerAsync(scene.Links()[0].Link)).Refusals).Code);
    }

    [Fact]
    public async Task What_was_kept_long_enough_is_forgotten()
    {
        await using var scene = await MailScene.CreateAsync("sqlite");
        await scene.HeldAsync(people: 1, say: SurveyScene.Named);
        await scene.AskAsync();
        await scene.AnswerAsync(scene.Links()[0].Link, "mieux=Mes mots");
        scene.Clock.UtcNow += TimeSpan.FromDays(22);
        await scene.AskAsync();
        Assert.Equal(0, await ForgottenAsync(scene));
        scene.Clock.UtcNow += TimeSpan.FromDays(31);
        Assert.Equal(1, await ForgottenAsync(scene));
        Assert.Empty(await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SurveyLink>().ToListAsync()));
        scene.Clock.UtcNow += TimeSpan.FromDays(3 * 366);
        Assert.Equal(1, await ForgottenAsync(scene));
        var row = await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SurveyAnswer>().AsNoTracking().SingleAsync());
        Assert.Equal((null, null, null), (row.RegistrationId, row.SavedAt, row.Texts));
        Assert.NotEqual("{}", row.Numbers);
    }

    private static Task<int> ForgottenAsync(TrainingScene scene) => scene.RunAsync(async s =>
        (await s.GetRequiredService<OperationRunner>().RunAsync<int>(new Operation("test.forget", Permission.System), async scope => await Part(s).ForgetAsync(scope, CancellationToken.None))).Value);

    private static Task ErasedAsync(TrainingScene scene, Person person) => scene.RunAsync(s => s.GetRequiredService<OperationRunner>().RunAsync<int>(new Operation("test.erase", Permission.System), async scope =>
    {
        foreach (var part in s.GetServices<IPersonalData>())
            await part.EraseAsync(scope, person, CancellationToken.None);
        return 0;
    }));

    private static Task<T> PartAsync<T>(TrainingScene scene, Func<IPersonalData, Task<T>> body) => scene.RunAsync(s => body(Part(s)));

    private static IPersonalData Part(IServiceProvider services) => services.GetServices<IPersonalData>().OfType<global::Ramure.Training.Evaluation.EvaluationPersonalData>().Single();

    private static Task<IReadOnlyList<EntryView>> EntriesAsync(TrainingScene scene, Survey survey) =>
        scene.RunAsync(s => s.GetRequiredService<ILedgerReader>().OfSourceAsync(EvaluationMeasures.SourceKind, survey.Id.ToString("D")));

    private static async Task<IEnumerable<string>> MeasuresAsync(TrainingScene scene, Session session) =>
        (await EntriesAsync(scene, await scene.SurveyAsync(session))).Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Measure} {e.Quantity}")).Order(StringComparer.Ordinal);

    private static async Task<decimal?> CellAsync(TrainingScene scene, string measure) => (await scene.RunAsync(s => s.GetRequiredService<ILedgerReader>().ReadAsync(
        new LedgerQuestion([new Term(measure)], ["DT-HDF"], true, [global::Ramure.Kernel.Time.Period.SchoolYear(2024)], HierarchyView.Current)))).Cell(0, 0, 0).Value;
}
