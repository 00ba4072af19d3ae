using Ramure.Training.Model;

namespace Ramure.Training.Evaluation;

/// <summary>The closed lists of evaluation, in French, with the words addresses and files use.</summary>
internal static class EvaluationWords
{
    public static IReadOnlyList<(QuestionKind Kind, string Code, string Label)> Kinds { get; } =
    [
        (QuestionKind.Scale, "scale", "Échelle de 1 à 5"),
        (QuestionKind.One, "one", "Un choix"),
        (QuestionKind.Several, "several", "Plusieurs choix"),
        (QuestionKind.YesNo, "yes-no", "Oui ou non"),
        (QuestionKind.Text, "text", "Texte libre"),
    ];

    public static IReadOnlyList<(SurveyMoment Moment, string Code, string Label)> Moments { get; } =
    [
        (SurveyMoment.AtClosing, "cloture", "À la clôture de la feuille de présence (à chaud)"),
        (SurveyMoment.Later, "jours", "Un nombre de jours après la fin de la session (à froid)"),
    ];

    public static string Label(QuestionKind kind) => Kinds.First(k => k.Kind == kind).Label;

    /// <summary>"à chaud", "à froid, 120 jours après".</summary>
    public static string Label(SurveyMoment moment) => moment == SurveyMoment.AtClosing ? "à chaud" : "à froid";

    /// <summary>The words of a question's values, in order.</summary>
    public static IReadOnlyList<string> Values(Question question) => question.Kind switch
    {
        QuestionKind.Scale => ["1", "2", "3", "4", "5"],
        QuestionKind.YesNo => ["oui", "non"],
        _ => question.Choices,
    };
}
