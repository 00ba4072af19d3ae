using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ramure.Kernel.Access;

namespace Ramure.Accounts.Model;

/// <summary>A role that an account holds for a unit and all below it, from a day to a day.</summary>
internal sealed class RoleGrant
{
    /// <summary>In place of a unit's code: the whole network, whatever its units.</summary>
    public const string WholeNetwork = "*";

    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required Role Role { get; init; }

    /// <summary>Code of the unit, or <see cref="WholeNetwork"/>.</summary>
    public required string Unit { get; init; }

    /// <summary>First day.</summary>
    public required DateOnly From { get; set; }

    /// <summary>Day after the last; null without end.</summary>
    public DateOnly? To { get; set; }

    /// <summary>Named indicators and measures, separated by spaces; null when the role names none.</summary>
    public string? Items { get; init; }

    /// <summary>Reference of who granted it.</summary>
    public required string GrantedBy { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime GrantedAt { get; init; }

    /// <summary>UTC; null while it holds.</summary>
    public DateTime? RevokedAt { get; set; }

    /// <summary>Reference of who revoked it.</summary>
    public string? RevokedBy { get; set; }

    public bool HoldsOn(DateOnly day) => RevokedAt is null && From <= day && (To is null || day < To);
}

internal sealed class RoleGrantMapping : IEntityTypeConfiguration<RoleGrant>
{
    public void Configure(EntityTypeBuilder<RoleGrant> builder)
    {
        builder.ToTable("accounts_grants");
        builder.Property(g => g.Id).ValueGeneratedNever();
        builder.Property(g => g.Unit).HasMaxLength(40);
        builder.Property(g => g.Items).HasMaxLength(4000);
        builder.Property(g => g.GrantedBy).HasMaxLength(200);
        builder.Property(g => g.RevokedBy).HasMaxLength(200);
        builder.HasOne<Account>().WithMany().HasForeignKey(g => g.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(g => g.AccountId);
        builder.HasIndex(g => g.Unit);
    }
}
