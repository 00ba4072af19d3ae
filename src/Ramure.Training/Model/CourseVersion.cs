using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Training.Model;

/// <summary>What a training said of itself until it was changed, once it had been published: sessions were planned and followed by it.</summary>
internal sealed class CourseVersion
{
    public required Guid CourseId { get; init; }

    /// <summary>The last number of <see cref="Course.Version"/> under which this held; it began after the number kept before.</summary>
    public required int Number { get; init; }

    public required CourseContent Content { get; init; }

    /// <summary>UTC; when something else was said.</summary>
    public required DateTime ReplacedAt { get; init; }

    /// <summary>Reference of who said something else.</summary>
    public required string ReplacedBy { get; init; }
}

internal sealed class CourseVersionMapping : IEntityTypeConfiguration<CourseVersion>
{
    public void Configure(EntityTypeBuilder<CourseVersion> builder)
    {
        builder.ToTable("training_course_versions");
        builder.HasKey(v => new { v.CourseId, v.Number });
        builder.Property(v => v.ReplacedBy).HasMaxLength(200);
        builder.ComplexProperty(v => v.Content, CourseMapping.Content);
        builder.HasOne<Course>().WithMany().HasForeignKey(v => v.CourseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(v => v.ReplacedBy);
    }
}
