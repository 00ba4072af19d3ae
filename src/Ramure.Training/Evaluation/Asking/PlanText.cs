using System.Globalization;
using Ramure.Kernel.Operations;
using Ramure.Training.Model;

namespace Ramure.Training.Evaluation.Asking;

/// <summary>What is to be asked, and when, as the form says it.</summary>
internal sealed class PlanText
{
    public string? Questionnaire { get; set; }
    public string? Moment { get; set; } = EvaluationWords.Moments[0].Code;
    public string? Days { get; set; } = "120";
    public string? Reminders { get; set; } = "2";
    public string? ReminderDays { get; set; } = "5";
    public string? OpenDays { get; set; } = "21";

    /// <summary>Empty: with names. <see cref="Anonymously"/> otherwise.</summary>
    public string? Anonymous { get; set; } = Anonymously;

    public const string Anonymously = "anonyme";
    public const string Named = "nominatif";
}

/// <summary>The same, checked.</summary>
internal sealed record PlanTerms(Guid Questionnaire, SurveyMoment Moment, int Days, int Reminders, int ReminderDays, int OpenDays, bool Anonymous);

/// <summary>Checks it, everything at once.</summary>
internal static class PlanRules
{
    public const int MostDays = 400;
    public const int MostReminders = 5;
    public const int MostReminderDays = 60;
    public const int MostOpenDays = 120;

    public static Result<PlanTerms> Check(PlanText text)
    {
        var refusals = new List<Refusal>();
        if (!Guid.TryParse(text.Questionnaire, out var questionnaire))
            refusals.Add(new Refusal("questionnaire-missing", "Choisissez le questionnaire.", "questionnaire"));
        var moment = EvaluationWords.Moments.FirstOrDefault(m => m.Code == text.Moment);
        if (moment.Code is null)
            refusals.Add(new Refusal("moment-missing", "Choisissez quand il part.", "moment"));
        var later = moment is { Code: not null, Moment: SurveyMoment.Later };
        var days = later ? Number(text.Days, 1, MostDays, "jours", "Donnez après combien de jours il part", refusals) : 0;
        var reminders = Number(text.Reminders, 0, MostReminders, "relances", "Donnez combien de relances au plus", refusals);
        var between = reminders == 0 ? 0 : Number(text.ReminderDays, 1, MostReminderDays, "entre-relances", "Donnez les jours entre deux relances", refusals);
        var open = Number(text.OpenDays, 1, MostOpenDays, "ouvert", "Donnez combien de jours on peut répondre", refusals);
        if (text.Anonymous is not (PlanText.Anonymously or PlanText.Named))
            refusals.Add(new Refusal("anonymous-missing", "Dites si les réponses sont anonymes.", "anonymat"));
        return refusals.Count > 0 ? refusals : new PlanTerms(questionnaire, moment.Moment, days, reminders, between, open, text.Anonymous == PlanText.Anonymously);
    }

    private static int Number(string? text, int least, int most, string field, string what, List<Refusal> refusals)
    {
        if (int.TryParse((text ?? "").Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        refusals.Add(new Refusal("number-invalid", $"{what} : de {least} à {most}.", field));
        return least;
    }
}
