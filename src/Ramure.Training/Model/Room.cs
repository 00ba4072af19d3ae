using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Training.Model;

/// <summary>A room of an atelier, for the slots held in it.</summary>
internal sealed class Room
{
    public required Guid Id { get; init; }

    /// <summary>Code of the unit.</summary>
    public required string Unit { get; init; }

    /// <summary>Grows with each change.</summary>
    public int Version { get; set; } = 1;

    public required string Name { get; set; }

    /// <summary>Persons it holds; null when nobody said.</summary>
    public int? Capacity { get; set; }

    /// <summary>Whether it is still offered for new slots.</summary>
    public bool InUse { get; set; } = true;
}

internal sealed class RoomMapping : IEntityTypeConfiguration<Room>
{
    public void Configure(EntityTypeBuilder<Room> builder)
    {
        builder.ToTable("training_rooms", table => table.HasCheckConstraint("ck_training_rooms_capacity", "\"Capacity\" > 0"));
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.Property(r => r.Unit).HasMaxLength(40);
        builder.Property(r => r.Name).HasMaxLength(120);
        builder.HasIndex(r => new { r.Unit, r.Name }).IsUnique();
    }
}
