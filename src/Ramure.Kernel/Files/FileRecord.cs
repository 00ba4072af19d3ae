using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Kernel.Files;

/// <summary>A kept file; several may share one content on disk.</summary>
internal sealed class FileRecord
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required string ContentType { get; init; }
    public required long Length { get; init; }
    public required string Sha256 { get; init; }

    /// <summary>Reference of who stored it.</summary>
    public required string StoredBy { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime StoredAt { get; init; }

    public StoredFile ToStoredFile() => new(Id, Name, ContentType, Length, Sha256, StoredBy);
}

internal sealed class FileRecordMapping : IEntityTypeConfiguration<FileRecord>
{
    public void Configure(EntityTypeBuilder<FileRecord> builder)
    {
        builder.ToTable("kernel_files");
        builder.Property(f => f.Id).ValueGeneratedNever();
        builder.Property(f => f.Name).HasMaxLength(FileNames.MaxLength);
        builder.Property(f => f.ContentType).HasMaxLength(120);
        builder.Property(f => f.Sha256).HasMaxLength(64).IsFixedLength();
        builder.Property(f => f.StoredBy).HasMaxLength(200);
        builder.HasIndex(f => f.Sha256);
    }
}
