using Microsoft.Extensions.DependencyInjection;
using Ramure.Journal.Contracts;
using Ramure.Kernel.Data;
using Ramure.Kernel.FirstStart;
using Ramure.Kernel.Modules;
using Ramure.Kernel.PersonalData;
using Ramure.Kernel.Sources;
using Ramure.Ledger.Contracts;
using Ramure.Training.Attendance.Codes;
using Ramure.Training.Attendance.Paper;
using Ramure.Training.Closing;
using Ramure.Training.HandOver;

namespace Ramure.Training.Attendance;

/// <summary>What presence, its closing and what the journal hands over need.</summary>
internal static class AttendanceServices
{
    public static void AddAttendance(this IServiceCollection services)
    {
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
        services.AddScoped<LinkedPresence>();
        services.AddSingleton<PaperCode>();
        services.AddSingleton<TypedCodes>();
        services.AddSingleton<PaperForm>();
        services.AddScoped<PaperDocument>();
        services.AddScoped<PaperScans>();
        services.AddScoped<IPersonalData, PaperPersonalData>();
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
    }
}
