using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Jobs;
using Ramure.Kernel.Modules;
using Ramure.Kernel.PersonalData;
using Ramure.Kernel.Sources;
using Ramure.Ledger.Contracts;
using Ramure.Training.Evaluation.Answering;
using Ramure.Training.Evaluation.Asking;
using Ramure.Training.Evaluation.Posting;
using Ramure.Training.Evaluation.Questionnaires;
using Ramure.Training.Evaluation.Results;

namespace Ramure.Training.Evaluation;

/// <summary>What evaluation is made of.</summary>
internal static class EvaluationServices
{
    public static void AddEvaluation(this IServiceCollection services)
    {
        services.AddSingleton(EvaluationAuditWords.All);
        services.AddScoped<QuestionnaireEditor>();
        services.AddScoped<QuestionnaireReader>();
        services.AddScoped<IStartupTask, ShippedQuestionnaires>();
        services.AddScoped<SurveyPlans>();
        services.AddScoped<PlanReader>();
        services.AddScoped<SurveyTargets>();
        services.AddScoped<SurveyLinks>();
        services.AddScoped<IJob, SurveyAsker>();
        services.AddScoped<SurveyCloser>();
        services.AddScoped<ISourceResolver, SurveySources>();
        services.AddSingleton<IContextWords, SurveyContextWords>();
        services.AddScoped<AnswerReader>();
        services.AddScoped<AnswerRecorder>();
        services.AddScoped<SurveyDoor>();
        services.AddScoped<ResultReader>();
        services.AddScoped<ResultQueryReader>();
        services.AddScoped<SessionResults>();
        services.AddScoped<CourseResults>();
        services.AddScoped<PublicResults>();
        services.AddScoped<OpinionsToRead>();
        services.AddScoped<CommentReader>();
        services.AddScoped<CommentNotes>();
        services.AddScoped<IPersonalData, EvaluationPersonalData>();
    }
}
