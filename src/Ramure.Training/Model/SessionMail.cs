using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Training.Model;

/// <summary>
/// A mail that somebody is to get about a session: written down in the transaction that causes it, put into words afterwards. It
/// holds neither the address nor the words.
/// </summary>
internal sealed class SessionMail
{
    public required Guid Id { get; init; }

    public required Guid SessionId { get; init; }

    public required Guid RegistrationId { get; init; }

    /// <summary>The registration's number when it was asked for: who comes back later has another, and other calendar entries.</summary>
    public required long Number { get; init; }

    public required MailKind Kind { get; init; }

    /// <summary>UTC; when it was asked for.</summary>
    public required DateTime At { get; init; }

    /// <summary>The message of the outbox that puts it into words; several mails may share one.</summary>
    public required Guid Batch { get; init; }

    /// <summary>For summons and reminders: the calendar sequence of the session. At most one mail of its kind for each.</summary>
    public int? Once { get; init; }

    /// <summary>A local address of its own to which the mail leads; not secret.</summary>
    public string? Path { get; init; }

    /// <summary>The message of the outbox that carries it; null until it is written.</summary>
    public Guid? Letter { get; set; }

    /// <summary>It was no longer true when it came to be written, so nobody got it.</summary>
    public bool Moot { get; set; }
}

internal sealed class SessionMailMapping : IEntityTypeConfiguration<SessionMail>
{
    public const string Table = "training_mails";

    public void Configure(EntityTypeBuilder<SessionMail> builder)
    {
        builder.ToTable(Table);
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.Path).HasMaxLength(300);
        // Two hosts that write the same mail at once: the second one's transaction fails.
        builder.Property(m => m.Letter).IsConcurrencyToken();
        builder.HasOne<Session>().WithMany().HasForeignKey(m => m.SessionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<SessionRegistration>().WithMany().HasForeignKey(m => m.RegistrationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(m => new { m.RegistrationId, m.Number, m.Kind, m.Once }).IsUnique();
        builder.HasIndex(m => new { m.SessionId, m.At });
        builder.HasIndex(m => m.Batch);
        builder.HasIndex(m => m.At);
    }
}
