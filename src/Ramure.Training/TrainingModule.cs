using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Jobs;
using Ramure.Kernel.Modules;
using Ramure.Kernel.Navigation;
using Ramure.Kernel.PersonalData;
using Ramure.Training.Catalogue;
using Ramure.Training.Catalogue.Feeds;
using Ramure.Training.Catalogue.Indexing;
using Ramure.Training.Catalogue.Searching;
using Ramure.Training.Contracts;
using Ramure.Training.Loading;
using Ramure.Training.PersonalData;
using Ramure.Training.Programme;
using Ramure.Training.Registration;
using Ramure.Training.Sessions;
using Ramure.Training.Words;

namespace Ramure.Training;

/// <summary>Trainings, their sessions, and who comes.</summary>
public sealed class TrainingModule : IModule
{
    public IEnumerable<Permission> Permissions => TrainingPermissions.All;

    public IEnumerable<NavigationItem> Navigation => [new("Formations", "/formations", 15)];

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(TrainingAuditWords.All);
        services.AddSingleton(ProgrammeAuditWords.All);
        services.AddScoped<CourseEditor>();
        services.AddScoped<CourseVersions>();
        services.AddScoped<VersionAdoption>();
        services.AddScoped<CourseList>();
        services.AddScoped<OwnUnitChoices>();
        services.AddScoped<IPersonalData, CourseVersionData>();
        services.AddScoped<SessionPlanner>();
        services.AddScoped<Registrar>();
        services.AddScoped<CatalogueReader>();
        services.AddScoped<ITrainingBulk, TrainingBulk>();
        services.AddSingleton<CatalogueMemory>();
        services.AddSingleton<OriginMemory>();
        services.AddScoped<CatalogueLoader>();
        services.AddScoped<CatalogueIndex>();
        services.AddScoped<OriginFinder>();
        services.AddScoped<CriteriaReader>();
        services.AddScoped<CatalogueFinder>();
        services.AddScoped<CourseData>();
        services.AddScoped<IJob, OfferExpiry>();
        services.AddScoped<IPersonalData, TrainingPersonalData>();
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints) => CatalogueFeeds.Map(endpoints);
}
