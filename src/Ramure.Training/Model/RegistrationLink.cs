using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Training.Model;

/// <summary>What a link sent to somebody without an account is good for.</summary>
internal enum RegistrationLinkPurpose
{
    /// <summary>Proves the address and registers; once.</summary>
    Register,

    /// <summary>Shows one's registration, takes an offered seat, gives the place back; as often as needed.</summary>
    Manage,

    /// <summary>Says who one is, to confirm one's presence with the code of the room; until the end of the slot.</summary>
    Presence,
}

/// <summary>A link by which somebody registers, or comes back to their registration, without an account. Only the digest of its secret is kept.</summary>
internal sealed class RegistrationLink
{
    public required Guid Id { get; init; }

    public required RegistrationLinkPurpose Purpose { get; init; }

    public required Guid SessionId { get; init; }

    /// <summary>The registration; null until there is one.</summary>
    public Guid? RegistrationId { get; set; }

    /// <summary>SHA-256 of the link's secret, in hexadecimal.</summary>
    public required string TokenHash { get; init; }

    /// <summary>The address, folded: for counting what was sent to it.</summary>
    public required string PersonKey { get; set; }

    /// <summary>What the person said before the address was proved; empty once it was.</summary>
    public string Name { get; set; } = "";

    public string Email { get; set; } = "";

    public string? Audience { get; set; }

    public string? Uai { get; set; }

    /// <summary>UTC.</summary>
    public required DateTime SentAt { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime ExpiresAt { get; init; }

    /// <summary>UTC; when it was used up or taken back.</summary>
    public DateTime? EndedAt { get; set; }
}

internal sealed class RegistrationLinkMapping : IEntityTypeConfiguration<RegistrationLink>
{
    public void Configure(EntityTypeBuilder<RegistrationLink> builder)
    {
        builder.ToTable("training_registration_links");
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.Property(l => l.TokenHash).HasMaxLength(64);
        builder.Property(l => l.PersonKey).HasMaxLength(256);
        builder.Property(l => l.Name).HasMaxLength(120);
        builder.Property(l => l.Email).HasMaxLength(256);
        builder.Property(l => l.Audience).HasMaxLength(60);
        builder.Property(l => l.Uai).HasMaxLength(8);
        builder.HasOne<Session>().WithMany().HasForeignKey(l => l.SessionId);
        builder.HasOne<SessionRegistration>().WithMany().HasForeignKey(l => l.RegistrationId);
        builder.HasIndex(l => l.TokenHash).IsUnique();
        builder.HasIndex(l => new { l.PersonKey, l.SentAt });
        builder.HasIndex(l => l.ExpiresAt);
    }
}
