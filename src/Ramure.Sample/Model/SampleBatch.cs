using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Sample.Model;

/// <summary>A part of the sample that was loaded, written in the transaction that loaded it.</summary>
internal sealed class SampleBatch
{
    /// <summary>For example <c>2018-T2</c> (activities of a quarter) or <c>2018</c> (elementary data of a year).</summary>
    public required string Name { get; init; }

    public required int Seed { get; init; }

    public required decimal Scale { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime LoadedAt { get; init; }

    public required int Activities { get; init; }

    /// <summary>Elementary data, counted by measure, unit and year.</summary>
    public required int Figures { get; init; }
}

internal sealed class SampleBatchMapping : IEntityTypeConfiguration<SampleBatch>
{
    public void Configure(EntityTypeBuilder<SampleBatch> builder)
    {
        builder.ToTable("sample_batches");
        builder.HasKey(b => b.Name);
        builder.Property(b => b.Name).HasMaxLength(40);
        builder.Property(b => b.Scale).HasPrecision(9, 4);
    }
}
