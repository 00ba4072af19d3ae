using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Kernel.Readings;

/// <summary>That somebody has read something about people today, so that the trail says it once. Forgotten after two days.</summary>
internal sealed class Reading
{
    public const int ReaderLength = 200;
    public const int PlaceLength = 200;

    public required Guid Id { get; init; }

    /// <summary>Reference of who reads.</summary>
    public required string Reader { get; init; }

    /// <summary>Local address, without what it asks of the list.</summary>
    public required string Place { get; init; }

    /// <summary>UTC.</summary>
    public required DateOnly Day { get; init; }
}

internal sealed class ReadingMapping : IEntityTypeConfiguration<Reading>
{
    public const string Table = "kernel_readings";

    public void Configure(EntityTypeBuilder<Reading> builder)
    {
        builder.ToTable(Table);
        builder.HasKey(r => new { r.Reader, r.Place, r.Day });
        builder.Property(r => r.Reader).HasMaxLength(Reading.ReaderLength);
        builder.Property(r => r.Place).HasMaxLength(Reading.PlaceLength);
        builder.HasIndex(r => r.Day);
    }
}
