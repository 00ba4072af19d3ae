using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Secrets;
using Ramure.Tests.Support;

namespace Ramure.Tests.Kernel.Secrets;

public sealed partial class SettingTests
{
    [Fact]
    public async Task A_secret_stands_in_the_environment_or_in_a_file_it_names()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "un secret\n", TestContext.Current.CancellationToken);
            Assert.Equal("clair", Setting.Secret("X", Of(("X", "clair"))));
            Assert.Equal("un secret", Setting.Secret("X", Of(("X_FILE", file))));
            Assert.Null(Setting.Secret("X", Of()));
            Assert.Contains("X_FILE", Assert.Throws<SettingException>(() => Setting.Secret("X", Of(("X", "clair"), ("X_FILE", file)))).Message, StringComparison.Ordinal);
            await File.WriteAllTextAsync(file, "\n", TestContext.Current.CancellationToken);
            Assert.Contains("vide", Assert.Throws<SettingException>(() => Setting.Secret("X", Of(("X_FILE", file)))).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }

        var missing = Assert.Throws<SettingException>(() => Setting.Secret("X", Of(("X_FILE", "/nulle/part"))));
        Assert.Contains("/nulle/part", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_program_reads_no_settings_file()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        var providers = await installation.HostingAsync(s => ((IConfigurationRoot)s.GetRequiredService<IConfiguration>()).Providers.ToList());
        Assert.NotEmpty(providers);
        Assert.All(providers, p => Assert.False(p is FileConfigurationProvider, $"{p} is read from a file."));
    }

    /// <summary>What looks like a secret in a file of the repository: a key, or a password given a value.</summary>
    [Fact]
    public void No_committed_file_holds_a_secret()
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["ls-files", "-z"]) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true })!;
        var files = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        Assert.True(files.Length > 300);
        Assert.DoesNotContain(files, f => Path.GetFileName(f) is "secrets.json" or ".env" || Path.GetFileName(f).StartsWith("appsettings", StringComparison.Ordinal) || Path.GetExtension(f) is ".pfx" or ".p12" or ".pem" or ".key");
        var found = files.Where(f => f.StartsWith("src/", StringComparison.Ordinal) || f.StartsWith("scripts/", StringComparison.Ordinal) || f.StartsWith("data/", StringComparison.Ordinal))
            .Where(f => new FileInfo(Path.Combine(Repository.Root, f)) is { Exists: true, Length: < 1_000_000 } && Path.GetExtension(f) is not (".json" or ".gz" or ".png"))
            .SelectMany(f => File.ReadLines(Path.Combine(Repository.Root, f)).Where(l => Secret().IsMatch(l)).Select(l => $"{f}: {l.Trim()}"));
        Assert.Empty(found);
    }

    private static Func<string, string?> Of(params (string Name, string Value)[] variables) =>
        name => variables.Where(v => v.Name == name).Select(v => v.Value).FirstOrDefault();

    [GeneratedRegex("""-----BEGIN [A-Z ]*PRIVATE KEY|(?i:password|secret|token)\s*=\s*"(?=[^"]*[0-9])[^"{$ ]{12,}"|Password=[^;"…. {]{4,}""")]
    private static partial Regex Secret();
}
