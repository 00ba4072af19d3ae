using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Network.Model;

/// <summary>The one row that every host reads to learn that the network changed.</summary>
internal sealed class NetworkState
{
    public const int OnlyId = 1;

    public required int Id { get; init; }

    /// <summary>Grows with each change.</summary>
    public required long Version { get; set; }

    /// <summary>The next unit's number: kept here so that a withdrawn unit's number is never given again.</summary>
    public required int NextNumber { get; set; }
}

internal sealed class NetworkStateMapping : IEntityTypeConfiguration<NetworkState>
{
    public void Configure(EntityTypeBuilder<NetworkState> builder)
    {
        builder.ToTable("network_state");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.HasData(new NetworkState { Id = NetworkState.OnlyId, Version = 0, NextNumber = 1 });
    }
}
