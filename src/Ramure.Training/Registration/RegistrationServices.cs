using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Jobs;
using Ramure.Kernel.PersonalData;
using Ramure.Training.Quotas;
using Ramure.Training.Registration.Links;
using Ramure.Training.Registration.Moving;
using Ramure.Training.Registration.Nominations;
using Ramure.Training.Registration.People;
using Ramure.Training.Registration.Teams;

namespace Ramure.Training.Registration;

/// <summary>What registration is made of.</summary>
internal static class RegistrationServices
{
    public static void AddTrainingRegistration(this IServiceCollection services)
    {
        services.AddSingleton(RegistrationAuditWords.All);
        services.AddScoped<Seats>();
        services.AddSingleton<RegistrationDesk>();
        services.AddScoped<Registrar>();
        services.AddScoped<RegistrationReader>();
        services.AddScoped<BelongingReader>();
        services.AddScoped<IJob, OfferExpiry>();
        services.AddScoped<QuotaEditor>();
        services.AddScoped<PeopleReader>();
        services.AddScoped<Mover>();
        services.AddScoped<ManageLinks>();
        services.AddScoped<LinkRegistrar>();
        services.AddScoped<LinkReader>();
        services.AddScoped<IPersonalData, LinkPersonalData>();
        services.AddScoped<TeamRegistrar>();
        services.AddScoped<NominationImport>();
    }

    public static void Map(IEndpointRouteBuilder endpoints) => PeopleEndpoints.Map(endpoints);
}
