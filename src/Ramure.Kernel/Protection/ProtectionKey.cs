using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Kernel.Protection;

/// <summary>A key with which cookies and form tokens are protected; every host over this database uses the same.</summary>
internal sealed class ProtectionKey
{
    public required Guid Id { get; init; }

    /// <summary>The name the framework gives it.</summary>
    public required string Name { get; init; }

    /// <summary>Encrypted when the installation keeps a secret outside the database.</summary>
    public required string Xml { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime StoredAt { get; init; }
}

internal sealed class ProtectionKeyMapping : IEntityTypeConfiguration<ProtectionKey>
{
    public void Configure(EntityTypeBuilder<ProtectionKey> builder)
    {
        builder.ToTable("kernel_protection_keys");
        builder.Property(k => k.Id).ValueGeneratedNever();
        builder.Property(k => k.Name).HasMaxLength(200);
        builder.HasIndex(k => k.Name).IsUnique();
    }
}
