using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Journal.Model;

/// <summary>A total that a report states, kept beside what its rows give (L14).</summary>
internal sealed class StatedTotal
{
    public required Guid Id { get; init; }

    /// <summary>The report, for example <c>atelier-62-2023-2024</c>.</summary>
    public required string Report { get; init; }

    /// <summary>Stable code of the total in its report.</summary>
    public required string Code { get; init; }

    /// <summary>Place in the report's file.</summary>
    public required int Rank { get; set; }
    public required string Label { get; set; }
    public required long Stated { get; set; }
    public required string Unit { get; set; }

    /// <summary>Which rows it sums: see data/activity/README.md.</summary>
    public required string Filter { get; set; }
    public required string StatedIn { get; set; }
    public string? Note { get; set; }
}

internal sealed class StatedTotalMapping : IEntityTypeConfiguration<StatedTotal>
{
    public void Configure(EntityTypeBuilder<StatedTotal> builder)
    {
        builder.ToTable("journal_stated_totals");
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Property(t => t.Report).HasMaxLength(100);
        builder.Property(t => t.Code).HasMaxLength(100);
        builder.Property(t => t.Unit).HasMaxLength(60);
        builder.HasIndex(t => new { t.Report, t.Code }).IsUnique();
    }
}
