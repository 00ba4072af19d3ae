using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ramure.Kernel.Text;

namespace Ramure.Accounts.Model;

/// <summary>A person who can sign in. What may be done comes from <see cref="RoleGrant"/>, never from the account itself.</summary>
internal sealed class Account : IdentityUser<Guid>
{
    public const int NameLength = 120;

    /// <summary>First and last name, as others see them.</summary>
    [ProtectedPersonalData]
    public required string DisplayName
    {
        get;
        set
        {
            field = value;
            Search = SearchText.Fold($"{value} {Email}");
        }
    }

    /// <inheritdoc />
    public override string? Email
    {
        get => base.Email;
        set
        {
            base.Email = value;
            Search = SearchText.Fold($"{DisplayName} {value}");
        }
    }

    /// <summary>Name and address, unaccented and in lower case: lists are searched and sorted by it.</summary>
    public string Search { get; private set; } = "";

    /// <summary>UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>UTC; since when the account is closed to its owner. Null while it is open.</summary>
    public DateTime? DisabledAt { get; set; }

    /// <summary>UTC; when the person was forgotten. The row stays, without anything that names them.</summary>
    public DateTime? ErasedAt { get; set; }

    /// <summary>Opened with the sample, its password lies in a file: an installation that others can reach must not keep it open.</summary>
    public bool IsSample { get; init; }
}

internal sealed class AccountMapping : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("accounts_accounts");
        builder.Property(a => a.Id).ValueGeneratedNever();
        // Through their properties, so that what is searched is never made of one of them only.
        builder.Property(a => a.DisplayName).HasMaxLength(Account.NameLength).UsePropertyAccessMode(PropertyAccessMode.Property);
        builder.Property(a => a.Email).UsePropertyAccessMode(PropertyAccessMode.Property);
        builder.Property(a => a.Search).HasMaxLength(Account.NameLength + 257);
        builder.HasIndex(a => a.Search);
        builder.Property(a => a.UserName).HasMaxLength(256);
        builder.Property(a => a.NormalizedUserName).HasMaxLength(256);
        builder.Property(a => a.Email).HasMaxLength(256);
        builder.Property(a => a.NormalizedEmail).HasMaxLength(256);
        builder.Property(a => a.PhoneNumber).HasMaxLength(40);
        builder.Property(a => a.ConcurrencyStamp).IsConcurrencyToken();
        // Identity counts lockouts in this type; databases keep UTC instants without offset.
        builder.Property(a => a.LockoutEnd).HasConversion(
            v => v == null ? (DateTime?)null : v.Value.UtcDateTime, v => v == null ? null : new DateTimeOffset(DateTime.SpecifyKind(v.Value, DateTimeKind.Utc)));
        builder.HasIndex(a => a.NormalizedUserName).IsUnique();
        builder.HasIndex(a => a.NormalizedEmail).IsUnique();
    }
}
