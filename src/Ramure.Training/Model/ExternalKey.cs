using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Training.Model;

/// <summary>What another system's identifier names.</summary>
internal enum ExternalKind
{
    Course,

    Session,

    Registration,

    /// <summary>A person at a session, by an identifier of theirs: only its keyed hash is kept (decision 0023).</summary>
    Participant,

    /// <summary>A request that a program made: asked again, it is answered as the first time.</summary>
    Request,

    /// <summary>A file that somebody gave and that is not taken in yet.</summary>
    Upload,
}

/// <summary>How another system calls something of ours: by it the same file, taken twice, changes nothing.</summary>
internal sealed class ExternalKey
{
    public const int SystemLength = 60;
    public const int KeyLength = 200;

    public required Guid Id { get; init; }

    public required ExternalKind Kind { get; init; }

    /// <summary>Name of the other system, as its mapping file says it.</summary>
    public required string System { get; init; }

    public required string Key { get; init; }

    /// <summary>Our identifier.</summary>
    public required Guid Target { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }
}

internal sealed class ExternalKeyMapping : IEntityTypeConfiguration<ExternalKey>
{
    public void Configure(EntityTypeBuilder<ExternalKey> builder)
    {
        builder.ToTable("training_external_keys");
        builder.Property(k => k.Id).ValueGeneratedNever();
        builder.Property(k => k.System).HasMaxLength(ExternalKey.SystemLength);
        builder.Property(k => k.Key).HasMaxLength(ExternalKey.KeyLength);
        builder.HasIndex(k => new { k.Kind, k.System, k.Key }).IsUnique();
        builder.HasIndex(k => new { k.Kind, k.Target });
    }
}
