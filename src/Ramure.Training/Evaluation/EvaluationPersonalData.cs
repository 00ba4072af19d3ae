using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.PersonalData;
using Ramure.Kernel.Time;
using Ramure.Training.Evaluation.Answering;
using Ramure.Training.Evaluation.Posting;
using Ramure.Training.Evaluation.Results;
using Ramure.Training.Model;
using Ramure.Training.PersonalData;

namespace Ramure.Training.Evaluation;

/// <summary>Who was asked what they thought, and what they answered under their name. Of anonymous answers nothing leads to anybody.</summary>
internal sealed class EvaluationPersonalData(RamureDb db, IClock clock) : IPersonalData
{
    /// <summary>Who was asked, and their links, after the end of a survey: so long a late link says that it is late.</summary>
    public const int DaysKept = 30;

    private const int AtOnce = 5000;

    public IReadOnlyList<RegisterLine> Register { get; } =
    [
        new(
            "Demandes d’avis : personne sollicitée, et si elle a répondu, sans date", "Les personnes qui ont suivi une session", "Demander une fois, ne relancer que qui n’a pas répondu",
            "Mission d’intérêt public (RGPD, art. 6-1-e)", $"{DaysKept} jours après la fin du questionnaire ; qui a répondu à un questionnaire anonyme : jusqu’à sa fin", "Personne : seul l’envoi s’en sert"),
        new(
            "Réponses nominatives aux questionnaires", "Les personnes qui y répondent, averties que c’est à leur nom", "Améliorer les formations, répondre à une difficulté",
            "Mission d’intérêt public (RGPD, art. 6-1-e)", $"{TrainingPersonalData.YearsKept} ans après la session ; ensuite les chiffres restent, sans nom ni texte", "L’équipe de l’unité qui gère les inscrits"),
        new(
            "Commentaires des questionnaires, anonymes ou non, et ce qui en a été noté", "Les personnes qui en écrivent ou qu’ils nommeraient", "Améliorer les formations, traiter les réclamations",
            "Mission d’intérêt public (RGPD, art. 6-1-e)", $"{TrainingPersonalData.YearsKept} ans après la session", "L’équipe de l’unité, les formateurs de la session, sans le nom de qui écrit"),
    ];

    public async Task<IReadOnlyList<HeldData>> HeldAsync(Person person, CancellationToken cancel)
    {
        var own = db.Set<SessionRegistration>().Where(Of(person));
        var asked = await db.Set<SurveyInvitation>().Where(i => own.Any(r => r.Id == i.RegistrationId))
            .Join(db.Set<Survey>(), i => i.SurveyId, s => s.Id, (i, s) => s).Join(db.Set<Session>(), v => v.SessionId, s => s.Id, (v, s) => new { v, s })
            .Join(db.Set<Course>(), x => x.s.CourseId, c => c.Id, (x, c) => new { x.v.OpenedAt, x.v.Anonymous, c.Content.Title }).ToListAsync(cancel);
        var answers = await db.Set<SurveyAnswer>().AsNoTracking().Where(a => own.Any(r => r.Id == a.RegistrationId))
            .Join(db.Set<Survey>().AsNoTracking(), a => a.SurveyId, s => s.Id, (a, s) => new { a, s })
            .Join(db.Set<QuestionnaireVersion>().AsNoTracking(), x => new { Id = x.s.QuestionnaireId, Number = x.s.Version }, v => new { Id = v.QuestionnaireId, v.Number }, (x, v) => new { x.a, v }).ToListAsync(cancel);
        return
        [
            new("survey-invitations", "Demandes d’avis", ["Formation", "Demandé le", "Anonyme"], [.. asked.OrderBy(a => a.OpenedAt).Select(a => new[] { a.Title, Instant.Text(a.OpenedAt), a.Anonymous ? "oui" : "non" })]),
            new("survey-answers", "Réponses nominatives aux questionnaires", ["Questionnaire", "Répondu le", "Question", "Réponse"],
                [.. answers.OrderBy(x => x.a.SavedAt).SelectMany(x => SessionResults.Said(x.v.Content, GivenAnswer.Of(x.a)).Select(s => new[] { x.v.Content.Title, x.a.SavedAt is { } at ? Instant.Text(at) : null, s.Question, s.Answer }))]),
        ];
    }

    /// <summary>What was answered under the name stays as figures of nobody; its words go. Nobody is asked any more.</summary>
    public async Task<Result<int>> EraseAsync(OperationScope scope, Person person, CancellationToken cancel)
    {
        var own = await scope.Db.Set<SessionRegistration>().Where(Of(person)).Select(r => (Guid?)r.Id).ToListAsync(cancel);
        if (own.Count == 0)
            return 0;
        var links = await scope.Db.Set<SurveyLink>().Where(l => own.Contains(l.RegistrationId)).ExecuteDeleteAsync(cancel);
        var asked = await scope.Db.Set<SurveyInvitation>().Where(i => own.Contains(i.RegistrationId)).ExecuteDeleteAsync(cancel);
        var answers = await scope.Db.Set<SurveyAnswer>().Where(a => own.Contains(a.RegistrationId)).ToListAsync(cancel);
        await ForgetNotesAsync(scope, [.. answers.Select(a => a.Id)], cancel);
        foreach (var answer in answers)
            (answer.RegistrationId, answer.SavedAt, answer.Texts) = (null, null, null);
        if (links + asked + answers.Count > 0)
            scope.Audit(SurveyCloser.SubjectKind, "erasure", null, new { Forgotten = answers.Count });
        await scope.Db.SaveChangesAsync(cancel);
        return asked + answers.Count;
    }

    public async Task<int> ForgetAsync(OperationScope scope, CancellationToken cancel)
    {
        var (ended, before) = (clock.UtcNow.AddDays(-DaysKept), clock.UtcNow.AddYears(-TrainingPersonalData.YearsKept));
        var over = await scope.Db.Set<Survey>().Where(s => s.ClosedAt != null && s.Until < ended && scope.Db.Set<SurveyInvitation>().Any(i => i.SurveyId == s.Id)).OrderBy(s => s.Until).Take(AtOnce).Select(s => s.Id).ToListAsync(cancel);
        await scope.Db.Set<SurveyLink>().Where(l => over.Contains(l.SurveyId)).ExecuteDeleteAsync(cancel);
        var forgotten = await scope.Db.Set<SurveyInvitation>().Where(i => over.Contains(i.SurveyId)).ExecuteDeleteAsync(cancel);
        var old = await scope.Db.Set<SurveyAnswer>()
            .Where(a => (a.RegistrationId != null || a.Texts != null) && scope.Db.Set<Survey>().Any(v => v.Id == a.SurveyId && scope.Db.Set<Session>().Any(s => s.Id == v.SessionId && s.StartsAt < before)))
            .OrderBy(a => a.Id).Take(AtOnce).Select(a => a.Id).ToListAsync(cancel);
        await ForgetNotesAsync(scope, old, cancel);
        await scope.Db.Set<SurveyAnswer>().Where(a => old.Contains(a.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.RegistrationId, (Guid?)null).SetProperty(a => a.SavedAt, (DateTime?)null).SetProperty(a => a.Texts, (string?)null), cancel);
        forgotten += old.Count;
        if (forgotten > 0)
            scope.Audit(SurveyCloser.SubjectKind, "retention", null, new { Forgotten = forgotten });
        return forgotten;
    }

    private static Task ForgetNotesAsync(OperationScope scope, List<Guid> answers, CancellationToken cancel) =>
        scope.Db.Set<CommentNote>().Where(n => answers.Contains(n.AnswerId)).ExecuteDeleteAsync(cancel);

    private static Expression<Func<SessionRegistration, bool>> Of(Person person)
    {
        var account = Guid.TryParse(person.Id, out var id) && person.Reference.StartsWith("account:", StringComparison.Ordinal) ? id : (Guid?)null;
        var key = person.Email?.ToLowerInvariant();
        return r => (account != null && r.AccountId == account) || (key != null && r.PersonKey == key);
    }
}
