using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Training.Model;

/// <summary>A scan or a photo of a signed sheet, kept as evidence beside the session.</summary>
internal sealed class PaperScan
{
    public required Guid Id { get; init; }

    public required Guid SessionId { get; init; }

    /// <summary>In the file store.</summary>
    public required Guid FileId { get; init; }

    public required string Name { get; init; }

    public required long Length { get; init; }

    /// <summary>Of the content: the same scan joined twice is one.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Reference of who joined it.</summary>
    public required string AddedBy { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime AddedAt { get; init; }
}

internal sealed class PaperScanMapping : IEntityTypeConfiguration<PaperScan>
{
    public void Configure(EntityTypeBuilder<PaperScan> builder)
    {
        builder.ToTable("training_paper_scans");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Name).HasMaxLength(200);
        builder.Property(s => s.Sha256).HasMaxLength(64);
        builder.Property(s => s.AddedBy).HasMaxLength(200);
        builder.HasOne<Session>().WithMany().HasForeignKey(s => s.SessionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.SessionId, s.Sha256 }).IsUnique();
    }
}
