using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Network.Model;

/// <summary>By what right a unit is in its premises.</summary>
internal enum Occupancy
{
    Unknown,
    Owned,
    Rented,
    FreeOfCharge,
}

/// <summary>A place where a unit is, during [From, To).</summary>
internal sealed class Site
{
    public required Guid Id { get; init; }
    public required Guid UnitId { get; init; }
    public required string Name { get; set; }
    public string? Address { get; set; }
    public string? PostalCode { get; set; }
    public string? Town { get; set; }
    public double? Latitude { get; set; }
    public double? Longitude { get; set; }
    public required Occupancy Occupancy { get; set; }
    public required DateOnly From { get; init; }
    public required DateOnly To { get; set; }
    public string? Assumed { get; set; }
    public string? Source { get; set; }
}

internal sealed class SiteMapping : IEntityTypeConfiguration<Site>
{
    public void Configure(EntityTypeBuilder<Site> builder)
    {
        builder.ToTable("network_sites");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.HasIndex(s => new { s.UnitId, s.Name, s.From }).IsUnique();
        builder.Property(s => s.Name).HasMaxLength(200);
        builder.Property(s => s.PostalCode).HasMaxLength(10);
        builder.Property(s => s.Town).HasMaxLength(200);
        builder.HasOne<Unit>().WithMany().HasForeignKey(s => s.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}
