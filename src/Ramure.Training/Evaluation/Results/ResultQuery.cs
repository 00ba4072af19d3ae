using Microsoft.AspNetCore.Http;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Training.Calendar;

namespace Ramure.Training.Evaluation.Results;

/// <summary>What an address of results asks.</summary>
internal sealed record ResultQuery(Guid? Course, Guid? Trainer, string? Theme)
{
    public bool Keeps(CountedSurvey survey) =>
        (Course is null || survey.Course == Course) && (Trainer is null || survey.Trainers.Any(t => t.Id == Trainer)) && (Theme is null || survey.Themes.Contains(Theme));
}

/// <summary>What it gets.</summary>
/// <param name="Year">First year of the school year.</param>
/// <param name="All">All surveys of the unit and the year.</param>
/// <param name="Selection">Those that the filters keep.</param>
/// <param name="Questionnaire">The one shown; null when nothing is kept.</param>
/// <param name="Beside">Another one to compare with.</param>
internal sealed record ResultAnswer(UnitInfo Unit, int Year, ResultQuery Query, SurveySelection All, SurveySelection Selection, Guid? Questionnaire, Guid? Beside)
{
    public bool IsFiltered => Query != new ResultQuery(null, null, null);
}

/// <summary>Reads an address of results, the same for the page and its files. What it does not understand is left out.</summary>
internal sealed class ResultQueryReader(ResultReader results, IClock clock)
{
    public async Task<ResultAnswer> ReadAsync(UnitInfo unit, IQueryCollection query, CancellationToken cancel = default)
    {
        Guid? Id(string name) => Guid.TryParse(query[name].ToString(), out var id) ? id : null;
        var year = PlanningReader.Year(query["annee"].ToString(), clock.Today(unit.TimeZone));
        var asked = new ResultQuery(Id("formation"), Id("formateur"), query["theme"].ToString() is { Length: > 0 } theme ? theme : null);
        var all = await results.OfUnitAsync(unit, Period.SchoolYear(year).Days, cancel);
        var selection = all.Where(asked.Keeps);
        var known = selection.Questionnaires.Select(q => q.Id).ToList();
        Guid? questionnaire = Id("questionnaire") is { } one && known.Contains(one) ? one : known.Count > 0 ? known[0] : null;
        return new ResultAnswer(unit, year, asked, all, selection, questionnaire, Id("avec") is { } other && known.Contains(other) && other != questionnaire ? other : null);
    }
}
