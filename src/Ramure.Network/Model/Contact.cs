using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Network.Model;

/// <summary>One way to reach a unit.</summary>
internal sealed class Contact
{
    public required Guid Id { get; init; }
    public required Guid UnitId { get; init; }

    /// <summary>Order of the file: the first one is the one to use.</summary>
    public required int Rank { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? Web { get; init; }
    public string? Source { get; init; }
}

internal sealed class ContactMapping : IEntityTypeConfiguration<Contact>
{
    public void Configure(EntityTypeBuilder<Contact> builder)
    {
        builder.ToTable("network_contacts");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.HasIndex(c => new { c.UnitId, c.Rank }).IsUnique();
        builder.Property(c => c.Email).HasMaxLength(254);
        builder.Property(c => c.Phone).HasMaxLength(40);
        builder.Property(c => c.Web).HasMaxLength(500);
        builder.HasOne<Unit>().WithMany().HasForeignKey(c => c.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}
