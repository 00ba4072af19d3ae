using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Network.Model;

/// <summary>A school of the directory, by its UAI code.</summary>
internal sealed class School
{
    public required string Uai { get; init; }
    public required string Name { get; set; }
    public string? Type { get; set; }
    public string? Nature { get; set; }
    public string? Sector { get; set; }
    public string? Address { get; set; }
    public string? PostalCode { get; set; }
    public string? TownCode { get; set; }
    public string? Town { get; set; }
    public string? Departement { get; set; }
    public string? Academie { get; set; }
    public double? Latitude { get; set; }
    public double? Longitude { get; set; }

    /// <summary>True when the coordinates are those of the commune, not of the school.</summary>
    public bool IsTownCentre { get; set; }

    /// <summary>Priority education, as the directory writes it.</summary>
    public string? PriorityEducation { get; set; }
    public int? Pupils { get; set; }

    /// <summary>Folded UAI, name, town, postal code and département: every word of a search is looked for here.</summary>
    public required string Search { get; set; }
}

internal sealed class SchoolMapping : IEntityTypeConfiguration<School>
{
    public void Configure(EntityTypeBuilder<School> builder)
    {
        builder.ToTable("network_schools");
        builder.HasKey(s => s.Uai);
        builder.Property(s => s.Uai).HasMaxLength(8);
        builder.Property(s => s.Name).HasMaxLength(300);
        builder.Property(s => s.Type).HasMaxLength(100);
        builder.Property(s => s.Nature).HasMaxLength(200);
        builder.Property(s => s.Sector).HasMaxLength(40);
        builder.Property(s => s.PostalCode).HasMaxLength(10);
        builder.Property(s => s.TownCode).HasMaxLength(5);
        builder.Property(s => s.Departement).HasMaxLength(3);
    }
}
