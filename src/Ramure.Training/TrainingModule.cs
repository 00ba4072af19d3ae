using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Journal.Contracts;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.FirstStart;
using Ramure.Kernel.Jobs;
using Ramure.Kernel.Modules;
using Ramure.Kernel.Navigation;
using Ramure.Kernel.PersonalData;
using Ramure.Kernel.Sources;
using Ramure.Ledger.Contracts;
using Ramure.Training.Attendance;
using Ramure.Training.Attendance.Codes;
using Ramure.Training.Catalogue;
using Ramure.Training.Closing;
using Ramure.Training.Contracts;
using Ramure.Training.HandOver;
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
        services.AddScoped<CourseEditor>();
        services.AddScoped<SessionPlanner>();
        services.AddScoped<Registrar>();
        services.AddScoped<CatalogueReader>();
        services.AddScoped<IJob, OfferExpiry>();
        services.AddSingleton(new AppendOnlyTable("training_marks"));
        services.AddSingleton(new AppendOnlyTable("training_headcounts"));
        services.AddSingleton(AttendanceAuditWords.All);
        services.AddScoped<AttendanceDoor>();
        services.AddScoped<SheetOperation>();
        services.AddSingleton<AttendanceRules>();
        services.AddScoped<AttendanceWriter>();
        services.AddScoped<AttendanceRecorder>();
        services.AddScoped<AttendanceReader>();
        services.AddSingleton<RoomCode>();
        services.AddSingleton<CodeGuesses>();
        services.AddScoped<PresenceConfirmer>();
        services.AddSingleton(HandOverWords.All);
        services.AddScoped<ActivityTakeOver>();
        services.AddScoped<ReferenceSessions>();
        services.AddScoped<IFirstStart>(s => s.GetRequiredService<ReferenceSessions>());
        services.AddScoped<IActivityPageLinks, TakeOverLinks>();
        services.AddSingleton(ClosingAuditWords.All);
        services.AddScoped<SessionCloser>();
        services.AddScoped<PostedFiguresReader>();
        services.AddScoped<IStartupTask, ClosingMeasuresTask>();
        services.AddScoped<ISourceResolver, SessionSources>();
        services.AddSingleton<IContextWords, TrainingContextWords>();
        services.AddScoped<IPersonalData, AttendancePersonalData>();
        services.AddScoped<IPersonalData, TrainingPersonalData>();
    }
}
