using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Training.Model;

internal enum SessionState
{
    Planned,
    Cancelled,

    /// <summary>Held, its attendance complete and posted to the ledger.</summary>
    Closed,
}

/// <summary>Who may register.</summary>
internal enum RegistrationMode
{
    /// <summary>Anybody with an account.</summary>
    Open,

    /// <summary>Anybody asks; the unit agrees.</summary>
    Approval,

    /// <summary>Only persons whom the unit registers.</summary>
    Nomination,
}

/// <summary>A training held on given dates, with a number of seats.</summary>
internal sealed class Session
{
    public required Guid Id { get; init; }

    public required Guid CourseId { get; init; }

    /// <summary>Code of the unit that holds it.</summary>
    public required string Unit { get; init; }

    public int Version { get; set; } = 1;

    /// <summary>The version of the training that is taught.</summary>
    public int CourseVersion { get; set; } = 1;

    /// <summary>Grows with each change of date, hour or place: what calendars know as SEQUENCE.</summary>
    public int CalendarSequence { get; set; }

    public SessionState State { get; set; }

    public RegistrationMode Mode { get; set; }

    public int Capacity { get; set; }

    /// <summary>Fewer confirmed than this, shortly before it begins, is something to settle; null when it is held anyway.</summary>
    public int? Minimum { get; set; }

    /// <summary>Seats held: confirmed and offered. Only ever moved by a conditional update, so that it cannot pass the capacity.</summary>
    public int Taken { get; set; }

    /// <summary>The last number given: registrations and requests stand in its order.</summary>
    public long LastNumber { get; set; }

    /// <summary>UTC; registration is open from then; null at once.</summary>
    public DateTime? OpensAt { get; set; }

    /// <summary>UTC; registration is closed from then on.</summary>
    public DateTime ClosesAt { get; set; }

    /// <summary>UTC; start of the first slot, for lists.</summary>
    public DateTime StartsAt { get; set; }

    /// <summary>IANA identifier: the slots' hours are hours there.</summary>
    public required string TimeZone { get; set; }

    /// <summary>Cents of euro; null: that of the training.</summary>
    public long? PriceCents { get; set; }

    public List<SessionTrainer> Trainers { get; init; } = [];

    /// <summary>Why it was cancelled, as the page says it.</summary>
    public string? CancelReason { get; set; }

    /// <summary>UTC; when its attendance was closed.</summary>
    public DateTime? ClosedAt { get; set; }

    /// <summary>Version of what the ledger was told; 0 before the first closing.</summary>
    public int PostedVersion { get; set; }

    public List<Slot> Slots { get; init; } = [];
}

internal sealed class SessionMapping : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        // The database refuses too: whatever a bug or a hand writes, nobody sits on a seat that is not there.
        builder.ToTable("training_sessions", table => table.HasCheckConstraint("ck_training_sessions_seats", "\"Taken\" >= 0 AND \"Taken\" <= \"Capacity\""));
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Unit).HasMaxLength(40);
        builder.Property(s => s.TimeZone).HasMaxLength(60);
        builder.Property(s => s.CancelReason).HasMaxLength(500);
        builder.Property(s => s.Version).IsConcurrencyToken();
        builder.HasOne<Course>().WithMany().HasForeignKey(s => s.CourseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(s => s.Slots).WithOne().HasForeignKey(s => s.SessionId);
        builder.HasMany(s => s.Trainers).WithOne().HasForeignKey(s => s.SessionId);
        builder.HasIndex(s => s.StartsAt);
        builder.HasIndex(s => new { s.Unit, s.StartsAt });
    }
}
