using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Accounts.Model;

/// <summary>The application of an account that shows a code of six figures.</summary>
internal sealed class Authenticator
{
    public required Guid AccountId { get; init; }

    /// <summary>The shared secret, encrypted with the installation's protection keys.</summary>
    public required string Secret { get; set; }

    /// <summary>UTC; null until the first code was entered.</summary>
    public DateTime? ConfirmedAt { get; set; }

    /// <summary>The half minute of the last code taken: none is taken twice.</summary>
    public long LastStep { get; set; }
}

/// <summary>A code that stands in once for the application. Only its digest is kept.</summary>
internal sealed class RecoveryCode
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>SHA-256 of the account and the code, in hexadecimal: the code is eighty random bits.</summary>
    public required string Hash { get; init; }

    /// <summary>UTC; null while it is good.</summary>
    public DateTime? UsedAt { get; set; }
}

internal sealed class AuthenticatorMapping : IEntityTypeConfiguration<Authenticator>
{
    public void Configure(EntityTypeBuilder<Authenticator> builder)
    {
        builder.ToTable("accounts_authenticators");
        builder.HasKey(a => a.AccountId);
        builder.Property(a => a.AccountId).ValueGeneratedNever();
        builder.Property(a => a.Secret).HasMaxLength(600);
        builder.HasOne<Account>().WithOne().HasForeignKey<Authenticator>(a => a.AccountId);
    }
}

internal sealed class RecoveryCodeMapping : IEntityTypeConfiguration<RecoveryCode>
{
    public void Configure(EntityTypeBuilder<RecoveryCode> builder)
    {
        builder.ToTable("accounts_recovery_codes");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Hash).HasMaxLength(64);
        builder.HasOne<Account>().WithMany().HasForeignKey(c => c.AccountId);
        builder.HasIndex(c => c.Hash).IsUnique();
        builder.HasIndex(c => c.AccountId);
    }
}
