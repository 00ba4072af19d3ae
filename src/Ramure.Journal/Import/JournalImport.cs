using Microsoft.EntityFrameworkCore;
using Ramure.Journal.Contracts;
using Ramure.Journal.Model;
using Ramure.Journal.Recording;
using Ramure.Kernel.Access;
using Ramure.Kernel.Csv;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Network.Contracts;

namespace Ramure.Journal.Import;

/// <summary>What a file would change.</summary>
/// <param name="New">Rows to record.</param>
/// <param name="Corrections">Rows that say something else than what was recorded under their source.</param>
/// <param name="Unchanged">Rows known as they are.</param>
internal sealed record ImportPlan(
    IReadOnlyList<PlannedRow> New, IReadOnlyList<PlannedRow> Corrections, IReadOnlyList<PlannedRow> Unchanged)
{
    public bool ChangesNothing => New.Count + Corrections.Count == 0;
}

/// <summary>A checked row, with the activity it corrects or repeats.</summary>
internal sealed record PlannedRow(CsvRow Row, CheckedActivity Activity, Guid? Existing);

/// <summary>Imports a file of activities: all of it or nothing, the same for the page and the command line.</summary>
internal sealed class JournalImport(OperationRunner runner, RamureDb db, ActivityRules rules, ActivityWriter writer, INetwork network, IAccess access)
{
    /// <summary>Says what importing would do, or all that is wrong by line and column. Changes nothing.</summary>
    /// <param name="correct">Whether a known source may say something else.</param>
    public async Task<Result<ImportPlan>> PlanAsync(ActivityFile file, bool correct, CancellationToken cancel = default)
    {
        var refusals = new List<Refusal>();
        var known = await KnownAsync(file, cancel);
        var lines = new Dictionary<string, int>();
        List<PlannedRow> fresh = [], corrections = [], unchanged = [];
        var own = await access.DemandAsync(JournalPermissions.Record, cancel);
        var snapshot = await network.SnapshotAsync(cancel);
        foreach (var row in file.Rows)
        {
            // Nothing more is said of a line that is another unit's, nor of what that unit recorded.
            if (snapshot.TryFind(row["unit"], out var unit) && !own.Covers(unit.Code))
            {
                refusals.Add(row.Refuse("unit-foreign", "unit", $"Votre compte ne note pas l’activité de {unit.Code} : retirez cette ligne, ou confiez le fichier à qui la note."));
                continue;
            }

            var source = row["source"];
            if (source.Length == 0)
                refusals.Add(row.Refuse("source-missing", "source", "Donnez un identifiant qui ne changera pas : il évite d’enregistrer deux fois la même ligne."));
            else if (!lines.TryAdd(source, row.Line))
                refusals.Add(row.Refuse("source-duplicated", "source", $"L’identifiant « {source} » est déjà celui de la ligne {lines[source]} : chaque ligne a le sien."));
            if (!(await rules.CheckAsync(ActivityFile.Text(row), cancel)).TryGet(out var activity, out var wrong))
            {
                refusals.AddRange(wrong.Select(r => ActivityFile.At(row, r)));
                continue;
            }

            if (known.TryGetValue(source, out var existing) && !own.Covers(existing.Unit))
                refusals.Add(row.Refuse("source-foreign", "source", $"L’identifiant « {source} » est déjà celui d’une autre unité : donnez-en un autre."));
            else if (existing is null)
                fresh.Add(new PlannedRow(row, activity, null));
            else if (ActivityRecorder.Same(existing.Content(), activity.Content))
                unchanged.Add(new PlannedRow(row, activity, existing.Id));
            else if (existing.State == ActivityState.Withdrawn)
                refusals.Add(row.Refuse("source-withdrawn", "source", $"L’activité « {source} » a été retirée : donnez un autre identifiant pour la noter à nouveau."));
            else if (existing.State == ActivityState.TakenOver)
                refusals.Add(row.Refuse("source-taken-over", "source", $"L’activité « {source} » est devenue une session de formation : corrigez sa feuille de présence."));
            else if (correct)
                corrections.Add(new PlannedRow(row, activity, existing.Id));
            else
                refusals.Add(row.Refuse("source-differs", "source", $"« {source} » est déjà enregistrée et dit autre chose : demandez la correction (--correct) pour la remplacer."));
        }

        return refusals.Count > 0 ? refusals : new ImportPlan(fresh, corrections, unchanged);
    }

    /// <summary>Imports, all or nothing.</summary>
    public async Task<Result<ImportPlan>> RunAsync(ActivityFile file, bool correct, CancellationToken cancel = default)
    {
        var operation = new Operation("journal.import", JournalPermissions.Record, $"Import du fichier {file.Name}");
        return await runner.RunAsync<ImportPlan>(operation, async scope =>
        {
            db.ChangeTracker.Clear();
            if (!(await PlanAsync(file, correct, cancel)).TryGet(out var plan, out var refusals))
                return refusals.ToList();
            if (plan.New.Count > 0)
            {
                var written = await writer.WriteAsync(scope, [.. plan.New.Select(r => r.Activity)], auditEach: true, cancel);
                if (!written.Succeeded)
                    return written.Refusals.Select(r => r with { File = file.Name, Line = r.Line is { } i ? plan.New[i - 1].Row.Line : null }).ToList();
            }

            foreach (var row in plan.New.Concat(plan.Unchanged))
                scope.Demand(row.Activity.Unit.Code);
            foreach (var row in plan.Corrections)
            {
                var activity = await db.Set<Activity>().SingleAsync(a => a.Id == row.Existing, cancel);
                scope.Demand(activity.Unit);
                var said = await writer.SayAsync(scope, activity, row.Activity, cancel);
                if (!said.Succeeded)
                    return said.Refusals.Select(r => r with { File = file.Name, Line = row.Row.Line }).ToList();
            }

            return plan;
        }, cancel);
    }

    private async Task<Dictionary<string, Activity>> KnownAsync(ActivityFile file, CancellationToken cancel)
    {
        var known = new Dictionary<string, Activity>();
        foreach (var some in file.Rows.Select(r => r["source"]).Where(s => s.Length > 0).Distinct().Chunk(500))
            foreach (var activity in await db.Set<Activity>().AsNoTracking().Where(a => a.Source != null && some.Contains(a.Source)).ToListAsync(cancel))
                known[activity.Source!] = activity;
        return known;
    }
}
