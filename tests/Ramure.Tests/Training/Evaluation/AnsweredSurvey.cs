using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Data;
using Ramure.Kernel.Time;
using Ramure.Tests.Support;
using Ramure.Training.Evaluation.Answering;
using Ramure.Training.Evaluation.Questionnaires;
using Ramure.Training.Model;
using Ramure.Training.Registration.Links;

namespace Ramure.Tests.Training.Evaluation;

/// <summary>A survey that some people answered, written straight to the tables: something behind every address of evaluations.</summary>
/// <param name="Link">A link that is still good.</param>
/// <param name="Comment">Address of a comment.</param>
internal sealed record AnsweredSurvey(string Link, string Comment)
{
    private const int People = 6;

    public static async Task<AnsweredSurvey> AddAsync(TestInstallation installation, Guid session, Guid registration) => await installation.RunAsync(async s =>
    {
        var (db, now, secret) = (s.GetRequiredService<RamureDb>(), s.GetRequiredService<IClock>().UtcNow, ManageLinks.Secret());
        var questionnaire = ShippedQuestionnaires.Identifier("a-chaud");
        var content = (await db.FindAsync<QuestionnaireVersion>(questionnaire, 1))!.Content;
        var survey = new Survey
        {
            Id = Guid.CreateVersion7(),
            SessionId = session,
            QuestionnaireId = questionnaire,
            Version = 1,
            Moment = SurveyMoment.AtClosing,
            Anonymous = true,
            OpenedAt = now,
            Until = now.AddDays(21),
            ReminderDays = 5,
            Reminders = 2,
            Asked = People + 1,
        };
        var answers = Enumerable.Range(0, People).Select(i => new GivenAnswer(
            content.Questions.Where(q => q.Values > 0).ToDictionary(q => q.Key, q => new[] { (i + q.Key.Length) % q.Values }),
            i % 2 == 0 ? new Dictionary<string, string> { ["mieux"] = $"La partie pratique m’a beaucoup aidé, j’en voudrais davantage ({i})." } : [])).ToList();
        survey.Tally = AnswerForm.Tally(content, answers);
        var rows = answers.ConvertAll(a => new SurveyAnswer { Id = Guid.CreateVersion7(), SurveyId = survey.Id, Numbers = a.WriteNumbers(), Texts = a.WriteTexts() });
        db.Add(survey);
        db.AddRange(rows);
        db.Add(new SurveyInvitation { SurveyId = survey.Id, RegistrationId = registration });
        db.Add(new SurveyLink { TokenHash = ManageLinks.Hash(secret), SurveyId = survey.Id, RegistrationId = registration });
        await db.SaveChangesAsync();
        return new AnsweredSurvey($"/avis/{secret}", $"/formations/evaluations/commentaires/{rows[0].Id}/mieux");
    });
}
