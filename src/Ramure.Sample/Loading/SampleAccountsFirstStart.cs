using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Contracts;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.FirstStart;
using Ramure.Network.Contracts;
using Ramure.Sample.Model;

namespace Ramure.Sample.Loading;

/// <summary>An account for each role, beside the sample.</summary>
internal sealed class SampleAccountsFirstStart(RamureDb db, INetwork network, IEnumerable<INamedItems> named, ISampleAccounts accounts) : IFirstStart
{
    private const string Atelier = "A62";
    private const string Directorate = "DT-HDF";

    public string Name => "sample-accounts";

    public int Order => 40;

    public string Label => "Comptes d’exemple";

    public bool BringsActivity => true;

    /// <summary>Accounts of the installation's own are no reason to load nothing: its administrator comes before its first start.</summary>
    public Task<bool> IsUntouchedAsync(CancellationToken cancel) => Task.FromResult(true);

    public async Task RunAsync(IProgress<double> progress, CancellationToken cancel)
    {
        if (await db.Set<SampleBatch>().AnyAsync(cancel))
            await OpenAsync(cancel);
    }

    /// <summary>Opens them under a new password; the file that holds it.</summary>
    public async Task<string> OpenAsync(CancellationToken cancel)
    {
        var snapshot = await network.SnapshotAsync(cancel);
        var root = snapshot.Roots.FirstOrDefault()?.Code ?? "*";
        var items = new List<string>();
        foreach (var source in named)
            items.AddRange((await source.AllAsync(cancel)).Take(3).Select(i => i.Reference));
        SampleAccount[] all =
        [
            new("enseignant", "Exemple Enseignant", Role.Teacher, Atelier),
            new("formateur", "Exemple Formateur", Role.Trainer, Atelier),
            new("atelier", "Exemple Médiateur", Role.AtelierStaff, Atelier),
            new("direction-atelier", "Exemple Directrice d’atelier", Role.AtelierDirector, Atelier),
            new("direction-territoriale", "Exemple Directeur territorial", Role.TerritorialDirector, Directorate),
            new("service", "Exemple Service du siège", Role.HeadOfficeService, root, items),
            new("tutelle", "Exemple Ministère", Role.OversightReader, root),
            new("financeur", "Exemple Département", Role.FunderReader, Atelier),
            new("administration", "Exemple Administratrice", Role.Administrator, "*"),
        ];
        return await accounts.OpenAsync([.. all.Where(a => a.Unit == "*" || snapshot.TryFind(a.Unit, out _))], cancel);
    }
}
