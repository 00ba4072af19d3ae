using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Kernel.FirstStart;

/// <summary>A step that the first start chose: rows exist as soon as it has chosen.</summary>
internal sealed class FirstStartStep
{
    public required string Name { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime ChosenAt { get; init; }

    /// <summary>UTC; null until it is done.</summary>
    public DateTime? DoneAt { get; set; }
}

internal sealed class FirstStartStepMapping : IEntityTypeConfiguration<FirstStartStep>
{
    public void Configure(EntityTypeBuilder<FirstStartStep> builder)
    {
        builder.ToTable("kernel_first_start");
        builder.HasKey(s => s.Name);
        builder.Property(s => s.Name).HasMaxLength(100);
    }
}
