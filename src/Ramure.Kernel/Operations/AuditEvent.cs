using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Kernel.Operations;

/// <summary>Who did what to which record, when and why, with before and after as JSON. Written in the transaction of the write itself.</summary>
public sealed class AuditEvent
{
    public required Guid Id { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }
    public required string Actor { get; init; }
    public required string Operation { get; init; }
    public required string SubjectKind { get; init; }
    public required string SubjectId { get; init; }
    public string? Before { get; init; }
    public string? After { get; init; }
    public string? Reason { get; init; }
}

internal sealed class AuditEventMapping : IEntityTypeConfiguration<AuditEvent>
{
    public void Configure(EntityTypeBuilder<AuditEvent> builder)
    {
        builder.ToTable("kernel_audit_events");
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.Actor).HasMaxLength(200);
        builder.Property(e => e.Operation).HasMaxLength(100);
        builder.Property(e => e.SubjectKind).HasMaxLength(60);
        builder.Property(e => e.SubjectId).HasMaxLength(200);
        builder.HasIndex(e => new { e.SubjectKind, e.SubjectId });
        builder.HasIndex(e => e.At);
    }
}
