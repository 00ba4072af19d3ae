using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Training.Model;

internal enum ResourceKind
{
    Room,
    Trainer,
}

/// <summary>
/// A room or a trainer, taken by a slot. Written with the session, gone when it is cancelled. Both databases refuse two of one resource at
/// once, whoever writes them (<c>OccupationGuard</c> of each).
/// </summary>
internal sealed class Occupation
{
    public required Guid Id { get; init; }

    public required ResourceKind Kind { get; init; }

    /// <summary>The room; the trainer's account where there is one, so that a person who gives trainings for two units is one person.</summary>
    public required Guid ResourceId { get; init; }

    public required Guid SlotId { get; init; }

    public required Guid SessionId { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime StartsAt { get; init; }

    /// <summary>UTC; free again from then on.</summary>
    public required DateTime EndsAt { get; init; }
}

internal sealed class OccupationMapping : IEntityTypeConfiguration<Occupation>
{
    public void Configure(EntityTypeBuilder<Occupation> builder)
    {
        builder.ToTable("training_occupations", table => table.HasCheckConstraint("ck_training_occupations_hours", "\"StartsAt\" < \"EndsAt\""));
        builder.Property(o => o.Id).ValueGeneratedNever();
        builder.HasOne<Slot>().WithMany().HasForeignKey(o => o.SlotId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Session>().WithMany().HasForeignKey(o => o.SessionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(o => new { o.ResourceId, o.StartsAt });
    }
}
