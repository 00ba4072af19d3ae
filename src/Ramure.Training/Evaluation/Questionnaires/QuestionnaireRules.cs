using System.Globalization;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Text;
using Ramure.Training.Model;

namespace Ramure.Training.Evaluation.Questionnaires;

/// <summary>Reads and checks what somebody wrote, everything at once.</summary>
internal static class QuestionnaireRules
{
    /// <summary>Longer ones are not answered.</summary>
    public const int MostQuestions = 40;

    public const int MostChoices = 20;
    public const int TextLength = 500;
    public const int LabelLength = 60;
    public const int ChoiceLength = 120;
    private const int TitleLength = 200;
    private const int IntroLength = 2000;

    /// <param name="known">Kinds of the keys that earlier versions used: an answer never changes its meaning.</param>
    public static Result<QuestionnaireContent> Check(QuestionnaireText text, IReadOnlyDictionary<string, QuestionKind> known)
    {
        var refusals = new List<Refusal>();
        var title = Line(text.Title);
        if (title.Length is 0 or > TitleLength)
            refusals.Add(new Refusal("title-missing", $"Donnez un titre, {TitleLength} caractères au plus : il dit à quoi sert le questionnaire.", "titre"));
        var intro = (text.Intro ?? "").ReplaceLineEndings("\n").Trim();
        if (intro.Length > IntroLength)
            refusals.Add(new Refusal("intro-too-long", $"L’introduction compte {intro.Length} caractères : {IntroLength} au plus.", "introduction"));
        var rows = text.Questions ?? [];
        if (rows.Count is 0 or > MostQuestions)
            refusals.Add(new Refusal("questions-missing", rows.Count == 0 ? "Un questionnaire pose au moins une question : ajoutez-en une." : $"{rows.Count} questions : {MostQuestions} au plus.", "ajouter"));
        var questions = new List<Question>();
        for (var i = 0; i < Math.Min(rows.Count, MostQuestions); i++)
            questions.Add(One(rows[i], i + 1, known, questions, refusals));
        if (questions.Count(q => q.Satisfaction) > 1)
            refusals.Add(new Refusal("satisfaction-twice", "Une seule question fait le chiffre de satisfaction : n’en cochez qu’une.", Field(questions.FindLastIndex(q => q.Satisfaction) + 1, "satisfaction")));
        return refusals.Count > 0 ? refusals : new QuestionnaireContent { Title = title, Intro = intro, Questions = questions };
    }

    /// <summary>Identifier of a field in the page.</summary>
    public static string Field(int row, string field) => $"q{row.ToString(CultureInfo.InvariantCulture)}-{field}";

    public static string Line(string? text) => string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static Question One(QuestionText row, int number, IReadOnlyDictionary<string, QuestionKind> known, List<Question> before, List<Refusal> refusals)
    {
        void Wrong(string code, string message, string field) => refusals.Add(new Refusal(code, $"Question {number} : {message}", Field(number, field)));
        var words = Line(row.Text);
        if (words.Length is 0 or > TextLength)
            Wrong("question-missing", $"écrivez la question, {TextLength} caractères au plus, ou retirez-la.", "texte");
        var kind = EvaluationWords.Kinds.FirstOrDefault(k => k.Code == row.Kind);
        if (kind.Code is null)
            Wrong("kind-missing", "choisissez comment on y répond.", "genre");
        var (low, high) = kind.Kind == QuestionKind.Scale ? (Line(row.Low), Line(row.High)) : ("", "");
        if (low.Length > LabelLength || high.Length > LabelLength)
            Wrong("label-too-long", $"les mots de l’échelle ont {LabelLength} caractères au plus.", low.Length > LabelLength ? "bas" : "haut");
        var satisfaction = !string.IsNullOrEmpty(row.Satisfaction);
        if (satisfaction && kind.Code is not null && kind.Kind != QuestionKind.Scale)
            Wrong("satisfaction-scale", "seule une échelle peut faire le chiffre de satisfaction.", "satisfaction");
        return new Question
        {
            Key = Key(row.Key, kind.Kind, words, known, before),
            Kind = kind.Kind,
            Text = words,
            Required = !string.IsNullOrEmpty(row.Required),
            Low = low,
            High = high,
            Choices = kind.Code is not null && kind.Kind is QuestionKind.One or QuestionKind.Several ? Choices(row.Choices, Wrong) : [],
            Satisfaction = satisfaction,
        };
    }

    private static List<string> Choices(string? text, Action<string, string, string> wrong)
    {
        var choices = (text ?? "").Split('\n').Select(Line).Where(c => c.Length > 0).ToList();
        if (choices.Count is < 2 or > MostChoices || choices.Exists(c => c.Length > ChoiceLength))
            wrong("choices-missing", $"donnez de 2 à {MostChoices} choix, un par ligne, {ChoiceLength} caractères au plus chacun.", "choix");
        else if (choices.DistinctBy(SearchText.Fold).Count() < choices.Count)
            wrong("choices-twice", "un choix y est deux fois : gardez-en un.", "choix");
        return choices;
    }

    /// <summary>The key it had, as long as it is answered the same way; otherwise one of its own, from its words.</summary>
    private static string Key(string? given, QuestionKind kind, string words, IReadOnlyDictionary<string, QuestionKind> known, List<Question> before)
    {
        bool Free(string key) => before.TrueForAll(q => q.Key != key);
        if (!string.IsNullOrEmpty(given) && known.TryGetValue(given, out var was) && was == kind && Free(given))
            return given;
        var root = string.Join('-', new string([.. SearchText.Fold(words).Select(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(4));
        root = root.Length == 0 ? "question" : root[..Math.Min(root.Length, 40)].TrimEnd('-');
        for (var n = 1; ; n++)
        {
            var key = n == 1 ? root : string.Create(CultureInfo.InvariantCulture, $"{root}-{n}");
            if (Free(key) && !known.ContainsKey(key))
                return key;
        }
    }
}
