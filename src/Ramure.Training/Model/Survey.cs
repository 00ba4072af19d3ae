using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Training.Model;

/// <summary>When people are asked.</summary>
internal enum SurveyMoment
{
    /// <summary>When the sheet of presence is closed.</summary>
    AtClosing,

    /// <summary>Some days after the end of the session.</summary>
    Later,
}

/// <summary>That a questionnaire is to be asked about a session, or about all sessions of a training that begin after it was said.</summary>
internal sealed class SurveyPlan
{
    public required Guid Id { get; init; }

    public required Guid QuestionnaireId { get; init; }

    /// <summary>The training; null when it is one session's.</summary>
    public Guid? CourseId { get; init; }

    /// <summary>The session; null when it is a training's.</summary>
    public Guid? SessionId { get; init; }

    public required SurveyMoment Moment { get; init; }

    /// <summary>After the end of the session; 0 at closing.</summary>
    public required int Days { get; init; }

    /// <summary>Days between two reminders.</summary>
    public required int ReminderDays { get; init; }

    /// <summary>At most so many.</summary>
    public required int Reminders { get; init; }

    /// <summary>Answers are taken for so many days.</summary>
    public required int OpenDays { get; init; }

    public required bool Anonymous { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>UTC; nothing new is asked by it since.</summary>
    public DateTime? StoppedAt { get; set; }
}

/// <summary>A questionnaire asked about a session: one for each session and questionnaire, whatever dies and however many hosts try.</summary>
internal sealed class Survey
{
    public required Guid Id { get; init; }

    public required Guid SessionId { get; init; }

    public required Guid QuestionnaireId { get; init; }

    /// <summary>The version that is asked, from the first to the last.</summary>
    public required int Version { get; init; }

    public required SurveyMoment Moment { get; init; }

    public required bool Anonymous { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime OpenedAt { get; init; }

    /// <summary>UTC; answers are taken until then.</summary>
    public required DateTime Until { get; init; }

    public required int ReminderDays { get; init; }

    public required int Reminders { get; init; }

    public int Reminded { get; set; }

    /// <summary>Who was there and could be written to.</summary>
    public int Asked { get; set; }

    /// <summary>Derived from the answers, in the transaction that changes one.</summary>
    public SurveyTally Tally { get; set; } = SurveyTally.Empty;

    /// <summary>UTC; its figures are posted, and who answered is forgotten.</summary>
    public DateTime? ClosedAt { get; set; }
}

/// <summary>How often each value was given, by question; what results add up, so that no page has to read every answer.</summary>
/// <param name="Counts">By key; texts have one number, how many there are.</param>
internal sealed record SurveyTally(int Answers, IReadOnlyDictionary<string, int[]> Counts)
{
    public static SurveyTally Empty { get; } = new(0, new Dictionary<string, int[]>());
}

/// <summary>
/// Somebody was asked, and whether they answered, without an instant: for an anonymous questionnaire nothing here meets anything of the
/// answers but the survey itself (<see cref="SurveyAnswer"/>).
/// </summary>
internal sealed class SurveyInvitation
{
    public required Guid SurveyId { get; init; }

    public required Guid RegistrationId { get; init; }

    public bool Answered { get; set; }
}

/// <summary>A link of one mail. Only the digest of its secret is kept.</summary>
internal sealed class SurveyLink
{
    /// <summary>SHA-256 of the secret, in hexadecimal.</summary>
    public required string TokenHash { get; init; }

    public required Guid SurveyId { get; init; }

    public required Guid RegistrationId { get; init; }
}

/// <summary>
/// What one person answered. Of an anonymous one nothing leads to the person: its identifier is drawn, it has no instant, and all answers of
/// the survey are written anew with each (<c>AnswerRecorder</c>).
/// </summary>
internal sealed class SurveyAnswer
{
    public required Guid Id { get; init; }

    public required Guid SurveyId { get; init; }

    /// <summary>Null for an anonymous one, and once the person is forgotten.</summary>
    public Guid? RegistrationId { get; set; }

    /// <summary>UTC; null with <see cref="RegistrationId"/>.</summary>
    public DateTime? SavedAt { get; set; }

    /// <summary>JSON: the numbers chosen, from 0, by key.</summary>
    public required string Numbers { get; set; }

    /// <summary>JSON: texts by key; null when there is none, and once they are forgotten.</summary>
    public string? Texts { get; set; }
}

/// <summary>What was done about a comment.</summary>
internal enum CommentNoteKind
{
    Hidden,
    Shown,
    Handled,
}

/// <summary>Somebody hid a comment, showed it again, or said what they did about it. The comment itself stays as it was written.</summary>
internal sealed class CommentNote
{
    public required Guid Id { get; init; }

    public required Guid SurveyId { get; init; }

    public required Guid AnswerId { get; init; }

    /// <summary>Key of the question.</summary>
    public required string Key { get; init; }

    public required CommentNoteKind Kind { get; init; }

    /// <summary>Why, or what was done.</summary>
    public required string Note { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>Reference of who noted.</summary>
    public required string By { get; init; }
}

internal sealed class SurveyPlanMapping : IEntityTypeConfiguration<SurveyPlan>
{
    public void Configure(EntityTypeBuilder<SurveyPlan> builder)
    {
        builder.ToTable("training_survey_plans", table => table.HasCheckConstraint("ck_training_survey_plans_of", "(\"CourseId\" IS NULL) <> (\"SessionId\" IS NULL)"));
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.HasOne<Questionnaire>().WithMany().HasForeignKey(p => p.QuestionnaireId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Course>().WithMany().HasForeignKey(p => p.CourseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Session>().WithMany().HasForeignKey(p => p.SessionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => p.CourseId);
        builder.HasIndex(p => p.SessionId);
        builder.HasIndex(p => p.StoppedAt);
    }
}

internal sealed class SurveyMapping : IEntityTypeConfiguration<Survey>
{
    public void Configure(EntityTypeBuilder<Survey> builder)
    {
        builder.ToTable("training_surveys");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Tally).HasConversion(
            tally => JsonSerializer.Serialize(tally, JsonSerializerOptions.Default), text => JsonSerializer.Deserialize<SurveyTally>(text, JsonSerializerOptions.Default)!);
        builder.HasOne<Session>().WithMany().HasForeignKey(s => s.SessionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<QuestionnaireVersion>().WithMany().HasForeignKey(s => new { s.QuestionnaireId, s.Version }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.SessionId, s.QuestionnaireId }).IsUnique();
        builder.HasIndex(s => new { s.ClosedAt, s.Until });
    }
}

internal sealed class SurveyInvitationMapping : IEntityTypeConfiguration<SurveyInvitation>
{
    public const string Table = "training_survey_invitations";

    public void Configure(EntityTypeBuilder<SurveyInvitation> builder)
    {
        builder.ToTable(Table);
        builder.HasKey(i => new { i.SurveyId, i.RegistrationId });
        builder.HasOne<Survey>().WithMany().HasForeignKey(i => i.SurveyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<SessionRegistration>().WithMany().HasForeignKey(i => i.RegistrationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class SurveyLinkMapping : IEntityTypeConfiguration<SurveyLink>
{
    public void Configure(EntityTypeBuilder<SurveyLink> builder)
    {
        builder.ToTable("training_survey_links");
        builder.HasKey(l => l.TokenHash);
        builder.Property(l => l.TokenHash).HasMaxLength(64);
        builder.HasOne<Survey>().WithMany().HasForeignKey(l => l.SurveyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<SessionRegistration>().WithMany().HasForeignKey(l => l.RegistrationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(l => l.SurveyId);
    }
}

internal sealed class SurveyAnswerMapping : IEntityTypeConfiguration<SurveyAnswer>
{
    public const string Table = "training_survey_answers";

    public void Configure(EntityTypeBuilder<SurveyAnswer> builder)
    {
        builder.ToTable(Table);
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.HasOne<Survey>().WithMany().HasForeignKey(a => a.SurveyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<SessionRegistration>().WithMany().HasForeignKey(a => a.RegistrationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => new { a.SurveyId, a.RegistrationId }).IsUnique();
    }
}

internal sealed class CommentNoteMapping : IEntityTypeConfiguration<CommentNote>
{
    public void Configure(EntityTypeBuilder<CommentNote> builder)
    {
        builder.ToTable("training_comment_notes");
        builder.Property(n => n.Id).ValueGeneratedNever();
        builder.Property(n => n.Key).HasMaxLength(60);
        builder.Property(n => n.Note).HasMaxLength(1000);
        builder.Property(n => n.By).HasMaxLength(200);
        // To the survey, not to the answer: anonymous answers are taken out and written anew.
        builder.HasOne<Survey>().WithMany().HasForeignKey(n => n.SurveyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(n => new { n.SurveyId, n.AnswerId });
    }
}
