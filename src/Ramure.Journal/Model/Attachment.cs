using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Journal.Model;

/// <summary>A file kept beside an activity.</summary>
internal sealed class Attachment
{
    public required Guid Id { get; init; }
    public required Guid ActivityId { get; init; }

    /// <summary>In the file store.</summary>
    public required Guid FileId { get; init; }
    public required string Name { get; init; }
    public required long Length { get; init; }
    public required string AddedBy { get; init; }
    public required DateTime AddedAt { get; init; }
}

internal sealed class AttachmentMapping : IEntityTypeConfiguration<Attachment>
{
    public void Configure(EntityTypeBuilder<Attachment> builder)
    {
        builder.ToTable("journal_attachments");
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Name).HasMaxLength(200);
        builder.Property(a => a.AddedBy).HasMaxLength(200);
        builder.HasOne<Activity>().WithMany().HasForeignKey(a => a.ActivityId).OnDelete(DeleteBehavior.Restrict);
    }
}
