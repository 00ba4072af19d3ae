using Microsoft.EntityFrameworkCore;
using Ramure.Journal.Contracts;
using Ramure.Journal.Import;
using Ramure.Journal.Model;
using Ramure.Kernel;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Network.Contracts;

namespace Ramure.Journal.Stated;

/// <summary>Loads the real year of Atelier 62 once.</summary>
internal sealed class JournalReference(
    InstallationPaths paths, RamureDb db, INetwork network, JournalImport import, StatedTotals totals) : IJournalReference
{
    public const string Report = "atelier-62-2023-2024";
    private const string Unit = "A62";

    public async Task<Result<ReferenceOutcome>> LoadAsync(IProgress<double>? progress, CancellationToken cancel)
    {
        if (!(await network.SnapshotAsync(cancel)).TryFind(Unit, out _))
            return new ReferenceOutcome(0, 0);
        // A row that people have corrected since is theirs: only what was never loaded is loaded.
        var prefix = StatedTotals.SourcePrefix(Report);
        var recorded = 0;
        if (!await db.Set<Activity>().AnyAsync(a => a.Source != null && a.Source.StartsWith(prefix), cancel))
        {
            await using var content = File.OpenRead(PathOf(Report + ".csv"));
            if (!ActivityFile.Read(content, Report + ".csv").TryGet(out var file, out var unreadable))
                return unreadable.ToList();
            progress?.Report(0.2);
            if (!(await import.RunAsync(file, correct: false, cancel)).TryGet(out var plan, out var refused))
                return refused.ToList();
            recorded = plan.New.Count;
        }

        progress?.Report(0.8);
        var stated = 0;
        if (!await db.Set<StatedTotal>().AnyAsync(t => t.Report == Report, cancel))
        {
            var name = Report + "-stated.csv";
            await using var content = File.OpenRead(PathOf(name));
            if (!(await totals.ImportAsync(Report, content, name, cancel)).TryGet(out stated, out var refused))
                return refused.ToList();
        }

        progress?.Report(1);
        return new ReferenceOutcome(recorded, stated);
    }

    private string PathOf(string name) => Path.Combine(paths.Reference, "activity", name);
}
