using System.CommandLine;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.CommandLine;
using Ramure.Kernel.Modules;
using Ramure.Kernel.Navigation;
using Ramure.Kernel.PersonalData;
using Ramure.Training.Attendance;
using Ramure.Training.Attendance.Paper;
using Ramure.Training.AttendanceApp;
using Ramure.Training.Badges;
using Ramure.Training.Calendar;
using Ramure.Training.Catalogue;
using Ramure.Training.Catalogue.Feeds;
using Ramure.Training.Catalogue.Indexing;
using Ramure.Training.Catalogue.Searching;
using Ramure.Training.CommandLine;
using Ramure.Training.Contracts;
using Ramure.Training.Evaluation;
using Ramure.Training.Evaluation.Results;
using Ramure.Training.Exchange;
using Ramure.Training.Loading;
using Ramure.Training.Mail;
using Ramure.Training.PersonalData;
using Ramure.Training.Programme;
using Ramure.Training.Quality;
using Ramure.Training.Recognition;
using Ramure.Training.Registration;
using Ramure.Training.Rooms;
using Ramure.Training.Sessions;
using Ramure.Training.Trainers;
using Ramure.Training.Words;

namespace Ramure.Training;

/// <summary>Trainings, their sessions, and who comes.</summary>
public sealed class TrainingModule : IModule
{
    public IEnumerable<Permission> Permissions => TrainingPermissions.All;

    public IEnumerable<NavigationItem> Navigation => [new("Formations", "/formations", 15), new("Présence", "/formations/feuilles", 16, TrainingPermissions.PeopleCode)];

    public IEnumerable<HomePanel> HomePanels => [new(typeof(PlanningPanel), 15, TrainingPermissions.PeopleCode)];

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        RegistrationServices.Map(endpoints);
        CatalogueFeeds.Map(endpoints);
        PlanningExport.Map(endpoints);
        AppEndpoints.Map(endpoints);
        PaperEndpoints.Map(endpoints);
        RecognitionEndpoints.Map(endpoints);
        ExchangeServices.Map(endpoints);
        ResultExports.Map(endpoints);
        QualityExport.Map(endpoints);
    }

    public IEnumerable<Command> Commands(CommandHost host) => [RotateBadgeKey.Command(host), TrainingCommands.Training(host)];

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(TrainingAuditWords.All);
        AddProgramme(services);
        AddCatalogue(services);
        AddPlanning(services);
        services.AddTrainingRegistration();
        services.AddAttendance();
        services.AddAttendanceApp();
        services.AddRecognition();
        // Before the registrations': by them they find whose mails, answers and identifiers they are.
        services.AddMails();
        services.AddEvaluation();
        services.AddQuality();
        services.AddExchange();
        services.AddScoped<IPersonalData, TrainingPersonalData>();
        services.AddScoped<ITrainingBulk, TrainingBulk>();
    }

    private static void AddProgramme(IServiceCollection services)
    {
        services.AddSingleton(ProgrammeAuditWords.All);
        services.AddScoped<CourseEditor>();
        services.AddScoped<CourseVersions>();
        services.AddScoped<VersionAdoption>();
        services.AddScoped<CourseList>();
        services.AddScoped<OwnUnitChoices>();
        services.AddScoped<IPersonalData, CourseVersionData>();
    }

    private static void AddCatalogue(IServiceCollection services)
    {
        services.AddScoped<CatalogueReader>();
        services.AddSingleton<CatalogueMemory>();
        services.AddSingleton<CalendarFile>();
        services.AddSingleton<OriginMemory>();
        services.AddScoped<CatalogueLoader>();
        services.AddScoped<CatalogueIndex>();
        services.AddScoped<OriginFinder>();
        services.AddScoped<CriteriaReader>();
        services.AddScoped<CatalogueFinder>();
        services.AddScoped<CourseData>();
    }

    /// <summary>Sessions with their rooms and trainers, and what staff see of them.</summary>
    private static void AddPlanning(IServiceCollection services)
    {
        services.AddSingleton(RoomAuditWords.All);
        services.AddSingleton(TrainerAuditWords.All);
        services.AddScoped<PlanningLock>();
        services.AddScoped<Occupations>();
        services.AddScoped<PlaceFinder>();
        services.AddScoped<SlotRules>();
        services.AddScoped<SessionRules>();
        services.AddScoped<SlotChanges>();
        services.AddScoped<SessionTrainers>();
        services.AddScoped<SessionForms>();
        services.AddScoped<SessionPlanner>();
        services.AddScoped<RoomKeeper>();
        services.AddScoped<RoomReader>();
        services.AddScoped<TrainerKeeper>();
        services.AddScoped<TrainerReader>();
        services.AddScoped<IPersonalData, TrainerPersonalData>();
        services.AddScoped<PlanningUnits>();
        services.AddScoped<PlanningReader>();
        services.AddScoped<WeekReader>();
        services.AddScoped<TodoReader>();
    }
}
