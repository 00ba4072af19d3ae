using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Training.Evaluation.Asking;
using Ramure.Training.Evaluation.Posting;
using Ramure.Training.Model;

namespace Ramure.Training.Evaluation.Answering;

/// <summary>
/// Keeps what somebody answers, under the survey's row lock. Of an anonymous survey every answer, and every mark of who answered, is taken out
/// and written anew, each in an order of its own that has nothing to do with time: neither the place of a row nor the transaction that wrote it
/// (which PostgreSQL shows) leads from one to the other.
/// </summary>
internal sealed class AnswerRecorder(OperationRunner runner, RamureDb db, SurveyLinks links)
{
    public static readonly Refusal Dead = new("link-dead", "Ce lien n’est pas valable. Prenez celui du message le plus récent.");
    public static readonly Refusal Over = new("survey-over", "Le temps pour répondre est passé.");
    public static readonly Refusal Used = new("survey-answered", "Vous avez déjà répondu. Une réponse anonyme ne se retrouve pas : elle ne peut plus être changée.");

    private static readonly string[] AnswerColumns = ["\"Id\"", "\"SurveyId\"", "\"RegistrationId\"", "\"SavedAt\"", "\"Numbers\"", "\"Texts\""];
    private static readonly string[] InvitationColumns = ["\"SurveyId\"", "\"RegistrationId\"", "\"Answered\""];

    /// <param name="said">Values posted for a field.</param>
    public Task<Result<Done>> RecordAsync(string? secret, Func<string, IReadOnlyList<string>> said, CancellationToken cancel = default) =>
        runner.RunAsync<Done>(new Operation("training.answer-survey", Permission.Anyone), async scope =>
        {
            db.ChangeTracker.Clear();
            if (await links.FindAsync(secret, cancel) is not { } link)
                return Dead;
            // The row lock: answers of a survey follow one another, and none comes after its closing.
            await db.Set<Survey>().Where(s => s.Id == link.SurveyId).ExecuteUpdateAsync(set => set.SetProperty(s => s.Asked, s => s.Asked), cancel);
            var survey = await db.Set<Survey>().SingleAsync(s => s.Id == link.SurveyId, cancel);
            if (survey.ClosedAt is not null || survey.Until <= scope.At)
                return Over;
            var content = (await db.Set<QuestionnaireVersion>().AsNoTracking().SingleAsync(v => v.QuestionnaireId == survey.QuestionnaireId && v.Number == survey.Version, cancel)).Content;
            var invitations = await db.Set<SurveyInvitation>().AsNoTracking().Where(i => i.SurveyId == survey.Id).ToListAsync(cancel);
            if (invitations.Find(i => i.RegistrationId == link.RegistrationId) is not { } own)
                return Dead;
            if (survey.Anonymous && own.Answered)
                return Used;
            if (!AnswerForm.Read(content, said).TryGet(out var given, out var refusals))
                return refusals.ToList();
            var answers = await db.Set<SurveyAnswer>().AsNoTracking().Where(a => a.SurveyId == survey.Id).ToListAsync(cancel);
            var all = survey.Anonymous ? await WriteAnewAsync(scope, survey, answers, invitations, own, given, cancel) : await WriteNamedAsync(scope, survey, answers, own, given, cancel);
            survey.Tally = AnswerForm.Tally(content, all);
            var unit = await db.Set<Session>().Where(s => s.Id == survey.SessionId).Select(s => s.Unit).SingleAsync(cancel);
            // That an answer came, and nothing of whose or which.
            scope.Audit(SurveyCloser.SubjectKind, survey.Id.ToString("D"), null, null, unit);
            return default(Done);
        }, cancel);

    private async Task<List<GivenAnswer>> WriteNamedAsync(OperationScope scope, Survey survey, List<SurveyAnswer> answers, SurveyInvitation own, GivenAnswer given, CancellationToken cancel)
    {
        var known = answers.Find(a => a.RegistrationId == own.RegistrationId);
        if (known is null)
            db.Add(known = new SurveyAnswer { Id = Guid.CreateVersion7(), SurveyId = survey.Id, RegistrationId = own.RegistrationId, Numbers = "" });
        else
            db.Attach(known);
        (known.Numbers, known.Texts, known.SavedAt) = (given.WriteNumbers(), given.WriteTexts(), scope.At);
        await db.Set<SurveyInvitation>().Where(i => i.SurveyId == survey.Id && i.RegistrationId == own.RegistrationId).ExecuteUpdateAsync(set => set.SetProperty(i => i.Answered, true), cancel);
        return [.. answers.Where(a => a.RegistrationId != own.RegistrationId).Select(GivenAnswer.Of), given];
    }

    private async Task<List<GivenAnswer>> WriteAnewAsync(
        OperationScope scope, Survey survey, List<SurveyAnswer> answers, List<SurveyInvitation> invitations, SurveyInvitation own, GivenAnswer given, CancellationToken cancel)
    {
        var one = new SurveyAnswer { Id = Drawn(), SurveyId = survey.Id, Numbers = given.WriteNumbers(), Texts = given.WriteTexts() };
        own.Answered = true;
        await db.Set<SurveyAnswer>().Where(a => a.SurveyId == survey.Id).ExecuteDeleteAsync(cancel);
        await db.Set<SurveyInvitation>().Where(i => i.SurveyId == survey.Id).ExecuteDeleteAsync(cancel);
        List<SurveyAnswer> all = [.. answers, one];
        await scope.InsertAsync(
            SurveyAnswerMapping.Table, AnswerColumns, [.. all.OrderBy(a => a.Id).Select(a => new object?[] { a.Id, a.SurveyId, null, null, a.Numbers, a.Texts })], "", cancel);
        await scope.InsertAsync(
            SurveyInvitationMapping.Table, InvitationColumns, [.. invitations.OrderBy(i => i.RegistrationId).Select(i => new object?[] { i.SurveyId, i.RegistrationId, i.Answered })], "", cancel);
        return all.ConvertAll(GivenAnswer.Of);
    }

    /// <summary>Identifiers elsewhere grow with time; this one says nothing.</summary>
    private static Guid Drawn() => new(RandomNumberGenerator.GetBytes(16));
}
