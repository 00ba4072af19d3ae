using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Data;
using Ramure.Tests.Support;

namespace Ramure.Tests.Kernel;

public sealed class MigrationTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_model_has_no_change_that_the_migrations_lack(string database)
    {
        await using var installation = await TestInstallation.CreateAsync(database);
        await installation.RunAsync(services =>
        {
            Assert.False(services.GetRequiredService<RamureDb>().Database.HasPendingModelChanges());
            return Task.CompletedTask;
        });
    }
}
