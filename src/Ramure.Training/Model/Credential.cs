using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Training.Model;

/// <summary>What a person is given after a session.</summary>
internal enum CredentialKind
{
    /// <summary>Attestation de présence.</summary>
    Attendance,

    /// <summary>Certificat de réalisation: what a funder asks for.</summary>
    Completion,

    /// <summary>An Open Badge.</summary>
    Badge,
}

/// <summary>Whether what was to be learned was learned, as the trainers judge.</summary>
internal enum LearningOutcome
{
    NotAssessed,
    Acquired,
    PartlyAcquired,
    NotAcquired,
}

/// <summary>Why a document holds no more.</summary>
internal enum RevocationCause
{
    /// <summary>Attendance, the name or the outcome was corrected: another stands in its place.</summary>
    Replaced,

    /// <summary>After a correction nothing is due.</summary>
    NotDue,

    /// <summary>The unit took it back.</summary>
    Withdrawn,

    /// <summary>The person asked to be erased.</summary>
    Erased,
}

/// <summary>
/// A numbered document about one person and one session. What it says never changes: a correction revokes it and issues another.
/// Only the name may go, once, when the person is erased or has been kept long enough.
/// </summary>
internal sealed class Credential
{
    public required Guid Id { get; init; }

    /// <summary>« A62-2024-00017 »: of the unit and the year, without gap.</summary>
    public required string Number { get; init; }

    /// <summary>What who holds the document gives to have it verified; cannot be guessed.</summary>
    public required string Code { get; init; }

    public required CredentialKind Kind { get; init; }

    public required Guid SessionId { get; init; }

    public required Guid CourseId { get; init; }

    public required Guid RegistrationId { get; init; }

    /// <summary>Code of the unit that issued it.</summary>
    public required string Unit { get; init; }

    public required CredentialContent Content { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime IssuedAt { get; init; }

    /// <summary>Null once it is forgotten.</summary>
    public string? Name { get; set; }

    public Guid? AccountId { get; set; }

    /// <summary>The folded address, by which its person finds it without an account of then.</summary>
    public string? PersonKey { get; set; }

    /// <summary>Place in the published list of revoked badges; null for what is no badge.</summary>
    public int? StatusIndex { get; init; }

    /// <summary>Of the hash by which a badge names its holder; null for what is no badge, and once it is forgotten.</summary>
    public string? Salt { get; set; }

    /// <summary>UTC.</summary>
    public DateTime? RevokedAt { get; set; }

    public RevocationCause? Cause { get; set; }

    /// <summary>Why, in the words of who revoked it.</summary>
    public string? RevokedReason { get; set; }

    public Guid? ReplacedBy { get; set; }

    public bool IsValid => RevokedAt is null;
}

/// <summary>What a document says, frozen when it is issued.</summary>
internal sealed record CredentialContent
{
    public required string Course { get; init; }

    /// <summary>The version of the training that was taught.</summary>
    public required int CourseVersion { get; init; }

    public string Objectives { get; init; } = "";

    public Modality Modality { get; init; }

    public CourseFrame Frame { get; init; }

    public required string UnitName { get; init; }

    public required string TimeZone { get; init; }

    public required IReadOnlyList<AttendedSlot> Slots { get; init; }

    /// <summary>« P1 — Maîtriser les savoirs disciplinaires et leur didactique ».</summary>
    public IReadOnlyList<string> Competences { get; init; } = [];

    public LearningOutcome Outcome { get; init; }

    /// <summary>What the badge stands for; null for what is no badge.</summary>
    public BadgeText? Badge { get; init; }

    /// <summary>Minutes really attended.</summary>
    public int Minutes => Slots.Sum(s => s.Minutes);

    /// <summary>Minutes of the session.</summary>
    public int Planned => Slots.Sum(s => s.Planned);

    public DateOnly First => Slots.Min(s => s.Day);

    public DateOnly Last => Slots.Max(s => s.Day);
}

/// <summary>A slot of the session as the person attended it.</summary>
internal sealed record AttendedSlot(DateOnly Day, TimeOnly Start, TimeOnly End, string Place, int Minutes, int Planned);

/// <summary>What a badge is called, says and asks.</summary>
internal sealed record BadgeText(string Name, string Description, string Criteria);

/// <summary>What of a training is recognised, and from how much attendance on; a training without one follows the defaults.</summary>
internal sealed class RecognitionRule
{
    /// <summary>Percent of the session's minutes; 0 is any attendance.</summary>
    public const int AnyAttendance = 0;

    public const int AllOfIt = 100;

    public required Guid CourseId { get; init; }

    /// <summary>Grows with each change.</summary>
    public int Version { get; set; }

    public int AttendancePercent { get; set; } = AnyAttendance;

    public int CompletionPercent { get; set; } = AnyAttendance;

    public int BadgePercent { get; set; } = AllOfIt;

    /// <summary>Null: no badge.</summary>
    public string? BadgeName { get; set; }

    public string BadgeDescription { get; set; } = "";

    public string BadgeCriteria { get; set; } = "";

    /// <summary>Whether the badge also needs the outcome « acquis ».</summary>
    public bool BadgeNeedsOutcome { get; set; }
}

/// <summary>The outcome that the trainers noted for a person.</summary>
internal sealed class SessionOutcome
{
    public required Guid RegistrationId { get; init; }

    public required Guid SessionId { get; init; }

    public LearningOutcome Outcome { get; set; }
}

/// <summary>The last number that a unit gave in a year.</summary>
internal sealed class CredentialCounter
{
    public required string Unit { get; init; }

    public required int Year { get; init; }

    public int Last { get; set; }
}

internal sealed class CredentialMapping : IEntityTypeConfiguration<Credential>
{
    public void Configure(EntityTypeBuilder<Credential> builder)
    {
        builder.ToTable("training_credentials");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Number).HasMaxLength(60);
        builder.Property(c => c.Code).HasMaxLength(20);
        builder.Property(c => c.Unit).HasMaxLength(40);
        builder.Property(c => c.Name).HasMaxLength(120);
        builder.Property(c => c.PersonKey).HasMaxLength(256);
        builder.Property(c => c.Salt).HasMaxLength(32);
        builder.Property(c => c.RevokedReason).HasMaxLength(500);
        builder.Property(c => c.Content).HasConversion(
            content => JsonSerializer.Serialize(content, JsonSerializerOptions.Default), text => JsonSerializer.Deserialize<CredentialContent>(text, JsonSerializerOptions.Default)!);
        builder.HasOne<Session>().WithMany().HasForeignKey(c => c.SessionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<SessionRegistration>().WithMany().HasForeignKey(c => c.RegistrationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => c.Number).IsUnique();
        builder.HasIndex(c => c.Code).IsUnique();
        builder.HasIndex(c => c.StatusIndex).IsUnique();
        // One of a kind holds at a time, whatever a bug or a hand writes.
        builder.HasIndex(c => new { c.RegistrationId, c.Kind }).IsUnique().HasFilter("\"RevokedAt\" IS NULL");
        builder.HasIndex(c => c.SessionId);
        builder.HasIndex(c => c.AccountId);
        builder.HasIndex(c => c.PersonKey);
    }
}

internal sealed class RecognitionRuleMapping : IEntityTypeConfiguration<RecognitionRule>
{
    public void Configure(EntityTypeBuilder<RecognitionRule> builder)
    {
        builder.ToTable("training_recognition_rules", table => table.HasCheckConstraint(
            "ck_training_recognition_rules_percent",
            "\"AttendancePercent\" BETWEEN 0 AND 100 AND \"CompletionPercent\" BETWEEN 0 AND 100 AND \"BadgePercent\" BETWEEN 0 AND 100"));
        builder.HasKey(r => r.CourseId);
        builder.Property(r => r.CourseId).ValueGeneratedNever();
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.Property(r => r.BadgeName).HasMaxLength(120);
        builder.Property(r => r.BadgeDescription).HasMaxLength(1000);
        builder.Property(r => r.BadgeCriteria).HasMaxLength(2000);
        builder.HasOne<Course>().WithMany().HasForeignKey(r => r.CourseId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class SessionOutcomeMapping : IEntityTypeConfiguration<SessionOutcome>
{
    public void Configure(EntityTypeBuilder<SessionOutcome> builder)
    {
        builder.ToTable("training_outcomes");
        builder.HasKey(o => o.RegistrationId);
        builder.Property(o => o.RegistrationId).ValueGeneratedNever();
        builder.HasOne<SessionRegistration>().WithMany().HasForeignKey(o => o.RegistrationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(o => o.SessionId);
    }
}

internal sealed class CredentialCounterMapping : IEntityTypeConfiguration<CredentialCounter>
{
    public void Configure(EntityTypeBuilder<CredentialCounter> builder)
    {
        builder.ToTable("training_credential_counters");
        builder.HasKey(c => new { c.Unit, c.Year });
        builder.Property(c => c.Unit).HasMaxLength(40);
    }
}
