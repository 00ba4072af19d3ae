using System.Globalization;
using Ramure.Training.Model;

namespace Ramure.Training.Evaluation.Questionnaires;

/// <summary>A questionnaire as the form says it.</summary>
internal sealed class QuestionnaireText
{
    public string? Title { get; set; }
    public string? Intro { get; set; }
    public List<QuestionText>? Questions { get; set; }

    public static QuestionnaireText Of(QuestionnaireContent content) =>
        new() { Title = content.Title, Intro = content.Intro, Questions = [.. content.Questions.Select(QuestionText.Of)] };
}

/// <summary>A question as the form says it.</summary>
internal sealed class QuestionText
{
    /// <summary>Empty for a new one.</summary>
    public string? Key { get; set; }
    public string? Kind { get; set; }
    public string? Text { get; set; }
    public string? Required { get; set; }
    public string? Low { get; set; }
    public string? High { get; set; }

    /// <summary>One a line.</summary>
    public string? Choices { get; set; }
    public string? Satisfaction { get; set; }

    public static QuestionText Of(Question question) => new()
    {
        Key = question.Key,
        Kind = EvaluationWords.Kinds.First(k => k.Kind == question.Kind).Code,
        Text = question.Text,
        Required = question.Required ? "oui" : null,
        Low = question.Low,
        High = question.High,
        Choices = string.Join('\n', question.Choices),
        Satisfaction = question.Satisfaction ? "oui" : null,
    };
}

/// <summary>What the buttons of the form do to its rows: everything typed stays.</summary>
internal static class QuestionRows
{
    public const string Add = "ajouter";
    public const string Remove = "retirer-";
    public const string Up = "monter-";
    public const string Down = "descendre-";

    /// <summary>Whether the button changed the rows; <paramref name="at"/> is the row, from 1, to go on with.</summary>
    public static bool TryEdit(QuestionnaireText text, string? action, out int? at)
    {
        at = null;
        var rows = text.Questions ??= [];
        if (action == Add)
        {
            if (rows.Count < QuestionnaireRules.MostQuestions)
                rows.Add(new QuestionText { Kind = EvaluationWords.Kinds[0].Code });
            at = rows.Count;
            return true;
        }

        if (Row(action, Remove, rows) is { } removed)
        {
            rows.RemoveAt(removed);
            return true;
        }

        if (Row(action, Up, rows) is { } raised)
            return Move(rows, raised, raised - 1, out at);
        return Row(action, Down, rows) is { } lowered && Move(rows, lowered, lowered + 1, out at);
    }

    private static bool Move(List<QuestionText> rows, int from, int to, out int? at)
    {
        if (to >= 0 && to < rows.Count)
            (rows[from], rows[to]) = (rows[to], rows[from]);
        at = Math.Clamp(to, 0, rows.Count - 1) + 1;
        return true;
    }

    private static int? Row(string? action, string verb, List<QuestionText> rows) =>
        action?.StartsWith(verb, StringComparison.Ordinal) == true && int.TryParse(action[verb.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var row) && row >= 1 && row <= rows.Count
            ? row - 1
            : null;
}
