using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Training.Model;

/// <summary>Somebody who gives trainings for a unit, with an account or without.</summary>
internal sealed class Trainer
{
    public required Guid Id { get; init; }

    /// <summary>Code of the unit.</summary>
    public required string Unit { get; init; }

    public required string Name { get; set; }

    /// <summary>In lower case.</summary>
    public string? Email { get; set; }

    /// <summary>The account by which they take attendance.</summary>
    public Guid? AccountId { get; set; }

    /// <summary>Whether they are still offered for new sessions.</summary>
    public bool Active { get; set; } = true;

    /// <summary>Whether anybody may read the name beside a session; otherwise who is registered for it and staff.</summary>
    public bool NamedPublicly { get; set; }

    /// <summary>UTC; since when they are not.</summary>
    public DateTime? LeftAt { get; set; }
}

/// <summary>Who gives a session.</summary>
internal sealed class SessionTrainer
{
    public Guid SessionId { get; init; }

    public required Guid TrainerId { get; init; }

    public Trainer? Trainer { get; init; }
}

internal sealed class TrainerMapping : IEntityTypeConfiguration<Trainer>
{
    public void Configure(EntityTypeBuilder<Trainer> builder)
    {
        builder.ToTable("training_trainers");
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Property(t => t.Unit).HasMaxLength(40);
        builder.Property(t => t.Name).HasMaxLength(120);
        builder.Property(t => t.Email).HasMaxLength(256);
        builder.HasIndex(t => new { t.Unit, t.Name });
        builder.HasIndex(t => t.AccountId);
    }
}

internal sealed class SessionTrainerMapping : IEntityTypeConfiguration<SessionTrainer>
{
    public void Configure(EntityTypeBuilder<SessionTrainer> builder)
    {
        builder.ToTable("training_session_trainers");
        builder.HasKey(t => new { t.SessionId, t.TrainerId });
        builder.HasOne(t => t.Trainer).WithMany().HasForeignKey(t => t.TrainerId).OnDelete(DeleteBehavior.Restrict);
    }
}
