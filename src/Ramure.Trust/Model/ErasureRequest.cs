using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Trust.Model;

/// <summary>A person asks to be forgotten; an administrator does it.</summary>
internal sealed class ErasureRequest
{
    public required Guid Id { get; init; }

    /// <summary>Of the person.</summary>
    public required string Reference { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime AskedAt { get; init; }

    /// <summary>UTC; null while it waits.</summary>
    public DateTime? DoneAt { get; set; }
}

internal sealed class ErasureRequestMapping : IEntityTypeConfiguration<ErasureRequest>
{
    public void Configure(EntityTypeBuilder<ErasureRequest> builder)
    {
        builder.ToTable("trust_erasure_requests");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Reference).HasMaxLength(200);
        builder.HasIndex(r => r.Reference);
    }
}
