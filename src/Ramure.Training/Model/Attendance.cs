using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Training.Model;

/// <summary>Where a mark comes from.</summary>
internal enum MarkSource
{
    /// <summary>Ticked by the trainer or the unit, online.</summary>
    Trainer,

    /// <summary>Ticked on the trainer's device, perhaps days before it was sent.</summary>
    Device,

    /// <summary>By the participant, with the code shown in the room.</summary>
    Participant,

    /// <summary>Copied from the printed sheet.</summary>
    Paper,

    /// <summary>From the connection log of a remote session.</summary>
    Log,
}

/// <summary>
/// One statement of how long a person attended a slot. Never changed, never removed: who corrects adds another that replaces it.
/// What holds is the last one that is not <see cref="Disputed"/>.
/// </summary>
internal sealed class AttendanceMark
{
    /// <summary>Made by who notes, device included: the same mark sent twice is one.</summary>
    public required Guid Id { get; init; }

    /// <summary>Order of arrival within the session, from 1.</summary>
    public required long Number { get; init; }

    public required Guid SessionId { get; init; }

    public required Guid SlotId { get; init; }

    public required Guid RegistrationId { get; init; }

    /// <summary>0 is absent; at most the slot's minutes. Null takes back what was said: nobody knows.</summary>
    public required int? Minutes { get; init; }

    public required MarkSource Source { get; init; }

    /// <summary>The mark that who noted saw when they noted; null when they saw none.</summary>
    public Guid? Replaces { get; init; }

    /// <summary>Contradicts a mark that its author had not seen: kept, without effect until somebody settles it.</summary>
    public bool Disputed { get; init; }

    /// <summary>UTC; when it was noted, by the device's clock set right.</summary>
    public required DateTime NotedAt { get; init; }

    /// <summary>UTC; when it came in.</summary>
    public required DateTime ReceivedAt { get; init; }

    /// <summary>Reference of who noted.</summary>
    public required string By { get; init; }
}

/// <summary>People whose names are not taken, at a slot: the last one of its slot, school and audience holds.</summary>
internal sealed class AttendanceHeadcount
{
    /// <summary>Made by who notes, device included.</summary>
    public required Guid Id { get; init; }

    /// <summary>Order of arrival within the session, shared with the marks.</summary>
    public required long Number { get; init; }

    public required Guid SessionId { get; init; }

    public required Guid SlotId { get; init; }

    /// <summary>The school they come from; null when nobody said.</summary>
    public string? Uai { get; init; }

    /// <summary>Code of <c>data/audiences.csv</c>.</summary>
    public required string Audience { get; init; }

    /// <summary>Null: not communicated (L6).</summary>
    public required int? Count { get; init; }

    public required MarkSource Source { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime NotedAt { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime ReceivedAt { get; init; }

    /// <summary>Reference of who noted.</summary>
    public required string By { get; init; }
}

internal sealed class AttendanceMarkMapping : IEntityTypeConfiguration<AttendanceMark>
{
    public void Configure(EntityTypeBuilder<AttendanceMark> builder)
    {
        builder.ToTable("training_marks", table => table.HasCheckConstraint("ck_training_marks_minutes", "\"Minutes\" >= 0 AND \"Minutes\" <= 1440"));
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.By).HasMaxLength(200);
        builder.HasOne<Session>().WithMany().HasForeignKey(m => m.SessionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Slot>().WithMany().HasForeignKey(m => m.SlotId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<SessionRegistration>().WithMany().HasForeignKey(m => m.RegistrationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(m => new { m.SessionId, m.Number }).IsUnique();
    }
}

internal sealed class AttendanceHeadcountMapping : IEntityTypeConfiguration<AttendanceHeadcount>
{
    public void Configure(EntityTypeBuilder<AttendanceHeadcount> builder)
    {
        builder.ToTable("training_headcounts", table => table.HasCheckConstraint("ck_training_headcounts_count", "\"Count\" >= 0"));
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Uai).HasMaxLength(8);
        builder.Property(c => c.Audience).HasMaxLength(60);
        builder.Property(c => c.By).HasMaxLength(200);
        builder.HasOne<Session>().WithMany().HasForeignKey(c => c.SessionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Slot>().WithMany().HasForeignKey(c => c.SlotId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.SessionId, c.Number }).IsUnique();
    }
}
