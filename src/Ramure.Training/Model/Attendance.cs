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

    /// <summary>From another system: a file of exchange, a program.</summary>
    System,
}

/// <summary>
/// One thing that was said about presence. Never changed, never removed: who corrects says another that names those it replaces. What holds
/// follows from all of them, in whatever order they came (<see cref="Attendance.Agreed{T}"/>).
/// </summary>
internal interface IStatement
{
    /// <summary>Made by who notes, device included: the same statement sent twice is one.</summary>
    Guid Id { get; }

    /// <summary>Order of arrival within the session, from 1: for showing, never for deciding.</summary>
    long Number { get; }

    /// <summary>The statements that who noted saw when they noted; empty when they saw none.</summary>
    IReadOnlyList<Guid> Replaces { get; }

    /// <summary>The number that is said; null: nobody knows, or not communicated.</summary>
    int? Said { get; }

    MarkSource Source { get; }

    /// <summary>UTC; when it was noted, by the device's clock set right.</summary>
    DateTime NotedAt { get; }

    /// <summary>Reference of who noted.</summary>
    string By { get; }
}

/// <summary>How long a person attended a slot, as somebody said it.</summary>
internal sealed class AttendanceMark : IStatement
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

    /// <inheritdoc />
    public IReadOnlyList<Guid> Replaces { get; init; } = [];

    public int? Said => Minutes;

    /// <summary>UTC; when it was noted, by the device's clock set right.</summary>
    public required DateTime NotedAt { get; init; }

    /// <summary>UTC; when it came in.</summary>
    public required DateTime ReceivedAt { get; init; }

    /// <summary>Reference of who noted.</summary>
    public required string By { get; init; }
}

/// <summary>How many people whose names are not taken came to a slot, of one school and audience, as somebody said it.</summary>
internal sealed class AttendanceHeadcount : IStatement
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

    /// <inheritdoc />
    public IReadOnlyList<Guid> Replaces { get; init; } = [];

    public int? Said => Count;

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
