using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Ramure.Journal.Contracts;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Ledger.Contracts;
using Ramure.Network.Contracts;
using Ramure.Sample.Making;
using Ramure.Sample.Model;
using Ramure.Steering.Contracts;

namespace Ramure.Sample.Loading;

/// <summary>What a load did, or found done.</summary>
internal sealed record SampleOutcome(int Seed, int Activities, int Figures);

/// <summary>
/// Loads the sample through the services that people use: activities by the journal, elementary data by the ledger. Each batch is
/// one transaction that records itself: a load that was cut short goes on where it stopped.
/// </summary>
internal sealed class SampleLoad(
    RamureDb db, IStorageProvider storage, OperationRunner operations, INetwork network, ISchools schools, IIndicators indicators,
    IJournalBulk journal, ILedger ledger)
{
    private const long LockKey = 0x53414D50;

    /// <summary>Who the records say noted them.</summary>
    public const string Actor = "données d’exemple";

    public async Task<Result<SampleOutcome>> RunAsync(SampleOptions options, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        if (options.Scale is <= 0 or > 1)
            return new Refusal("scale-invalid", "L’échelle va de 0,001 à 1.", "scale");
        if (await db.Set<SampleBatch>().AsNoTracking().FirstOrDefaultAsync(b => b.Seed != options.Seed || b.Scale != options.Scale, cancel) is { } other)
            return new Refusal("sample-differs", $"L’exemple de la graine {other.Seed} est déjà là. Chargez une autre graine dans un autre dossier : --data DOSSIER.", "seed");
        if (await SampleNetwork.ReadAsync(network, schools, options.Seed, cancel) is not { } units)
            return new Refusal("network-missing", "Le réseau n’a pas d’atelier ouvert de 2017 à 2019 : chargez-le d’abord, par ./run ou par ramure network import.", "network");
        if (await Aims.ReadAsync(indicators, units.Root, cancel) is not { } aims)
            return new Refusal("contract-missing", $"Le contrat {Aims.Contract} n’est pas chargé, ou ses cibles manquent : ramure contracts import.", "contract");

        var done = 0.0;
        const int Batches = 15;
        foreach (var year in SampleOptions.Years)
        {
            var figures = new FigureMaker(units, aims, options, year).Make();
            var batch = await BatchAsync(year.ToString(CultureInfo.InvariantCulture), options, [], figures, null, cancel);
            if (!batch.Succeeded)
                return batch.Refusals.ToList();
            progress?.Report(++done / Batches);
            var activities = new ActivityMaker(units, aims, options, year).Make().ToLookup(a => (a.Start.Month + 2) / 3);
            for (var quarter = 1; quarter <= 4; quarter++)
            {
                var some = activities[quarter].ToList();
                var within = progress is null ? null : new Within(progress, done / Batches, 1.0 / Batches / Math.Max(1, some.Count));
                batch = await BatchAsync($"{year}-T{quarter}", options, some, [], within, cancel);
                if (!batch.Succeeded)
                    return batch.Refusals.ToList();
                progress?.Report(++done / Batches);
            }
        }

        var loaded = await db.Set<SampleBatch>().AsNoTracking().ToListAsync(cancel);
        return new SampleOutcome(options.Seed, loaded.Sum(b => b.Activities), loaded.Sum(b => b.Figures));
    }

    private Task<Result<Done>> BatchAsync(
        string name, SampleOptions options, List<NewActivity> activities, IReadOnlyList<Figure> figures, IProgress<int>? progress, CancellationToken cancel) =>
        operations.RunAsync<Done>(new Operation("sample.load", Permission.System) { OnBehalfOf = Actor }, async scope =>
        {
            // Two loads at once: the second waits here, then finds the batch done.
            await storage.LockAsync(scope.Connection, scope.Transaction, LockKey, cancel);
            if (await scope.Db.Set<SampleBatch>().AnyAsync(b => b.Name == name, cancel))
                return default(Done);
            if (activities.Count > 0)
            {
                var recorded = await journal.RecordAsync(scope, activities, progress, cancel);
                if (!recorded.Succeeded)
                    return recorded.Refusals.ToList();
            }

            var posted = await ledger.PostAsync(scope, [.. figures.Select(f => new LedgerPosting(new SourceRef(Figure.SourceKind, f.Id, 1), f.Lines))], cancel);
            if (!posted.Succeeded)
                return posted.Refusals.ToList();
            scope.Db.Add(new SampleBatch
            {
                Name = name,
                Seed = options.Seed,
                Scale = options.Scale,
                LoadedAt = scope.At,
                Activities = activities.Count,
                Figures = figures.Count,
            });
            scope.Audit("sample-batch", name, null, new { options.Seed, options.Scale, Activities = activities.Count, Figures = figures.Count });
            return default(Done);
        }, cancel);

    private sealed class Within(IProgress<double> progress, double from, double each) : IProgress<int>
    {
        public void Report(int value) => progress.Report(from + value * each);
    }
}
