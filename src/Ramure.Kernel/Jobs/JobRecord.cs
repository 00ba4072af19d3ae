using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Kernel.Jobs;

/// <summary>When a job runs next, who has it, and how the last run ended.</summary>
internal sealed class JobRecord
{
    public required string Name { get; init; }
    public required DateTime NextRunAt { get; set; }

    /// <summary>One value for each run: a host that lost its lease cannot write the outcome.</summary>
    public Guid? Lease { get; set; }
    public DateTime? LeaseUntil { get; set; }
    public DateTime? LastStartedAt { get; set; }
    public DateTime? LastEndedAt { get; set; }

    /// <summary>Null when the last run succeeded.</summary>
    public string? LastError { get; set; }
}

internal sealed class JobRecordMapping : IEntityTypeConfiguration<JobRecord>
{
    public const string Table = "kernel_jobs";
    public const int ErrorLength = 2000;

    public void Configure(EntityTypeBuilder<JobRecord> builder)
    {
        builder.ToTable(Table);
        builder.HasKey(j => j.Name);
        builder.Property(j => j.Name).HasMaxLength(100);
        builder.Property(j => j.LastError).HasMaxLength(ErrorLength);
    }
}
