using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Kernel.Outbox;

/// <summary>Where a message stands.</summary>
public enum OutboxState
{
    /// <summary>To be handled, or being handled.</summary>
    Waiting,

    /// <summary>Handled.</summary>
    Done,

    /// <summary>Given up: a person decides.</summary>
    Failed,
}

/// <summary>Something to do outside, written in the transaction of the operation that asks for it.</summary>
internal sealed class OutboxMessage
{
    public required Guid Id { get; init; }
    public required string Kind { get; init; }

    /// <summary>JSON.</summary>
    public required string Payload { get; init; }
    public required string Operation { get; init; }
    public required string Actor { get; init; }
    public required DateTime EnqueuedAt { get; init; }
    public required OutboxState State { get; set; }
    public int Attempts { get; set; }

    /// <summary>Not before.</summary>
    public required DateTime DueAt { get; set; }

    /// <summary>One value for each claim: a host that lost its lease cannot write the outcome.</summary>
    public Guid? Lease { get; set; }
    public DateTime? LeaseUntil { get; set; }
    public DateTime? EndedAt { get; set; }
    public string? Error { get; set; }
}

internal sealed class OutboxMessageMapping : IEntityTypeConfiguration<OutboxMessage>
{
    public const int ErrorLength = 2000;

    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("kernel_outbox");
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.Kind).HasMaxLength(100);
        builder.Property(m => m.Operation).HasMaxLength(100);
        builder.Property(m => m.Actor).HasMaxLength(200);
        builder.Property(m => m.Error).HasMaxLength(ErrorLength);
        builder.HasIndex(m => new { m.State, m.DueAt });
    }
}
