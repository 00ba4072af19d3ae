using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ramure.Kernel.Access;

namespace Ramure.Accounts.Model;

/// <summary>A role offered to an address: whoever holds the link may take it once, until it expires or is withdrawn.</summary>
internal sealed class Invitation
{
    public required Guid Id { get; init; }

    public required string Email { get; init; }

    /// <summary>As accounts keep theirs.</summary>
    public required string NormalizedEmail { get; init; }

    public required Role Role { get; init; }

    /// <summary>Code of the unit, or <see cref="RoleGrant.WholeNetwork"/>.</summary>
    public required string Unit { get; init; }

    /// <summary>First day of the role; the day of acceptance when that is later.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Day after the last; null without end.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Named indicators and measures, separated by spaces.</summary>
    public string? Items { get; init; }

    /// <summary>SHA-256 of the link's secret, in hexadecimal.</summary>
    public required string TokenHash { get; set; }

    /// <summary>Whether the link went to the address itself: taking it up then proves the address.</summary>
    public required bool ByMail { get; set; }

    /// <summary>Reference of who invites.</summary>
    public required string InvitedBy { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime InvitedAt { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime ExpiresAt { get; set; }

    /// <summary>UTC.</summary>
    public DateTime? AcceptedAt { get; set; }

    /// <summary>The account that took it up.</summary>
    public Guid? AccountId { get; set; }

    /// <summary>UTC.</summary>
    public DateTime? WithdrawnAt { get; set; }

    /// <summary>Reference of who withdrew it.</summary>
    public string? WithdrawnBy { get; set; }

    public bool IsOpen(DateTime now) => AcceptedAt is null && WithdrawnAt is null && now < ExpiresAt;
}

internal sealed class InvitationMapping : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.ToTable("accounts_invitations");
        builder.Property(i => i.Id).ValueGeneratedNever();
        builder.Property(i => i.Email).HasMaxLength(256);
        builder.Property(i => i.NormalizedEmail).HasMaxLength(256);
        builder.Property(i => i.Unit).HasMaxLength(40);
        builder.Property(i => i.Items).HasMaxLength(4000);
        builder.Property(i => i.TokenHash).HasMaxLength(64);
        builder.Property(i => i.InvitedBy).HasMaxLength(200);
        builder.Property(i => i.WithdrawnBy).HasMaxLength(200);
        builder.HasOne<Account>().WithMany().HasForeignKey(i => i.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(i => i.TokenHash).IsUnique();
        builder.HasIndex(i => i.NormalizedEmail);
    }
}
