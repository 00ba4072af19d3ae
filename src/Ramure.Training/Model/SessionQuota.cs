using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Training.Model;

/// <summary>What a quota counts.</summary>
internal enum QuotaKind
{
    /// <summary>The persons of one audience.</summary>
    Audience,

    /// <summary>The persons of each school.</summary>
    School,
}

/// <summary>At most so many seats of a session for an audience, or for each school. Changed under the session's row lock only.</summary>
internal sealed class SessionQuota
{
    public required Guid SessionId { get; init; }

    public required QuotaKind Kind { get; init; }

    /// <summary>Code of <c>data/audiences.csv</c>; empty for <see cref="QuotaKind.School"/>.</summary>
    public required string Audience { get; init; }

    /// <summary>Seats held at most: confirmed and offered.</summary>
    public int Seats { get; set; }
}

internal sealed class SessionQuotaMapping : IEntityTypeConfiguration<SessionQuota>
{
    public void Configure(EntityTypeBuilder<SessionQuota> builder)
    {
        builder.ToTable("training_quotas", table => table.HasCheckConstraint("ck_training_quotas_seats", "\"Seats\" >= 0"));
        builder.HasKey(q => new { q.SessionId, q.Kind, q.Audience });
        builder.Property(q => q.Audience).HasMaxLength(60);
        builder.HasOne<Session>().WithMany().HasForeignKey(q => q.SessionId);
    }
}
