using Microsoft.EntityFrameworkCore;
using Ramure.Kernel;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Network.Contracts;
using Ramure.Network.Import;
using Ramure.Network.Model;
using Ramure.Network.Schools;
using Ramure.Network.Sites;

namespace Ramure.Network.Loading;

/// <summary>Loads the reference files through the services that an administrator uses.</summary>
internal sealed class NetworkLoader(
    RamureDb db, InstallationPaths paths, NetworkImport network, PlacesImport places, SchoolsImport schools) : INetworkData
{

    public async Task LoadReferenceAsync(IProgress<LoadStep>? progress = null, CancellationToken cancel = default)
    {
        if (!await db.Set<Unit>().AnyAsync(cancel))
        {
            progress?.Report(new("Réseau", 0, 3));
            Done(await network.RunAsync(new(File("network", "units.csv"), File("network", "successions.csv")), cancel));
            progress?.Report(new("Réseau", 1, 3));
            Done(await places.SitesAsync(File("network", "sites.csv"), cancel));
            progress?.Report(new("Réseau", 2, 3));
            Done(await places.ContactsAsync(File("network", "contacts.csv"), cancel));
            progress?.Report(new("Réseau", 3, 3));
        }

        if (!await db.Set<School>().AnyAsync(cancel))
        {
            const int Expected = 47_398;
            var steps = progress is null ? null : new Steps(progress, Expected);
            Done(await schools.RunAsync(File("schools", "etablissements_fusion.csv.gz"), steps, cancel));
            progress?.Report(new("Établissements scolaires", Expected, Expected));
        }
    }

    private FileInfo File(params string[] parts) => new(Path.Combine([paths.Reference, .. parts]));

    /// <summary>The product's own files are right: a refusal here is a bug.</summary>
    private static void Done<T>(Result<T> result) => _ = result.Value;

    private sealed class Steps(IProgress<LoadStep> progress, int total) : IProgress<int>
    {
        public void Report(int value) => progress.Report(new("Établissements scolaires", Math.Min(value, total), total));
    }
}
