using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Network.Model;

/// <summary>A unit of the network. When it is open is said by its memberships alone.</summary>
internal sealed class Unit
{
    public required Guid Id { get; init; }

    /// <summary>By which the ledger refers to the unit; growing, never reused.</summary>
    public required int Number { get; init; }
    public required string Code { get; init; }
    public required string Name { get; set; }
    public required string ShortName { get; set; }
    public required string Kind { get; init; }

    /// <summary>IANA identifier.</summary>
    public required string TimeZone { get; init; }
    public string? Departement { get; set; }
    public string? Town { get; set; }
    public double? Latitude { get; set; }
    public double? Longitude { get; set; }

    /// <summary>Column names, separated by <c>;</c>, that no document states.</summary>
    public string? Assumed { get; set; }

    /// <summary>Where the rest is stated, and why the assumed values were taken.</summary>
    public string? Source { get; set; }

    /// <summary>The reorganisation that opens it, null when it came with a file.</summary>
    public Guid? ReorganisationId { get; init; }
}

internal sealed class UnitMapping : IEntityTypeConfiguration<Unit>
{
    public void Configure(EntityTypeBuilder<Unit> builder)
    {
        builder.ToTable("network_units");
        builder.Property(u => u.Id).ValueGeneratedNever();
        builder.HasIndex(u => u.Number).IsUnique();
        builder.Property(u => u.Code).HasMaxLength(40);
        builder.HasIndex(u => u.Code).IsUnique();
        builder.Property(u => u.Name).HasMaxLength(200);
        builder.Property(u => u.ShortName).HasMaxLength(200);
        builder.Property(u => u.Kind).HasMaxLength(40);
        builder.Property(u => u.TimeZone).HasMaxLength(60);
        builder.Property(u => u.Departement).HasMaxLength(3);
        builder.Property(u => u.Town).HasMaxLength(200);
    }
}
