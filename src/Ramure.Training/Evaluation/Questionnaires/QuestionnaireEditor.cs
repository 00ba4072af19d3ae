using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Network.Contracts;
using Ramure.Training.Contracts;
using Ramure.Training.Model;

namespace Ramure.Training.Evaluation.Questionnaires;

/// <summary>Writes the questionnaires of a unit. Every change is a version of its own: what somebody answered stays as it was.</summary>
internal sealed class QuestionnaireEditor(OperationRunner runner, RamureDb db, INetwork network)
{
    public const string SubjectKind = "training-questionnaire";

    private static readonly Refusal Unknown = new("questionnaire-unknown", "Ce questionnaire n’existe pas.");

    /// <param name="model">The one whose questions it takes up, with their keys, so that results meet; null for a blank one.</param>
    public Task<Result<Questionnaire>> CreateAsync(string? unit, QuestionnaireText text, Guid? model = null, CancellationToken cancel = default) =>
        runner.RunAsync<Questionnaire>(new Operation("training.write-questionnaire", TrainingPermissions.Prepare), async scope =>
        {
            if (unit is null || !(await network.SnapshotAsync(cancel)).TryFind(unit, out _))
                return new Refusal("unit-unknown", "Choisissez dans la liste l’unité qui tient ce questionnaire.", "unite");
            scope.Demand(unit);
            var known = model is { } of ? await KindsAsync(of, cancel) : new Dictionary<string, QuestionKind>();
            if (!QuestionnaireRules.Check(text, known).TryGet(out var content, out var refusals))
                return refusals.ToList();
            var questionnaire = new Questionnaire { Id = Guid.CreateVersion7(), Unit = unit, Title = content.Title, CreatedAt = scope.At };
            db.Add(questionnaire);
            Add(scope, questionnaire, content, null);
            return questionnaire;
        }, cancel);

    /// <param name="version">The version that its author saw.</param>
    public Task<Result<Questionnaire>> ChangeAsync(Guid id, int version, QuestionnaireText text, CancellationToken cancel = default) =>
        ChangeAsync("training.change-questionnaire", id, async (scope, questionnaire) =>
        {
            if (questionnaire.Version != version)
                return new Refusal("questionnaire-changed", "Ce questionnaire vient d’être changé par quelqu’un d’autre : rouvrez la page pour le voir, puis recommencez.");
            if (!QuestionnaireRules.Check(text, await KindsAsync(id, cancel)).TryGet(out var content, out var refusals))
                return refusals.ToList();
            var before = await db.Set<QuestionnaireVersion>().AsNoTracking().SingleAsync(v => v.QuestionnaireId == id && v.Number == version, cancel);
            (questionnaire.Version, questionnaire.Title) = (version + 1, content.Title);
            Add(scope, questionnaire, content, before.Content);
            return questionnaire;
        }, cancel);

    /// <summary>No longer offered, or offered again; what it is asked for already goes on.</summary>
    public Task<Result<Questionnaire>> OfferAsync(Guid id, bool offered, CancellationToken cancel = default) =>
        ChangeAsync("training.offer-questionnaire", id, (scope, questionnaire) =>
        {
            scope.Audit(SubjectKind, id.ToString("D"), new { Offered = questionnaire.RetiredAt is null }, new { Offered = offered }, questionnaire.Unit);
            questionnaire.RetiredAt = offered ? null : questionnaire.RetiredAt ?? scope.At;
            return Task.FromResult<Result<Questionnaire>>(questionnaire);
        }, cancel);

    /// <summary>A version, in an operation that demanded its unit.</summary>
    internal static void Add(OperationScope scope, Questionnaire questionnaire, QuestionnaireContent content, QuestionnaireContent? before)
    {
        scope.Db.Add(new QuestionnaireVersion { QuestionnaireId = questionnaire.Id, Number = questionnaire.Version, Content = content, At = scope.At, By = scope.Actor });
        scope.Audit(
            SubjectKind, questionnaire.Id.ToString("D"), before is null ? null : Trace(questionnaire.Version - 1, before), Trace(questionnaire.Version, content),
            questionnaire.Unit.Length == 0 ? null : questionnaire.Unit);
    }

    private Task<Result<Questionnaire>> ChangeAsync(string name, Guid id, Func<OperationScope, Questionnaire, Task<Result<Questionnaire>>> body, CancellationToken cancel) =>
        runner.RunAsync<Questionnaire>(new Operation(name, TrainingPermissions.Prepare), async scope =>
        {
            db.ChangeTracker.Clear();
            if (await db.Set<Questionnaire>().SingleOrDefaultAsync(q => q.Id == id, cancel) is not { } questionnaire)
                return Unknown;
            // Those of the product belong to no unit: nobody holds a permission for them.
            scope.Demand(questionnaire.Unit);
            if (questionnaire.Unit.Length == 0)
                return new Refusal("questionnaire-shipped", "Ce questionnaire vient avec Ramure : reprenez-le dans un questionnaire de votre unité pour le changer.");
            return await body(scope, questionnaire);
        }, cancel);

    private async Task<IReadOnlyDictionary<string, QuestionKind>> KindsAsync(Guid id, CancellationToken cancel) =>
        (await db.Set<QuestionnaireVersion>().AsNoTracking().Where(v => v.QuestionnaireId == id).OrderBy(v => v.Number).ToListAsync(cancel))
            .SelectMany(v => v.Content.Questions).GroupBy(q => q.Key).ToDictionary(g => g.Key, g => g.Last().Kind);

    private static object Trace(int version, QuestionnaireContent content) =>
        new { Version = version, content.Title, content.Intro, Questions = content.Questions.Select(q => $"{EvaluationWords.Label(q.Kind)} : {q.Text}").ToList() };
}
