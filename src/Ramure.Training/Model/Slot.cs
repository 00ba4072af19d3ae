using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Training.Model;

/// <summary>Where a slot is held.</summary>
internal enum PlaceKind
{
    /// <summary>In the atelier, in one of its rooms when it says which.</summary>
    Atelier,

    /// <summary>In a school.</summary>
    School,

    /// <summary>At another address.</summary>
    Address,

    /// <summary>Behind a link.</summary>
    Remote,
}

/// <summary>A time and a place. Hours are those of the session's time zone. Its identifier stays when it is moved: attendance hangs on it.</summary>
internal sealed class Slot
{
    public required Guid Id { get; init; }

    public Guid SessionId { get; init; }

    public required DateOnly Day { get; set; }

    public required TimeOnly Start { get; set; }

    public required TimeOnly End { get; set; }

    /// <summary>Whether somebody said the hours; otherwise they only carry how long it lasted, and no page shows them.</summary>
    public bool HoursKnown { get; set; } = true;

    /// <summary>UTC.</summary>
    public DateTime StartsAt { get; set; }

    /// <summary>UTC.</summary>
    public DateTime EndsAt { get; set; }

    public PlaceKind PlaceKind { get; set; }

    /// <summary>The place, as people read it.</summary>
    public required string Place { get; set; }

    /// <summary>The school, when it is in one.</summary>
    public string? Uai { get; set; }

    /// <summary>The atelier's room, when it says which.</summary>
    public Guid? RoomId { get; set; }

    /// <summary>Address of the remote room; shown to who is registered only.</summary>
    public string? Link { get; set; }

    /// <summary>Degrees; null when it has no place on the map.</summary>
    public double? Latitude { get; set; }

    public double? Longitude { get; set; }

    /// <summary>Real minutes between its two instants: one hour less or more when clocks change in between.</summary>
    public int Minutes => (int)(EndsAt - StartsAt).TotalMinutes;
}

internal sealed class SlotMapping : IEntityTypeConfiguration<Slot>
{
    public void Configure(EntityTypeBuilder<Slot> builder)
    {
        builder.ToTable("training_slots");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Place).HasMaxLength(300);
        builder.Property(s => s.Uai).HasMaxLength(8);
        builder.Property(s => s.Link).HasMaxLength(500);
        builder.HasOne<Room>().WithMany().HasForeignKey(s => s.RoomId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => s.StartsAt);
    }
}
