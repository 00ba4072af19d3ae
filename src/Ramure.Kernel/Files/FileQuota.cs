using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ramure.Kernel.Secrets;

namespace Ramure.Kernel.Files;

/// <summary>How much one account may attach in a day, so that nobody fills the disk; 0 lifts a limit.</summary>
public sealed record FileQuota
{
    /// <summary><c>RAMURE_QUOTA_FILES</c>.</summary>
    public long Files { get; init; } = 500;

    /// <summary><c>RAMURE_QUOTA_MEGABYTES</c>, in bytes.</summary>
    public long Bytes { get; init; } = 500L * 1024 * 1024;

    /// <exception cref="SettingException">What is wrong, and how to mend it.</exception>
    public static FileQuota Read(Func<string, string?> environment)
    {
        var usual = new FileQuota();
        return new FileQuota { Files = One("RAMURE_QUOTA_FILES", usual.Files, 1), Bytes = One("RAMURE_QUOTA_MEGABYTES", usual.Bytes, 1024 * 1024) };

        long One(string name, long otherwise, long factor) => Setting.Text(name, environment) switch
        {
            null => otherwise,
            var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number * factor,
            var text => throw new SettingException($"{name} : « {text} » n’est pas un nombre par compte et par jour. Écrivez un nombre entier, 0 pour ne pas limiter."),
        };
    }
}

/// <summary>What somebody has stored on a day, what was removed since included: its bytes stay until the sweep.</summary>
internal sealed class FileUse
{
    /// <summary>Reference of who stored.</summary>
    public required string StoredBy { get; init; }

    /// <summary>UTC.</summary>
    public required DateOnly Day { get; init; }

    public required long Files { get; set; }

    public required long Bytes { get; set; }
}

internal sealed class FileUseMapping : IEntityTypeConfiguration<FileUse>
{
    public void Configure(EntityTypeBuilder<FileUse> builder)
    {
        builder.ToTable("kernel_file_use");
        builder.HasKey(u => new { u.StoredBy, u.Day });
        builder.Property(u => u.StoredBy).HasMaxLength(200);
        builder.HasIndex(u => u.Day);
    }
}
