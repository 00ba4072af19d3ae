using System.Globalization;
using Ramure.Training.Model;

namespace Ramure.Training.Evaluation.Answering;

/// <summary>What was sent, as far as it can be shown again in a refused form.</summary>
internal static class SentAnswer
{
    public static GivenAnswer Of(QuestionnaireContent content, Func<string, IReadOnlyList<string>> said)
    {
        var (numbers, texts) = (new Dictionary<string, int[]>(), new Dictionary<string, string>());
        foreach (var question in content.Questions)
        {
            var values = said(AnswerForm.Field(question.Key));
            if (question.Kind == QuestionKind.Text)
                texts[question.Key] = values.Count > 0 ? values[0] : "";
            else
                numbers[question.Key] = [.. values.Select(v => int.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n - 1 : -1)];
        }

        return new GivenAnswer(numbers, texts);
    }
}
