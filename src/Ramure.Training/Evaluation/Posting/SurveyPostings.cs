using Ramure.Ledger.Contracts;
using Ramure.Training.Closing;
using Ramure.Training.Evaluation.Results;
using Ramure.Training.Model;

namespace Ramure.Training.Evaluation.Posting;

/// <summary>What a survey that is over says to the ledger: sums and how many, so that averages are quotients of sums (L3), on the first day of the session.</summary>
internal static class SurveyPostings
{
    public static IReadOnlyList<LedgerLine> Of(Survey survey, QuestionnaireContent content, Session session, CourseContent taught, TakenOver? stated)
    {
        var first = session.Slots.OrderBy(s => s.StartsAt).ThenBy(s => s.Id).First();
        var context = new Dictionary<string, string>(SessionContext.Of(taught, first, stated)) { [SurveyContextWords.MomentKey] = survey.Moment == SurveyMoment.AtClosing ? SurveyContextWords.AtOnce : SurveyContextWords.Later };
        LedgerLine Line(string measure, long quantity) => new(measure, session.Unit, first.Day, quantity, context);
        var lines = new List<LedgerLine> { Line(EvaluationMeasures.Asked, survey.Asked), Line(EvaluationMeasures.Answers, survey.Tally.Answers) };
        // A sum over few anonymous answers says what one of them was.
        if (AnonymityFloor.Shows(survey) && content.Questions.FirstOrDefault(q => q.Satisfaction) is { } question && survey.Tally.Counts.TryGetValue(question.Key, out var counts) && counts.Sum() > 0)
        {
            lines.Add(Line(EvaluationMeasures.Points, counts.Select((n, i) => (long)n * (i + 1)).Sum()));
            lines.Add(Line(EvaluationMeasures.Satisfied, counts.Sum()));
        }

        return lines;
    }
}
