using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Audit;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Tests.Support;

namespace Ramure.Tests.Kernel.Audit;

/// <summary>A trail, and the hand of somebody who holds the database but not the key.</summary>
internal static class TrailScene
{
    public static Task WriteAsync(this TestInstallation host, string subject, int events = 1, string? reason = null) => host.RunAsync(async s =>
        Assert.True((await s.GetRequiredService<OperationRunner>().RunAsync<Done>(
            new Operation("test.write", Permission.System, reason),
            scope =>
            {
                for (var i = 0; i < events; i++)
                    scope.Audit("test", subject, new { Title = "avant" }, new { Title = "après" });
                return Task.FromResult<Result<Done>>(default(Done));
            })).Succeeded));

    public static Task<AuditVerification> VerifyAsync(this TestInstallation host, AuditAnchor? anchor = null) =>
        host.RunAsync(s => s.GetRequiredService<AuditChain>().VerifyAsync(anchor));

    public static Task<List<AuditEvent>> TrailAsync(this TestInstallation host) =>
        host.RunAsync(s => s.GetRequiredService<RamureDb>().Set<AuditEvent>().AsNoTracking().OrderBy(e => e.Sequence).ToListAsync());

    /// <summary>The number of the last event, and the host with ten events more before it.</summary>
    public static async Task<long> TenAsync(this TestInstallation host)
    {
        for (var i = 0; i < 10; i++)
            await host.WriteAsync($"s{i}");
        return (await host.TrailAsync())[^1].Sequence;
    }

    public static Task<int> SqlAsync(this TestInstallation host, string sql) =>
        host.RunAsync(s => s.GetRequiredService<RamureDb>().Database.ExecuteSqlRawAsync(sql));

    /// <summary>Takes the guard of the database away first.</summary>
    public static async Task TamperAsync(this TestInstallation host, string database, params string[] statements)
    {
        foreach (var sql in database == "postgres"
            ? ["ALTER TABLE kernel_audit_events DISABLE TRIGGER USER"]
            : (string[])["DROP TRIGGER IF EXISTS kernel_audit_events_no_delete", "DROP TRIGGER IF EXISTS kernel_audit_events_no_update"])
            await host.SqlAsync(sql);
        foreach (var sql in statements)
            Assert.NotEqual(0, await host.SqlAsync(sql));
    }
}
