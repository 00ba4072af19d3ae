using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Kernel.Operations;

/// <summary>
/// Who did what to which record, when and why, with before and after as JSON. Written in the transaction of the write itself,
/// numbered in the order of commits and chained by a keyed hash (<see cref="Audit.AuditChain"/>): never changed, never removed;
/// only its payload (before, after, why) may be taken out, once, when a person is erased.
/// </summary>
public sealed class AuditEvent
{
    public required Guid Id { get; init; }

    /// <summary>1, 2, 3… in the order of commits, without a gap.</summary>
    public long Sequence { get; internal set; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }
    public required string Actor { get; init; }
    public required string Operation { get; init; }
    public required string SubjectKind { get; init; }
    public required string SubjectId { get; init; }

    /// <summary>Code of the unit the record belonged to; null for what belongs to the installation.</summary>
    public string? Unit { get; init; }
    public string? Before { get; init; }
    public string? After { get; init; }
    public string? Reason { get; init; }

    /// <summary>Salt of <see cref="PayloadDigest"/>; gone with the payload, so that nobody can guess what it said.</summary>
    public string? Salt { get; internal set; }

    /// <summary>Salted digest of before, after and why: the chain holds it, and so stays whole when the payload is taken out.</summary>
    public string PayloadDigest { get; internal set; } = "";

    /// <summary>Keyed hash over the hash of the event before and all fields of this one.</summary>
    public string Hash { get; internal set; } = "";

    /// <summary>When the payload was taken out; UTC.</summary>
    public DateTime? RedactedAt { get; init; }
}

/// <summary>One row: the last link of the chain, so that a removed end is noticed.</summary>
internal sealed class AuditHead
{
    public const int TheOne = 1;

    public required int Id { get; init; }
    public required long Sequence { get; init; }
    public required string Hash { get; init; }

    /// <summary>Keyed hash of the two: an older link cannot be put here without the key.</summary>
    public required string Mac { get; init; }
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
        builder.Property(e => e.Unit).HasMaxLength(40);
        builder.Property(e => e.Salt).HasMaxLength(32);
        builder.Property(e => e.PayloadDigest).HasMaxLength(64);
        builder.Property(e => e.Hash).HasMaxLength(64);
        builder.HasIndex(e => e.Sequence).IsUnique();
        builder.HasIndex(e => new { e.SubjectKind, e.SubjectId });
        builder.HasIndex(e => e.At);
        builder.HasIndex(e => e.Actor);
        builder.HasIndex(e => e.Unit);
    }
}

internal sealed class AuditHeadMapping : IEntityTypeConfiguration<AuditHead>
{
    public void Configure(EntityTypeBuilder<AuditHead> builder)
    {
        builder.ToTable("kernel_audit_head");
        builder.Property(h => h.Id).ValueGeneratedNever();
        builder.Property(h => h.Hash).HasMaxLength(64);
        builder.Property(h => h.Mac).HasMaxLength(64);
    }
}
