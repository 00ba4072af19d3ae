using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Data;
using Ramure.Kernel.Jobs;
using Ramure.Kernel.Operations;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Ramure.Tests.Training.Mail;
using Ramure.Tests.Training.Recognition;
using Ramure.Training.Evaluation.Answering;
using Ramure.Training.Evaluation.Asking;
using Ramure.Training.Evaluation.Questionnaires;
using Ramure.Training.Model;

namespace Ramure.Tests.Training.Evaluation;

/// <summary>Sessions of 18 September 2024 that were held, closed and asked about; what people answer.</summary>
internal static partial class SurveyScene
{
    public static Guid AtOnce { get; } = ShippedQuestionnaires.Identifier("a-chaud");

    public static Guid Later { get; } = ShippedQuestionnaires.Identifier("a-froid");

    /// <summary>A session whose people, "p0"…, all came; asked about as <paramref name="say"/> says, and closed.</summary>
    public static async Task<Session> HeldAsync(this TrainingScene scene, int people, Action<PlanText>? say = null, bool plan = true)
    {
        scene.Clock.UtcNow = JournalInstallation.Now;
        var session = await scene.SessionAsync(seats: Math.Max(people, 1));
        if (plan)
            await scene.PlanAsync(new SurveyTarget(null, session.Id), say);
        var rows = new List<SessionRegistration>();
        for (var i = 0; i < people; i++)
            rows.Add(await scene.RegisterAsync(session, $"p{i}"));
        scene.Clock.UtcNow = RecognitionScene.Evening;
        foreach (var row in rows)
            await scene.AttendAsync(session, row, 180, 180);
        await scene.CloseAsync(session);
        return session;
    }

    public static async Task<SurveyPlan> PlanAsync(this TrainingScene scene, SurveyTarget target, Action<PlanText>? say = null)
    {
        var text = new PlanText { Questionnaire = AtOnce.ToString() };
        say?.Invoke(text);
        return (await scene.RunAsync(s => s.GetRequiredService<SurveyPlans>().AddAsync(target, text))).Value;
    }

    public static void Named(PlanText text) => text.Anonymous = PlanText.Named;

    public static Task RunAsync(this TestInstallation installation) =>
        installation.RunAsync(s => s.GetServices<IJob>().OfType<SurveyAsker>().Single().RunAsync(TestContext.Current.CancellationToken));

    /// <summary>Runs the job, then sends what is to be sent.</summary>
    public static async Task AskAsync(this TrainingScene scene)
    {
        await scene.Installation.RunAsync();
        await scene.DeliverAsync();
    }

    /// <summary>Every link that was sent, the oldest first: "p0@exemple.test" and "/avis/…".</summary>
    public static IReadOnlyList<(string To, string Link)> Links(this TrainingScene scene) =>
        [.. scene.Files().Where(m => m.Subject!.Contains("votre avis", StringComparison.Ordinal)).Select(m => (m.Address(), AnswerAddress().Match(m.Body()).Value))];

    public static string Secret(string link) => link[(link.LastIndexOf('/') + 1)..];

    /// <summary>Answers: "satisfaction=4", several values by commas. Questions that must be answered, and are not said, get a 3.</summary>
    public static Task<Result<Done>> AnswerAsync(this TrainingScene scene, string link, params string[] said)
    {
        var values = new Dictionary<string, string[]> { ["satisfaction"] = ["3"], ["objectifs"] = ["3"], ["contenu"] = ["3"], ["usage"] = ["3"] };
        foreach (var one in said)
            values[one[..one.IndexOf('=', StringComparison.Ordinal)]] = one[(one.IndexOf('=', StringComparison.Ordinal) + 1)..].Split(',');
        return scene.RunAsync(s => s.GetRequiredService<AnswerRecorder>().RecordAsync(Secret(link), field => values.GetValueOrDefault(field[(AnswerForm.Prefix.Length + 1)..]) ?? []));
    }

    public static Task<Survey> SurveyAsync(this TrainingScene scene, Session session, Guid? questionnaire = null) =>
        scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Survey>().AsNoTracking().SingleAsync(v => v.SessionId == session.Id && v.QuestionnaireId == (questionnaire ?? AtOnce)));

    [GeneratedRegex("/avis/[0-9a-f]{64}")]
    private static partial Regex AnswerAddress();
}
