using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Steering.Model;

/// <summary>A contract and which version of its definition holds.</summary>
internal sealed class Contract
{
    public required string Code { get; init; }
    public required string Title { get; set; }

    /// <summary>Version of the definition that holds, from 1.</summary>
    public required int Version { get; set; }

    /// <summary>Grows with each load, settlement and reopening: a part of every page's ETag.</summary>
    public required long Revision { get; set; }
}

/// <summary>One version of a contract's definition, as loaded: never changed, always read whole, so kept as one document.</summary>
internal sealed class ContractVersion
{
    public required Guid Id { get; init; }
    public required string Contract { get; init; }
    public required int Version { get; init; }
    public required DateTime LoadedAt { get; init; }
    public required string LoadedBy { get; init; }
    public required string File { get; init; }

    /// <summary>SHA-256 of the file's text.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The <see cref="ContractDefinition"/> as JSON.</summary>
    public required string Definition { get; init; }
}

/// <summary>A disagreement that a person settled (L14). Settling again or reopening changes the row; the audit keeps what it said.</summary>
internal sealed class Settlement
{
    public required string Contract { get; init; }
    public required string Indicator { get; init; }
    public required string Item { get; init; }

    /// <summary>The reading chosen; null once reopened.</summary>
    public string? Reading { get; set; }

    /// <summary>What that reading said then: a new version that says something else reopens the disagreement.</summary>
    public string? Value { get; set; }
    public required string Reason { get; set; }
    public required string By { get; set; }
    public required DateTime At { get; set; }
}

internal sealed class ContractMapping : IEntityTypeConfiguration<Contract>
{
    public void Configure(EntityTypeBuilder<Contract> builder)
    {
        builder.ToTable("steering_contracts");
        builder.HasKey(c => c.Code);
        builder.Property(c => c.Code).HasMaxLength(60);
    }
}

internal sealed class ContractVersionMapping : IEntityTypeConfiguration<ContractVersion>
{
    public void Configure(EntityTypeBuilder<ContractVersion> builder)
    {
        builder.ToTable("steering_contract_versions");
        builder.Property(v => v.Id).ValueGeneratedNever();
        builder.Property(v => v.Contract).HasMaxLength(60);
        builder.Property(v => v.LoadedBy).HasMaxLength(200);
        builder.Property(v => v.File).HasMaxLength(260);
        builder.Property(v => v.Fingerprint).HasMaxLength(64);
        builder.HasIndex(v => new { v.Contract, v.Version }).IsUnique();
        builder.HasOne<Contract>().WithMany().HasForeignKey(v => v.Contract).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class SettlementMapping : IEntityTypeConfiguration<Settlement>
{
    public void Configure(EntityTypeBuilder<Settlement> builder)
    {
        builder.ToTable("steering_settlements");
        builder.HasKey(s => new { s.Contract, s.Indicator, s.Item });
        builder.Property(s => s.Contract).HasMaxLength(60);
        builder.Property(s => s.Indicator).HasMaxLength(60);
        builder.Property(s => s.Item).HasMaxLength(60);
        builder.Property(s => s.Reading).HasMaxLength(60);
        builder.Property(s => s.Reason).HasMaxLength(2000);
        builder.Property(s => s.By).HasMaxLength(200);
        builder.HasOne<Contract>().WithMany().HasForeignKey(s => s.Contract).OnDelete(DeleteBehavior.Restrict);
    }
}
