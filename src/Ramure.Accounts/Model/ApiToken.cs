using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Accounts.Model;

/// <summary>What a programme of an account shows to the API instead of a password. Only its digest is kept.</summary>
internal sealed class ApiToken
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>What its owner calls it.</summary>
    public required string Name { get; init; }

    /// <summary>The part that is no secret: by it the row is found and its owner recognises it.</summary>
    public required string Prefix { get; init; }

    /// <summary>SHA-256 of the whole token, in hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>Codes of the permissions it is good for, separated by spaces.</summary>
    public required string Scopes { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime ExpiresAt { get; init; }

    /// <summary>UTC; brought forward at most every few minutes.</summary>
    public DateTime? LastUsedAt { get; set; }

    /// <summary>UTC; null while it is good.</summary>
    public DateTime? RevokedAt { get; set; }
}

internal sealed class ApiTokenMapping : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.ToTable("accounts_api_tokens");
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Property(t => t.Name).HasMaxLength(100);
        builder.Property(t => t.Prefix).HasMaxLength(20);
        builder.Property(t => t.Hash).HasMaxLength(64);
        builder.Property(t => t.Scopes).HasMaxLength(2000);
        builder.HasOne<Account>().WithMany().HasForeignKey(t => t.AccountId);
        builder.HasIndex(t => t.Prefix).IsUnique();
        builder.HasIndex(t => t.AccountId);
    }
}
