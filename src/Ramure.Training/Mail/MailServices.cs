using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Jobs;
using Ramure.Kernel.Outbox;
using Ramure.Kernel.PersonalData;

namespace Ramure.Training.Mail;

/// <summary>What mails about sessions need.</summary>
internal static class MailServices
{
    public static void AddMails(this IServiceCollection services)
    {
        services.AddSingleton(MailAuditWords.All);
        services.AddScoped<LetterSubjects>();
        services.AddScoped<LetterMaker>();
        services.AddScoped<MailTexts>();
        services.AddScoped<MailTextEditor>();
        services.AddScoped<MailTextReader>();
        services.AddScoped<SessionMails>();
        services.AddScoped<SummonsDays>();
        services.AddScoped<IOutboxHandler, MailWriter>();
        services.AddScoped<IJob, Summoner>();
        services.AddScoped<IPersonalData, MailPersonalData>();
    }
}
