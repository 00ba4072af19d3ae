using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Training.Evaluation.Asking;
using Ramure.Training.Model;

namespace Ramure.Training.Evaluation.Answering;

/// <summary>What a link of a questionnaire leads to.</summary>
/// <param name="Given">What the person answered already; null when they have not, and never for an anonymous one.</param>
/// <param name="Name">Who answers; empty for an anonymous one.</param>
internal sealed record AskedSurvey(Survey Survey, QuestionnaireContent Content, Session Session, Course Course, string UnitName, string Name, bool Answered, GivenAnswer? Given, bool Over);

/// <summary>Reads it: for who has the secret, and for nobody else.</summary>
internal sealed class AnswerReader(RamureDb db, SurveyLinks links, INetwork network, IClock clock)
{
    /// <summary>Null for a link that is none of ours, or that was forgotten.</summary>
    public async Task<AskedSurvey?> FindAsync(string? secret, CancellationToken cancel = default)
    {
        if (await links.FindAsync(secret, cancel) is not { } link)
            return null;
        var survey = await db.Set<Survey>().AsNoTracking().SingleAsync(s => s.Id == link.SurveyId, cancel);
        var version = await db.Set<QuestionnaireVersion>().AsNoTracking().SingleAsync(v => v.QuestionnaireId == survey.QuestionnaireId && v.Number == survey.Version, cancel);
        var session = await db.Set<Session>().AsNoTracking().Include(s => s.Slots).SingleAsync(s => s.Id == survey.SessionId, cancel);
        var course = await db.Set<Course>().AsNoTracking().SingleAsync(c => c.Id == session.CourseId, cancel);
        var answered = await db.Set<SurveyInvitation>().Where(i => i.SurveyId == survey.Id && i.RegistrationId == link.RegistrationId).Select(i => i.Answered).SingleOrDefaultAsync(cancel);
        var (name, given) = ("", default(GivenAnswer));
        if (!survey.Anonymous)
        {
            name = await db.Set<SessionRegistration>().Where(r => r.Id == link.RegistrationId).Select(r => r.Name).SingleAsync(cancel);
            given = await db.Set<SurveyAnswer>().AsNoTracking().SingleOrDefaultAsync(a => a.SurveyId == survey.Id && a.RegistrationId == link.RegistrationId, cancel) is { } row ? GivenAnswer.Of(row) : null;
        }

        var unit = (await network.SnapshotAsync(cancel)).TryFind(session.Unit, out var known) ? known.Name : session.Unit;
        return new AskedSurvey(survey, version.Content, session, course, unit, name, answered, given, survey.ClosedAt is not null || survey.Until <= clock.UtcNow);
    }
}
