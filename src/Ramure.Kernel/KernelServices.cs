using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Audit;
using Ramure.Kernel.Files;
using Ramure.Kernel.Jobs;
using Ramure.Kernel.Leases;
using Ramure.Kernel.Mail;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Outbox;
using Ramure.Kernel.Protection;
using Ramure.Kernel.Readings;
using Ramure.Kernel.Time;

namespace Ramure.Kernel;

/// <summary>What every module may rely on.</summary>
public static class KernelServices
{
    /// <summary>Registers the kernel: clock, operations, actor, files, keys, outbox, jobs.</summary>
    public static IServiceCollection AddKernel(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IClock, SystemClock>();
        services.AddScoped<OperationRunner>();
        services.AddSingleton<AuditSeal>();
        services.AddScoped<AuditWriter>();
        services.AddScoped<AuditChain>();
        services.AddSingleton<PermissionCatalogue>();
        services.AddSingleton<Lists.ReferenceLists>();
        services.AddSingleton(FileQuota.Read(Environment.GetEnvironmentVariable));
        if (ClamdAddress.Read(Environment.GetEnvironmentVariable) is { } clamd)
            services.AddSingleton(clamd).AddSingleton<IVirusScan, ClamdScan>();
        else
            services.AddSingleton<IVirusScan, NoVirusScan>();
        services.AddScoped<FileStore>();
        services.AddScoped<IFileStore>(s => s.GetRequiredService<FileStore>());

        services.AddProtectionKeys();
        services.AddSingleton<LeaseKeeper>();
        services.AddSingleton<OutboxSignal>();
        services.AddScoped<OutboxQueue>();
        services.AddSingleton<OutboxWorker>();
        services.AddHostedService<OutboxService>();
        services.AddScoped<JobQueue>();
        services.AddSingleton<JobWorker>();
        services.AddHostedService<JobService>();
        services.AddScoped<IJob, FileSweep>();
        services.AddScoped<IJob, OutboxForget>();
        services.AddScoped<ReadingTrail>();
        services.AddScoped<IJob, ForgetReadings>();
        services.AddScoped<PersonalData.IPersonalData, OutboxPersonalData>();
        services.AddScoped<BackgroundWork>();
        services.AddSingleton<MailQueue>();
        services.AddScoped<MailFates>();
        services.AddScoped<IOutboxHandler, MailDelivery>();
        services.AddScoped<FirstStart.FirstStartRunner>();
        return services;
    }
}
