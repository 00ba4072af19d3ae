using Ramure.Training.Model;

namespace Ramure.Training.Evaluation.Results;

/// <summary>
/// From how many answers on an anonymous survey shows anything. Of four, one who knows three knows the fourth, and a mean of few gives each
/// away; five is what public statistics take for a respondent not to be told apart. A survey below it counts in no sum anywhere, so that no
/// difference between two selections is made of fewer than five answers.
/// </summary>
internal static class AnonymityFloor
{
    public const int Least = 5;

    public static bool Shows(Survey survey) => Shows(survey.Anonymous, survey.Tally.Answers);

    public static bool Shows(bool anonymous, int answers) => !anonymous || answers >= Least;
}
