using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Jobs;
using Ramure.Kernel.PersonalData;
using Ramure.Training.Api;
using Ramure.Training.Exchange.Attendance;
using Ramure.Training.Exchange.Mapping;
using Ramure.Training.Exchange.Registrations;
using Ramure.Training.Exchange.Sessions;

namespace Ramure.Training.Exchange;

/// <summary>What exchange with other systems is made of: files and the API.</summary>
internal static class ExchangeServices
{
    public static void AddExchange(this IServiceCollection services)
    {
        services.AddSingleton(ExchangeAuditWords.All);
        services.AddSingleton<ParticipantKeys>();
        services.AddSingleton<MappingReader>();
        services.AddSingleton<MappingShelf>();
        services.AddScoped<ExternalKeys>();
        services.AddScoped<SessionLookup>();
        services.AddScoped<CourseFinder>();
        services.AddScoped<SessionImport>();
        services.AddScoped<RegistrationChanges>();
        services.AddScoped<RegistrationImport>();
        services.AddScoped<AttendanceImport>();
        services.AddScoped<ExchangeImport>();
        services.AddScoped<ExportQuestions>();
        services.AddScoped<ExchangeExport>();
        services.AddScoped<ProgramRegistrar>();
        services.AddScoped<ExchangeUploads>();
        services.AddScoped<IJob, ForgetUploads>();
        services.AddScoped<IPersonalData, ExchangePersonalData>();
    }

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        ExchangeEndpoints.Map(endpoints);
        CatalogueApi.Map(endpoints);
        RegistrationApi.Map(endpoints);
        AttendanceApi.Map(endpoints);
    }
}
