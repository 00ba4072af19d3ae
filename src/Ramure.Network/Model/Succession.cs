using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Network.Model;

/// <summary>What continues a unit from a day on.</summary>
internal sealed class Succession
{
    public required Guid Id { get; init; }
    public required Guid PredecessorId { get; init; }
    public required Guid SuccessorId { get; init; }
    public required DateOnly Day { get; init; }

    /// <summary>Part of the predecessor, in (0, 1]; null for a split without sharing key: the series breaks (L9).</summary>
    public required decimal? Share { get; init; }
    public string? Assumed { get; set; }
    public string? Source { get; set; }
    public Guid? ReorganisationId { get; init; }
}

internal sealed class SuccessionMapping : IEntityTypeConfiguration<Succession>
{
    public void Configure(EntityTypeBuilder<Succession> builder)
    {
        builder.ToTable("network_successions");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.HasIndex(s => new { s.PredecessorId, s.SuccessorId }).IsUnique();
        builder.Property(s => s.Share).HasPrecision(18, 12);
        builder.HasOne<Unit>().WithMany().HasForeignKey(s => s.PredecessorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(s => s.SuccessorId).OnDelete(DeleteBehavior.Restrict);
    }
}
