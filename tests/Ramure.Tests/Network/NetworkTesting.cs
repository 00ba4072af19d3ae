using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Network.Contracts;
using Ramure.Network.Import;
using Ramure.Tests.Support;

namespace Ramure.Tests.Network;

/// <summary>Networks for tests, through the import that people use.</summary>
internal static class NetworkTesting
{
    public const string Header = "code,name,kind,parent,from,to,time_zone\n";

    /// <summary>RC over DT1 and DT2; A and B under DT1, C under DT2.</summary>
    public const string Small = Header + """
        RC,Réseau,head-office,,2015-01-01,,Europe/Paris
        DT1,Direction 1,directorate,RC,2015-01-01,,Europe/Paris
        DT2,Direction 2,directorate,RC,2015-01-01,,Europe/Paris
        A,Atelier A,atelier,DT1,2015-01-01,,Europe/Paris
        B,Atelier B,atelier,DT1,2015-01-01,,Europe/Paris
        C,Atelier C,atelier,DT2,2015-01-01,,Europe/Paris

        """;

    public static FileInfo Write(this TestInstallation installation, string name, string text)
    {
        var file = new FileInfo(Path.Combine(installation.DataDirectory, name));
        File.WriteAllText(file.FullName, text);
        return file;
    }

    public static Task<Result<NetworkImportReport>> ImportAsync(
        this TestInstallation installation, string units, string? successions = null, bool dryRun = false)
    {
        var options = new NetworkImportOptions(
            installation.Write("unites.csv", units), successions is null ? null : installation.Write("successions.csv", successions), dryRun);
        return installation.RunAsync(s => s.GetRequiredService<NetworkImport>().RunAsync(options));
    }

    /// <summary>An installation with a network already imported.</summary>
    public static async Task<TestInstallation> CreateAsync(string database, string units = Small, Action<IServiceCollection>? adjust = null)
    {
        var installation = await TestInstallation.CreateAsync(database, adjust);
        Assert.Empty((await installation.ImportAsync(units)).Refusals);
        return installation;
    }

    public static Task<NetworkSnapshot> SnapshotAsync(this TestInstallation installation) =>
        installation.RunAsync(s => s.GetRequiredService<INetwork>().SnapshotAsync().AsTask());

    public static Task<List<AuditEvent>> AuditAsync(this TestInstallation installation) =>
        installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<AuditEvent>().AsNoTracking().Where(e => e.Operation.StartsWith("network.")).OrderBy(e => e.At).ToListAsync());

    /// <summary>All memberships and successions, one a line, in a fixed order.</summary>
    public static string Text(this NetworkSnapshot network) => string.Join('\n',
        network.Memberships.Select(m => $"{network[m.Unit].Code}<{(m.Parent is { } p ? network[p].Code : "")} {m.Days}").Order(StringComparer.Ordinal)
            .Concat(network.Successions.Select(s => $"{network[s.Predecessor].Code}>{network[s.Successor].Code} {s.Day:yyyy-MM-dd} {s.Share:0.####}").Order(StringComparer.Ordinal)));
}
