using System.Globalization;
using System.Text.Json;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Text;
using Ramure.Training.Model;

namespace Ramure.Training.Evaluation.Answering;

/// <summary>What one person answered.</summary>
/// <param name="Numbers">The values chosen, from 0, by key.</param>
/// <param name="Texts">By key; empty ones are left out.</param>
internal sealed record GivenAnswer(IReadOnlyDictionary<string, int[]> Numbers, IReadOnlyDictionary<string, string> Texts)
{
    public static GivenAnswer Of(SurveyAnswer row) =>
        new(JsonSerializer.Deserialize<Dictionary<string, int[]>>(row.Numbers)!, row.Texts is null ? new Dictionary<string, string>() : JsonSerializer.Deserialize<Dictionary<string, string>>(row.Texts)!);

    public string WriteNumbers() => JsonSerializer.Serialize(Numbers);

    public string? WriteTexts() => Texts.Count == 0 ? null : JsonSerializer.Serialize(Texts);
}

/// <summary>Questions as a form shows them.</summary>
/// <param name="Given">What stands in the fields; null for nothing.</param>
internal sealed record AskedQuestions(QuestionnaireContent Content, GivenAnswer? Given);

/// <summary>Reads what a person sent, everything at once.</summary>
internal static class AnswerForm
{
    public const string Prefix = "avis";
    public const int TextLength = 4000;

    /// <summary>Identifier and name of a question's field.</summary>
    public static string Field(string key) => $"{Prefix}-{key}";

    /// <param name="said">Values posted for a field; none when there are none.</param>
    public static Result<GivenAnswer> Read(QuestionnaireContent content, Func<string, IReadOnlyList<string>> said)
    {
        var refusals = new List<Refusal>();
        var (numbers, texts) = (new Dictionary<string, int[]>(), new Dictionary<string, string>());
        foreach (var question in content.Questions)
        {
            var values = said(Field(question.Key)).Where(v => !string.IsNullOrWhiteSpace(v)).ToList();
            if (values.Count == 0)
            {
                if (question.Required)
                    refusals.Add(new Refusal("answer-missing", $"« {question.Text} » : il faut y répondre.", Field(question.Key)));
            }
            else if (question.Kind == QuestionKind.Text)
                ReadText(question, values[0], texts, refusals);
            else
                ReadNumbers(question, values, numbers, refusals);
        }

        if (refusals.Count == 0 && numbers.Count == 0 && texts.Count == 0)
            refusals.Add(new Refusal("answer-empty", "Répondez au moins à une question.", Field(content.Questions[0].Key)));
        return refusals.Count > 0 ? refusals : new GivenAnswer(numbers, texts);
    }

    /// <summary>How often each value was given.</summary>
    public static SurveyTally Tally(QuestionnaireContent content, IReadOnlyCollection<GivenAnswer> answers)
    {
        var counts = content.Questions.ToDictionary(q => q.Key, q => new int[q.Kind == QuestionKind.Text ? 1 : q.Values]);
        foreach (var answer in answers)
        {
            foreach (var (key, chosen) in answer.Numbers)
                foreach (var value in chosen)
                    counts[key][value]++;
            foreach (var key in answer.Texts.Keys)
                counts[key][0]++;
        }

        return new SurveyTally(answers.Count, counts);
    }

    private static void ReadText(Question question, string value, Dictionary<string, string> texts, List<Refusal> refusals)
    {
        // What no page can show, and one database refuses, is no loss.
        var text = new string([.. SearchText.WellFormed(value).ReplaceLineEndings("\n").Where(c => c == '\n' || !char.IsControl(c))]).Trim();
        if (text.Length > TextLength)
            refusals.Add(new Refusal("answer-long", $"« {question.Text} » : votre réponse compte {text.Length} caractères, {TextLength} au plus.", Field(question.Key)));
        else if (text.Length > 0)
            texts[question.Key] = text;
    }

    private static void ReadNumbers(Question question, List<string> values, Dictionary<string, int[]> numbers, List<Refusal> refusals)
    {
        var chosen = values.ConvertAll(v => int.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= 1 && n <= question.Values ? n - 1 : -1);
        if (chosen.Contains(-1))
            refusals.Add(new Refusal("answer-unknown", $"« {question.Text} » : choisissez parmi les réponses proposées.", Field(question.Key)));
        else if (question.Kind != QuestionKind.Several && chosen.Count > 1)
            refusals.Add(new Refusal("answer-many", $"« {question.Text} » : ne choisissez qu’une réponse.", Field(question.Key)));
        else
            numbers[question.Key] = [.. chosen.Distinct().Order()];
    }
}
