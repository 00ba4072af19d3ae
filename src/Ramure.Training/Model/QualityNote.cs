using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Training.Model;

/// <summary>What a unit says, or where it keeps a proof, about an indicator of the national quality framework.</summary>
internal sealed class QualityNote
{
    public required Guid Id { get; init; }

    /// <summary>Code of the unit; it holds for all below it too.</summary>
    public required string Unit { get; init; }

    /// <summary>From 1 to 32.</summary>
    public required int Indicator { get; init; }

    public required string Note { get; init; }

    /// <summary>http or https; null without one.</summary>
    public string? Link { get; init; }

    /// <summary>The day that the proof is of.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>Reference of who wrote it.</summary>
    public required string By { get; init; }

    /// <summary>UTC; since when it no longer counts.</summary>
    public DateTime? WithdrawnAt { get; set; }
}

internal sealed class QualityNoteMapping : IEntityTypeConfiguration<QualityNote>
{
    public void Configure(EntityTypeBuilder<QualityNote> builder)
    {
        builder.ToTable("training_quality_notes");
        builder.Property(n => n.Id).ValueGeneratedNever();
        builder.Property(n => n.Unit).HasMaxLength(40);
        builder.Property(n => n.Note).HasMaxLength(2000);
        builder.Property(n => n.Link).HasMaxLength(500);
        builder.Property(n => n.By).HasMaxLength(200);
        builder.HasIndex(n => new { n.Unit, n.Indicator });
    }
}
