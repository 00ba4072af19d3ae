using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Accounts.Model;

/// <summary>One browser in which an account is signed in. The cookie names it; without a live row the cookie is worth nothing.</summary>
internal sealed class SignedInSession
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>UTC; brought forward at most every few minutes.</summary>
    public required DateTime LastSeenAt { get; set; }

    /// <summary>UTC; after that the person signs in again.</summary>
    public required DateTime ExpiresAt { get; init; }

    /// <summary>UTC; when the person last proved who they are: what is sensitive asks again when that is long ago.</summary>
    public required DateTime ProvenAt { get; set; }

    /// <summary>UTC; when a second factor was proved in it, or a key that stands for both. Null while a password alone has opened it.</summary>
    public DateTime? StrongAt { get; set; }

    /// <summary>UTC; null while it is live.</summary>
    public DateTime? RevokedAt { get; set; }

    /// <summary>How the person proved who they are: <c>password</c>, <c>password+totp</c>, <c>passkey</c>, or a provider's name.</summary>
    public required string Method { get; init; }

    /// <summary>What the browser says it is, shortened.</summary>
    public string? Browser { get; init; }

    /// <summary>Address it came from.</summary>
    public string? Address { get; init; }
}

internal sealed class SignedInSessionMapping : IEntityTypeConfiguration<SignedInSession>
{
    public void Configure(EntityTypeBuilder<SignedInSession> builder)
    {
        builder.ToTable("accounts_sessions");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Method).HasMaxLength(60);
        builder.Property(s => s.Browser).HasMaxLength(200);
        builder.Property(s => s.Address).HasMaxLength(60);
        builder.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId);
        builder.HasIndex(s => s.AccountId);
    }
}
