using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Training.Model;

/// <summary>The words of a kind of mail as a unit wrote them, one row a version. They hold for the unit and all below it that have none of their own.</summary>
internal sealed class MailText
{
    public required Guid Id { get; init; }

    /// <summary>Code of the unit.</summary>
    public required string Unit { get; init; }

    public required MailKind Kind { get; init; }

    /// <summary>From 1; the highest holds.</summary>
    public required int Version { get; init; }

    /// <summary>Liquid; null: the unit goes back to the words of those above it.</summary>
    public string? Subject { get; init; }

    /// <summary>Liquid; null with <see cref="Subject"/>.</summary>
    public string? Body { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>Reference of who wrote it.</summary>
    public required string By { get; init; }
}

internal sealed class MailTextMapping : IEntityTypeConfiguration<MailText>
{
    public void Configure(EntityTypeBuilder<MailText> builder)
    {
        builder.ToTable("training_mail_texts");
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Property(t => t.Unit).HasMaxLength(40);
        builder.Property(t => t.Subject).HasMaxLength(300);
        builder.Property(t => t.By).HasMaxLength(200);
        builder.HasIndex(t => new { t.Kind, t.Unit, t.Version }).IsUnique();
    }
}
