using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Ramure.Hosting;
using Ramure.Kernel.Data;
using Ramure.Storage.Sqlite;

namespace Ramure.ArchitectureTests;

public sealed class ModelTests
{
    private static readonly IReadOnlyList<IEntityType> Entities = ReadModel();

    [Fact]
    public void A_table_carries_the_name_of_its_module() =>
        Assert.Empty(Entities.Where(e => !e.IsMappedToJson() && e.GetTableName()?.StartsWith(Prefix(e), StringComparison.Ordinal) != true).Select(e => $"{e.ClrType.FullName} -> {e.GetTableName()}"));

    [Fact]
    public void An_entity_has_a_mapping_class() =>
        Assert.Empty(Entities.Where(e => !e.IsMappedToJson() && Mapping(e.ClrType) is null).Select(e => e.ClrType.FullName));

    /// <summary>SQLite cannot order them.</summary>
    [Fact]
    public void No_column_is_a_date_with_offset() =>
        Assert.Empty(
            from entity in Entities
            from property in entity.GetProperties()
            let stored = property.GetValueConverter()?.ProviderClrType ?? property.ClrType
            where !entity.IsMappedToJson() && (Nullable.GetUnderlyingType(stored) ?? stored) == typeof(DateTimeOffset)
            select $"{entity.ClrType.FullName}.{property.Name}");

    /// <summary>Money, minutes and headcounts are integers in the smallest unit: a binary fraction does not add up (L2).</summary>
    [Fact]
    public void No_ledger_column_is_a_binary_fraction() =>
        Assert.Empty(
            from entity in Entities
            where entity.ClrType.Assembly.GetName().Name == "Ramure.Ledger"
            from property in entity.GetProperties()
            where (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) is var type && (type == typeof(double) || type == typeof(float))
            select $"{entity.ClrType.FullName}.{property.Name}");

    private static string Prefix(IEntityType entity) => Mapping(entity.ClrType)?.Assembly.GetName().Name!["Ramure.".Length..].ToLowerInvariant() + "_";

    /// <summary>Its mapping class: in the entity's own module, or in the module that maps a library's entity.</summary>
    private static Type? Mapping(Type entity)
    {
        var mapping = typeof(IEntityTypeConfiguration<>).MakeGenericType(entity);
        return House.References.Keys.Select(House.Load).SelectMany(a => a.GetTypes()).FirstOrDefault(t => !t.IsAbstract && mapping.IsAssignableFrom(t));
    }

    private static List<IEntityType> ReadModel()
    {
        var builder = new DbContextOptionsBuilder<RamureDb>();
        new SqliteStorage(":memory:").Configure(builder);
        using var db = new RamureDb(builder.Options, ServiceRegistration.Model(ModuleList.All));
        return db.Model.GetEntityTypes().Where(e => !e.IsOwned()).ToList();
    }
}
