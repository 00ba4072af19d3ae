using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Accounts.Model;

/// <summary>How often something happened that is worth watching, in ten minutes: a number, about nobody.</summary>
internal sealed class WatchCount
{
    /// <summary>Name of a <see cref="Watch.Watched"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>UTC; begin of the ten minutes.</summary>
    public required DateTime Slot { get; init; }

    public required long Count { get; set; }
}

/// <summary>Something went on that administrators should look at.</summary>
internal sealed class Alarm
{
    public required Guid Id { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>Name of a <see cref="Watch.Watched"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>How often in the hour before.</summary>
    public required long Count { get; init; }
}

internal sealed class WatchCountMapping : IEntityTypeConfiguration<WatchCount>
{
    public const string Table = "accounts_watch_counts";

    public void Configure(EntityTypeBuilder<WatchCount> builder)
    {
        builder.ToTable(Table);
        builder.HasKey(c => new { c.Kind, c.Slot });
        builder.Property(c => c.Kind).HasMaxLength(40);
        builder.HasIndex(c => c.Slot);
    }
}

internal sealed class AlarmMapping : IEntityTypeConfiguration<Alarm>
{
    public void Configure(EntityTypeBuilder<Alarm> builder)
    {
        builder.ToTable("accounts_alarms");
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Kind).HasMaxLength(40);
        builder.HasIndex(a => a.At);
    }
}
