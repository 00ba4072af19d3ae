using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Network.Model;

internal enum ReorganisationKind
{
    Move,
    Merge,
    Split,
    Close,
}

/// <summary>
/// A confirmed reorganisation. Its rows are in the memberships from the moment it is confirmed, dated from
/// <see cref="Day"/>; until that day it can be withdrawn, which puts the rows back as they were.
/// </summary>
internal sealed class Reorganisation
{
    public required Guid Id { get; init; }
    public required ReorganisationKind Kind { get; init; }

    /// <summary>First day of the new structure.</summary>
    public required DateOnly Day { get; init; }
    public required string Reason { get; init; }
    public required string PlannedBy { get; init; }
    public required DateTime PlannedAt { get; init; }

    /// <summary>What was asked, as JSON of <c>ReorganisationPlan</c>.</summary>
    public required string Plan { get; init; }

    /// <summary>Rows it shortened, with the end they had: what withdrawing puts back. JSON of <c>ShortenedRow</c>.</summary>
    public required string Shortened { get; init; }

    /// <summary>Codes of the units whose rows it changes, between spaces.</summary>
    public required string Touched { get; init; }
    public DateTime? WithdrawnAt { get; set; }
    public string? WithdrawnBy { get; set; }
    public string? WithdrawnReason { get; set; }
}

internal sealed class ReorganisationMapping : IEntityTypeConfiguration<Reorganisation>
{
    public void Configure(EntityTypeBuilder<Reorganisation> builder)
    {
        builder.ToTable("network_reorganisations");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.PlannedBy).HasMaxLength(200);
        builder.Property(r => r.WithdrawnBy).HasMaxLength(200);
        builder.HasIndex(r => r.Day);
    }
}
