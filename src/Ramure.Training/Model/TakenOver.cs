using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Training.Model;

/// <summary>
/// A session that the journal had noted before. What its document does not say, the ledger is not told either: these words stand in place
/// of those that a session always has. Those of the journal's lists; null where nothing was said.
/// </summary>
internal sealed class TakenOver
{
    public required Guid SessionId { get; init; }

    /// <summary>The journal's activity.</summary>
    public required Guid ActivityId { get; init; }

    public string? Theme { get; init; }

    public string? PartnerKind { get; init; }

    public string? Modality { get; init; }

    public string? Place { get; init; }

    /// <summary>Half-days; null: not communicated, though the minutes are known.</summary>
    public required int? HalfDays { get; init; }

    /// <summary>Where the document says it.</summary>
    public string? StatedIn { get; init; }
}

internal sealed class TakenOverMapping : IEntityTypeConfiguration<TakenOver>
{
    public void Configure(EntityTypeBuilder<TakenOver> builder)
    {
        builder.ToTable("training_taken_over");
        builder.HasKey(t => t.SessionId);
        builder.Property(t => t.SessionId).ValueGeneratedNever();
        builder.Property(t => t.Theme).HasMaxLength(60);
        builder.Property(t => t.PartnerKind).HasMaxLength(40);
        builder.Property(t => t.Modality).HasMaxLength(40);
        builder.Property(t => t.Place).HasMaxLength(40);
        builder.HasIndex(t => t.ActivityId).IsUnique();
        builder.HasOne<Session>().WithOne().HasForeignKey<TakenOver>(t => t.SessionId).OnDelete(DeleteBehavior.Restrict);
    }
}
