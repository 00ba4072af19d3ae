using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Accounts.Model;

/// <summary>
/// A link that works once: to open the first administrator's account, or, for a named account, to choose its password. Made by
/// who holds the machine or administers the account, never asked for from outside.
/// </summary>
internal sealed class FirstLink
{
    public required Guid Id { get; init; }

    /// <summary>SHA-256 of the link's secret, in hexadecimal.</summary>
    public required string TokenHash { get; init; }

    /// <summary>The account whose password it lets choose; null to open the first one.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>Reference of who made it.</summary>
    public required string MadeBy { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime ExpiresAt { get; init; }

    /// <summary>UTC; null while it waits.</summary>
    public DateTime? UsedAt { get; set; }
}

internal sealed class FirstLinkMapping : IEntityTypeConfiguration<FirstLink>
{
    public void Configure(EntityTypeBuilder<FirstLink> builder)
    {
        builder.ToTable("accounts_first_links");
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.Property(l => l.TokenHash).HasMaxLength(64);
        builder.Property(l => l.MadeBy).HasMaxLength(200);
        builder.HasOne<Account>().WithMany().HasForeignKey(l => l.AccountId);
        builder.HasIndex(l => l.TokenHash).IsUnique();
    }
}
