using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.FirstStart;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Sample.Loading;
using Ramure.Sample.Making;
using Ramure.Sample.Model;
using Ramure.Training.Contracts;

namespace Ramure.Sample.Trainings;

/// <summary>Trainings to come, for an installation where nobody has written any.</summary>
internal sealed class SampleTrainingsFirstStart(RamureDb db, OperationRunner operations, INetwork network, ISchools schools, ITrainingBulk trainings, IClock clock) : IFirstStart
{
    /// <summary>The name of the batch.</summary>
    public const string Batch = "formations";

    private static readonly string[] FirstUnits = ["A62", "A59", "A80", "A02", "A60"];

    public string Name => "sample-trainings";

    public int Order => 35;

    public string Label => "Formations d’exemple";

    public bool BringsActivity => true;

    public Task<bool> IsUntouchedAsync(CancellationToken cancel) => trainings.IsEmptyAsync(cancel);

    public async Task RunAsync(IProgress<double> progress, CancellationToken cancel)
    {
        // A load that was cut short goes on from the day on which it began. The notice is on every page before the first training is.
        var began = await db.Set<SampleBatch>().AsNoTracking().Where(b => b.Name == Batch).Select(b => (DateTime?)b.LoadedAt).SingleOrDefaultAsync(cancel)
            ?? await RecordAsync(cancel);
        var result = await trainings.LoadAsync(await MakeAsync(DateOnly.FromDateTime(began), cancel), progress, cancel);
        if (!result.Succeeded)
            throw new InvalidOperationException(string.Join(" ", result.Refusals));
    }

    private async Task<DateTime> RecordAsync(CancellationToken cancel)
    {
        var recorded = await operations.RunAsync<DateTime>(new Operation("sample.load", Permission.System) { OnBehalfOf = SampleLoad.Actor }, scope =>
        {
            scope.Db.Add(new SampleBatch { Name = Batch, Seed = SampleOptions.DefaultSeed, Scale = 1, LoadedAt = scope.At, Activities = 0, Figures = 0 });
            scope.Audit("sample-batch", Batch, null, new { Seed = SampleOptions.DefaultSeed });
            return Task.FromResult<Result<DateTime>>(scope.At);
        }, cancel);
        return recorded.Value;
    }

    private async Task<IReadOnlyList<NewTraining>> MakeAsync(DateOnly today, CancellationToken cancel)
    {
        var snapshot = await network.SnapshotAsync(cancel);
        var colleges = (await schools.OfTypeAsync("Collège", cancel)).ToLookup(s => s.Departement);
        var open = snapshot.Units.Where(u => u.Kind == UnitKinds.Atelier && u.Open.Contains(clock.Today(u.TimeZone)))
            .OrderBy(u => Array.IndexOf(FirstUnits, u.Code) is >= 0 and var at ? at : FirstUnits.Length).ThenBy(u => u.Code, StringComparer.Ordinal).ToList();
        // The five first, then some from all over the network, overseas too.
        var chosen = open.Take(FirstUnits.Length).Concat(open.Skip(FirstUnits.Length).Where((_, i) => i % 33 == 32)).Take(TrainingMaker.Ateliers).ToList();
        return chosen.Count == 0
            ? []
            : new TrainingMaker([.. chosen.Select(u => new SampleAtelier(u, 1, [.. colleges[u.Departement].Take(12)]))], SampleOptions.DefaultSeed, today).Make();
    }
}
