using Microsoft.EntityFrameworkCore;

namespace Ramure.Kernel.Data;

/// <summary>The one database context. Each module's assembly brings a mapping class per entity.</summary>
public sealed class RamureDb(DbContextOptions<RamureDb> options, ModelAssemblies model) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var assembly in model.Assemblies)
            modelBuilder.ApplyConfigurationsFromAssembly(assembly);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcDateTimeConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }
}
