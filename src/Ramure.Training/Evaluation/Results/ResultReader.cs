using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Training.Contracts;
using Ramure.Training.Model;
using Ramure.Training.Sessions;

namespace Ramure.Training.Evaluation.Results;

/// <summary>The surveys of some sessions, with what was asked.</summary>
internal sealed class SurveySelection(IReadOnlyList<CountedSurvey> surveys, IReadOnlyList<QuestionnaireVersion> versions, IReadOnlyDictionary<Guid, string> titles)
{
    public IReadOnlyList<CountedSurvey> Surveys { get; } = surveys;

    /// <summary>The questionnaires that were asked, the one with most answers first.</summary>
    public IReadOnlyList<(Guid Id, string Title, int Answers)> Questionnaires { get; } =
        [.. surveys.GroupBy(s => s.Questionnaire).Select(g => (g.Key, titles[g.Key], g.Sum(s => s.Tally.Answers))).OrderByDescending(q => q.Item3).ThenBy(q => q.Item2, StringComparer.CurrentCulture)];

    public string Title(Guid questionnaire) => titles[questionnaire];

    public SurveySelection Where(Func<CountedSurvey, bool> keep) => new([.. Surveys.Where(keep)], versions, titles);

    /// <summary>What those of one questionnaire add up to.</summary>
    public ResultSet Of(Guid questionnaire) => ResultSet.Of([.. Surveys.Where(s => s.Questionnaire == questionnaire)], [.. versions.Where(v => v.QuestionnaireId == questionnaire)]);

    /// <summary>What each question of a survey asked.</summary>
    public QuestionnaireContent Content(CountedSurvey survey) => versions.First(v => v.QuestionnaireId == survey.Questionnaire && v.Number == survey.Version).Content;
}

/// <summary>Reads what people thought. Sums of answers come from the tallies of surveys; answers themselves are read for comments only.</summary>
internal sealed class ResultReader(RamureDb db, IAccess access, INetwork network, IClock clock, SurveyDoor door)
{
    /// <summary>Of the unit and all below it, for sessions that begin within the days; denied to who may not read them.</summary>
    public async Task<SurveySelection> OfUnitAsync(UnitInfo unit, DayRange days, CancellationToken cancel = default)
    {
        await access.DemandAsync(TrainingPermissions.Results, unit.Code, cancel);
        return await OfUnitUncheckedAsync(unit.Code, days, cancel);
    }

    /// <summary>Of one session; denied to who may read nothing of it.</summary>
    public async Task<(SurveySelection Own, ResultView View)> OfSessionAsync(Session session, CancellationToken cancel = default)
    {
        var view = await door.DemandAsync(session, cancel);
        return (await ReadAsync(db.Set<Session>().Where(s => s.Id == session.Id), cancel), view);
    }

    /// <summary>Beside what to read a session: all sessions of its unit in its school year. Shown as means only.</summary>
    public Task<SurveySelection> BesideAsync(Session session, CancellationToken cancel = default)
    {
        var day = DateOnly.FromDateTime(LocalTime.At(session.StartsAt, session.TimeZone));
        return OfUnitUncheckedAsync(session.Unit, Period.SchoolYear(Period.SchoolYearOf(day)).Days, cancel);
    }

    /// <summary>Of all sessions of a training.</summary>
    public async Task<SurveySelection> OfCourseAsync(Course course, CancellationToken cancel = default)
    {
        await access.DemandAsync(TrainingPermissions.Results, course.Unit, cancel);
        return await ReadAsync(db.Set<Session>().Where(s => s.CourseId == course.Id), cancel);
    }

    internal async Task<SurveySelection> OfUnitUncheckedAsync(string code, DayRange days, CancellationToken cancel)
    {
        var tree = await network.SnapshotAsync(cancel);
        var units = tree.TryFind(code, out var unit) ? tree.SubtreeAt(unit.Number, clock.Today(unit.TimeZone)).Select(u => u.Code).ToList() : [code];
        var zone = unit?.TimeZone ?? "Europe/Paris";
        var (from, to) = (LocalTime.Midnight(days.From, zone), LocalTime.Midnight(days.To, zone));
        return await ReadAsync(db.Set<Session>().Where(s => units.Contains(s.Unit) && s.StartsAt >= from && s.StartsAt < to), cancel);
    }

    private async Task<SurveySelection> ReadAsync(IQueryable<Session> sessions, CancellationToken cancel)
    {
        var rows = await sessions.AsNoTracking().Join(db.Set<Survey>().AsNoTracking(), s => s.Id, v => v.SessionId, (s, v) => new { s, v })
            .Join(db.Set<Course>().AsNoTracking(), x => x.s.CourseId, c => c.Id, (x, c) => new { x.s, x.v, c.Id, c.Content.Title, c.Content.Themes }).ToListAsync(cancel);
        var trainers = (await db.Set<SessionTrainer>().AsNoTracking().Where(t => sessions.Any(s => s.Id == t.SessionId)).Select(t => new { t.SessionId, t.TrainerId, t.Trainer!.Name }).ToListAsync(cancel))
            .ToLookup(t => t.SessionId, t => (t.TrainerId, t.Name));
        var asked = rows.Select(r => r.v.QuestionnaireId).Distinct().ToList();
        var versions = await db.Set<QuestionnaireVersion>().AsNoTracking().Where(v => asked.Contains(v.QuestionnaireId)).ToListAsync(cancel);
        var titles = await db.Set<Questionnaire>().AsNoTracking().Where(q => asked.Contains(q.Id)).ToDictionaryAsync(q => q.Id, q => q.Title, cancel);
        return new SurveySelection(
            [
                .. rows.OrderByDescending(r => r.s.StartsAt).ThenBy(r => r.v.Id).Select(r => new CountedSurvey(
                    r.v.Id, r.v.QuestionnaireId, r.v.Version, r.v.Moment, r.v.Anonymous, r.v.Asked, r.v.Tally, r.v.ClosedAt, r.v.Until,
                    r.s.Id, r.s.Unit, r.s.StartsAt, r.s.TimeZone, r.Id, r.Title, r.Themes) { Trainers = [.. trainers[r.s.Id]] }),
            ],
            versions, titles);
    }
}
