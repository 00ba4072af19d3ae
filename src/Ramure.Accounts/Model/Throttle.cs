using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Accounts.Model;

/// <summary>
/// How often guessing failed, by what was guessed and from where. Keys are digests: an address that has no account is counted like
/// one that has, and nobody reads here who was asked for. Forgotten a day after the last failure.
/// </summary>
internal sealed class Throttle
{
    /// <summary>SHA-256 of what is counted, in hexadecimal.</summary>
    public required string Key { get; init; }

    public required int Failures { get; set; }

    /// <summary>UTC; until then nothing is tried.</summary>
    public required DateTime BlockedUntil { get; set; }

    /// <summary>UTC; when it is forgotten.</summary>
    public required DateTime ForgetAt { get; set; }
}

internal sealed class ThrottleMapping : IEntityTypeConfiguration<Throttle>
{
    public const string Table = "accounts_throttles";

    public void Configure(EntityTypeBuilder<Throttle> builder)
    {
        builder.ToTable(Table);
        builder.HasKey(t => t.Key);
        builder.Property(t => t.Key).HasMaxLength(64);
        builder.HasIndex(t => t.ForgetAt);
    }
}
