using Ramure.Ledger.Contracts;
using Ramure.Network.Contracts;

namespace Ramure.Training.Evaluation.Posting;

/// <summary>What the ledger knows of evaluations.</summary>
internal static class EvaluationMeasures
{
    /// <summary>The ledger's source kind of a survey.</summary>
    public const string SourceKind = "training-survey";

    public const string Asked = "training.evaluation-asked";
    public const string Answers = "training.evaluation-answers";

    /// <summary>Sum of the marks, 1 to 5, of the question of satisfaction.</summary>
    public const string Points = "training.satisfaction-points";

    /// <summary>How many marks that sum is made of.</summary>
    public const string Satisfied = "training.satisfaction-answers";

    public static IReadOnlyList<MeasureDefinition> All { get; } =
    [
        Flow(Asked, "Personnes à qui un questionnaire est demandé", "personnes", "personne"),
        Flow(Answers, "Réponses aux questionnaires", "réponses", "réponse"),
        Flow(Points, "Satisfaction : somme des notes de 1 à 5", "points", "point"),
        Flow(Satisfied, "Satisfaction : nombre de notes", "notes", "note"),
    ];

    private static MeasureDefinition Flow(string code, string label, string unit, string smallest) => new(
        code, label, unit, smallest, 1, 0, MeasureKind.Flow, TimeOperator.Sum, UnitOperator.Sum, [UnitKinds.Atelier],
        Source: "Questionnaires d’évaluation des formations, à leur clôture", CollectionTool: "Ramure, formations", Owner: "training");
}

/// <summary>The words of what a survey adds to the contexts of a session.</summary>
internal sealed class SurveyContextWords : IContextWords
{
    public const string MomentKey = "moment";
    public const string AtOnce = "at-once";
    public const string Later = "later";

    public string? Key(string key) => key == MomentKey ? "Moment" : null;

    public string? Value(string key, string value) => (key, value) switch
    {
        (MomentKey, AtOnce) => "à chaud",
        (MomentKey, Later) => "à froid",
        _ => null,
    };
}
