using Ramure.Training.Model;
using Ramure.Ui.Components;

namespace Ramure.Training.Evaluation.Results;

/// <summary>A survey as results count it.</summary>
internal sealed record CountedSurvey(
    Guid Id, Guid Questionnaire, int Version, SurveyMoment Moment, bool Anonymous, int Asked, SurveyTally Tally, DateTime? ClosedAt, DateTime Until,
    Guid Session, string Unit, DateTime StartsAt, string TimeZone, Guid Course, string Title, IReadOnlyList<string> Themes)
{
    public IReadOnlyList<(Guid Id, string Name)> Trainers { get; init; } = [];
}

/// <summary>How a question was answered.</summary>
/// <param name="Labels">The values, in order.</param>
/// <param name="Counts">How often each was given; of a text, how many there are.</param>
/// <param name="Answers">How many people answered it.</param>
internal sealed record QuestionResult(Question Question, IReadOnlyList<string> Labels, IReadOnlyList<int> Counts, int Answers)
{
    /// <summary>Of a scale: a quotient of sums (L3), not rounded; null without any answer.</summary>
    public decimal? Mean => Question.Kind == QuestionKind.Scale && Counts.Sum() > 0 ? Counts.Select((n, i) => n * (i + 1m)).Sum() / Counts.Sum() : null;
}

/// <summary>What some surveys add up to.</summary>
/// <param name="SetAside">Anonymous surveys with too few answers: asked and answered count, what was answered does not.</param>
internal sealed record ResultSet(int Surveys, int Asked, int Answers, int SetAside, IReadOnlyList<QuestionResult> Questions)
{
    /// <summary>Percent; null when nobody was asked.</summary>
    public decimal? Rate => Asked == 0 ? null : 100m * Answers / Asked;

    public QuestionResult? Find(string key) => Questions.FirstOrDefault(q => q.Question.Key == key);

    /// <param name="surveys">Of one questionnaire.</param>
    /// <param name="versions">Its versions that they asked; questions meet by their key, choices by their words.</param>
    public static ResultSet Of(IReadOnlyCollection<CountedSurvey> surveys, IReadOnlyCollection<QuestionnaireVersion> versions)
    {
        var shown = surveys.Where(s => AnonymityFloor.Shows(s.Anonymous, s.Tally.Answers)).ToList();
        var asked = versions.Where(v => surveys.Any(s => s.Questionnaire == v.QuestionnaireId && s.Version == v.Number)).OrderByDescending(v => v.Number).ToList();
        var questions = asked.SelectMany(v => v.Content.Questions).DistinctBy(q => q.Key)
            .Select(q => One(q, asked, shown)).ToList();
        return new ResultSet(surveys.Count, surveys.Sum(s => s.Asked), surveys.Sum(s => s.Tally.Answers), surveys.Count(s => s.Tally.Answers > 0) - shown.Count(s => s.Tally.Answers > 0), questions);
    }

    private static QuestionResult One(Question question, List<QuestionnaireVersion> versions, List<CountedSurvey> surveys)
    {
        var labels = versions.SelectMany(v => v.Content.Questions.Where(q => q.Key == question.Key)).SelectMany(EvaluationWords.Values).Distinct().ToList();
        var counts = new int[Math.Max(1, labels.Count)];
        var answers = 0;
        foreach (var survey in surveys)
        {
            var version = versions.Find(v => v.QuestionnaireId == survey.Questionnaire && v.Number == survey.Version);
            if (version?.Content.Questions.FirstOrDefault(q => q.Key == question.Key) is not { } said || !survey.Tally.Counts.TryGetValue(question.Key, out var given))
                continue;
            var values = EvaluationWords.Values(said);
            for (var i = 0; i < given.Length; i++)
                counts[values.Count == 0 ? 0 : labels.IndexOf(values[i])] += given[i];
            // Of several choices nobody kept how many people chose: the survey's answers stand for them.
            answers += said.Kind == QuestionKind.Several ? survey.Tally.Answers : given.Sum();
        }

        return new QuestionResult(question, labels, counts, answers);
    }
}

/// <summary>What a panel of results shows, and beside what: questions meet by their key, of one questionnaire or of two.</summary>
internal sealed record ResultComparison(ResultSet Main, string Label)
{
    public IReadOnlyList<ComparedResult> Beside { get; init; } = [];
}

internal sealed record ComparedResult(string Label, ResultSet Result);

/// <summary>A line of the file of results: a value of a question.</summary>
internal sealed record ResultLine(string Questionnaire, QuestionResult Result, int Index)
{
    public static IReadOnlyList<Column<ResultLine>> Columns { get; } =
    [
        new("Questionnaire", l => l.Questionnaire),
        new("Question", l => l.Result.Question.Text) { RowHeader = true },
        new("On y répond par", l => EvaluationWords.Label(l.Result.Question.Kind)),
        new("Réponse", l => l.Result.Labels.Count == 0 ? "commentaires" : l.Result.Labels[l.Index]),
        new("Nombre", l => l.Result.Counts[l.Index]) { Numeric = true },
        new("Personnes", l => l.Result.Answers) { Numeric = true },
        new("Moyenne", l => l.Result.Mean is { } mean ? Kernel.Rounding.HalfAwayFromZero(mean, 2) : null) { Numeric = true, Format = "N2" },
    ];

    public static IEnumerable<ResultLine> Of(string questionnaire, ResultSet set) =>
        set.Questions.SelectMany(q => Enumerable.Range(0, q.Counts.Count).Select(i => new ResultLine(questionnaire, q, i)));
}
