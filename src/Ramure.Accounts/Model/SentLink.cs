using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Accounts.Model;

/// <summary>What a link sent by mail is good for.</summary>
internal enum LinkPurpose
{
    /// <summary>Proves that the account's address is its owner's.</summary>
    ConfirmAddress,

    /// <summary>Lets choose a new password.</summary>
    NewPassword,

    /// <summary>Proves a new address and puts it in place of the old one.</summary>
    ChangeAddress,

    /// <summary>Ends a sign-in whose password was right while many wrong ones were tried on the account.</summary>
    FinishSignIn,
}

/// <summary>A link sent to the address of an account. It works once; only the digest of its secret is kept.</summary>
internal sealed class SentLink
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required LinkPurpose Purpose { get; init; }

    /// <summary>SHA-256 of the link's secret, in hexadecimal.</summary>
    public required string TokenHash { get; init; }

    /// <summary>The address it was sent to: a link to an address that the account has left is worth nothing.</summary>
    public required string Email { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime SentAt { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime ExpiresAt { get; init; }

    /// <summary>UTC; when it was used, or replaced by a later one.</summary>
    public DateTime? EndedAt { get; set; }
}

internal sealed class SentLinkMapping : IEntityTypeConfiguration<SentLink>
{
    public void Configure(EntityTypeBuilder<SentLink> builder)
    {
        builder.ToTable("accounts_sent_links");
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.Property(l => l.TokenHash).HasMaxLength(64);
        builder.Property(l => l.Email).HasMaxLength(256);
        builder.HasOne<Account>().WithMany().HasForeignKey(l => l.AccountId);
        builder.HasIndex(l => l.TokenHash).IsUnique();
        builder.HasIndex(l => new { l.AccountId, l.Purpose });
    }
}
