using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ramure.Kernel.Time;

namespace Ramure.Network.Model;

/// <summary>A unit under a parent during [From, To) (L9); without parent it is a root.</summary>
internal sealed class Membership
{
    public required Guid Id { get; init; }
    public required Guid UnitId { get; init; }
    public required Guid? ParentId { get; init; }
    public required DateOnly From { get; init; }

    /// <summary>First day outside; <see cref="DateOnly.MaxValue"/> while it lasts.</summary>
    public required DateOnly To { get; set; }
    public string? Assumed { get; set; }
    public string? Source { get; set; }

    /// <summary>The reorganisation that brought it, null when it came with a file.</summary>
    public Guid? ReorganisationId { get; init; }

    public DayRange Days => new(From, To);
}

internal sealed class MembershipMapping : IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Membership> builder)
    {
        builder.ToTable("network_memberships");
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.HasIndex(m => new { m.UnitId, m.From }).IsUnique();
        builder.HasOne<Unit>().WithMany().HasForeignKey(m => m.UnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(m => m.ParentId).OnDelete(DeleteBehavior.Restrict);
        builder.Ignore(m => m.Days);
    }
}
