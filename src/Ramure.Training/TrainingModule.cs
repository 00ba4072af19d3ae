using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Jobs;
using Ramure.Kernel.Modules;
using Ramure.Kernel.Navigation;
using Ramure.Kernel.PersonalData;
using Ramure.Training.Attendance;
using Ramure.Training.AttendanceApp;
using Ramure.Training.Catalogue;
using Ramure.Training.Contracts;
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
        services.AddAttendance();
        services.AddSingleton(TrainingAuditWords.All);
        services.AddScoped<CourseEditor>();
        services.AddScoped<SessionPlanner>();
        services.AddScoped<Registrar>();
        services.AddScoped<CatalogueReader>();
        services.AddScoped<IJob, OfferExpiry>();
        services.AddScoped<IPersonalData, TrainingPersonalData>();
        services.AddAttendanceApp();
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints) => AppEndpoints.Map(endpoints);
}
