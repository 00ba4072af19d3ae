using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Ramure.Journal.Contracts;
using Ramure.Journal.Model;
using Ramure.Kernel.Access;
using Ramure.Kernel.Csv;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;

namespace Ramure.Journal.Stated;

/// <summary>A stated total beside what the rows give; the rows themselves for the way down.</summary>
internal sealed record ComparedTotal(StatedTotal Total, long Computed, IReadOnlyList<Activity> Rows)
{
    public long Difference => Computed - Total.Stated;
}

/// <summary>The totals that reports state, kept beside what their rows give (L14).</summary>
internal sealed class StatedTotals(OperationRunner runner, RamureDb db, IAccess access)
{
    private static readonly string[] Columns = ["code", "label", "stated", "unit", "filter", "stated_in", "note"];

    /// <summary>Imports the totals of a report; importing again replaces what changed. Returns how many were written.</summary>
    public async Task<Result<int>> ImportAsync(string report, Stream content, string name, CancellationToken cancel = default)
    {
        if (!Read(report, content, name).TryGet(out var totals, out var refusals))
            return refusals.ToList();
        return await runner.RunAsync<int>(new Operation("journal.import-stated", JournalPermissions.Record, $"Import du fichier {name}"), async scope =>
        {
            scope.DemandNetwork();
            var known = await db.Set<StatedTotal>().Where(t => t.Report == report).ToDictionaryAsync(t => t.Code, cancel);
            var written = 0;
            foreach (var total in totals)
            {
                if (!known.TryGetValue(total.Code, out var old))
                {
                    scope.Audit("journal-stated-total", $"{report}/{total.Code}", null, total);
                    db.Add(total);
                    written++;
                }
                else if (Said(old) != Said(total))
                {
                    scope.Audit("journal-stated-total", $"{report}/{total.Code}", old, total);
                    (old.Rank, old.Label, old.Stated, old.Unit, old.Filter, old.StatedIn, old.Note) = Said(total);
                    written++;
                }
            }

            foreach (var gone in known.Values.ExceptBy(totals.Select(t => t.Code), t => t.Code))
            {
                scope.Audit("journal-stated-total", $"{report}/{gone.Code}", gone, null);
                db.Remove(gone);
                written++;
            }

            return written;
        }, cancel);
    }

    /// <summary>The reports of a unit whose totals are kept.</summary>
    public async Task<IReadOnlyList<string>> ReportsAsync(string unit, CancellationToken cancel = default)
    {
        await access.DemandAsync(JournalPermissions.Read, unit, cancel);
        return [.. (await db.Set<StatedTotal>().Select(t => t.Report).Distinct().OrderBy(r => r).ToListAsync(cancel)).Where(r => UnitOf(r) == unit)];
    }

    /// <summary>Each total of a report with what its rows give; null when the report is unknown, denied when it is another unit's.</summary>
    public async Task<IReadOnlyList<ComparedTotal>?> CompareAsync(string report, CancellationToken cancel = default)
    {
        var totals = await db.Set<StatedTotal>().AsNoTracking().Where(t => t.Report == report).OrderBy(t => t.Rank).ToListAsync(cancel);
        if (totals.Count == 0)
            return null;
        var scope = await access.DemandAsync(JournalPermissions.Read, cancel);
        if (!scope.IsEverything && (UnitOf(report) is not { } unit || !scope.Covers(unit)))
            throw new AccessDeniedException(JournalPermissions.Read, report);
        var prefix = SourcePrefix(report);
        var rows = await db.Set<Activity>().AsNoTracking()
            .Where(a => a.State != ActivityState.Withdrawn && a.Source != null && a.Source.StartsWith(prefix))
            .OrderBy(a => a.Source).ToListAsync(cancel);
        if (rows.Find(r => !scope.Covers(r.Unit)) is { } foreign)
            throw new AccessDeniedException(JournalPermissions.Read, foreign.Unit);
        return [.. totals.Select(t => Compare(t, rows))];
    }

    /// <summary>« atelier-62-2023-2024 » is a report of A62; null where the name does not say whose it is.</summary>
    private static string? UnitOf(string report) => report.Split('-') is ["atelier", { Length: > 0 } number, ..] ? "A" + number : null;

    /// <summary>Rows of the report « atelier-62-2023-2024 » have sources that begin with « bilan-62-2023-2024/ ».</summary>
    internal static string SourcePrefix(string report) =>
        (report.StartsWith("atelier-", StringComparison.Ordinal) ? "bilan-" + report["atelier-".Length..] : report) + "/";

    private static ComparedTotal Compare(StatedTotal total, IReadOnlyList<Activity> rows)
    {
        var filter = StatedFilter.Parse(total.Filter).Value;
        var matching = rows.Where(filter.Matches).ToList();
        return new ComparedTotal(total, filter.Compute(matching), matching);
    }

    private static (int, string, long, string, string, string, string?) Said(StatedTotal t) =>
        (t.Rank, t.Label, t.Stated, t.Unit, t.Filter, t.StatedIn, t.Note);

    private static Result<List<StatedTotal>> Read(string report, Stream content, string name)
    {
        if (!CsvTable.Read(content, name, Columns).TryGet(out var table, out var unreadable))
            return unreadable.ToList();
        var refusals = new List<Refusal>();
        var totals = new List<StatedTotal>();
        foreach (var row in table.Rows)
        {
            var code = row["code"];
            if (code.Length is 0 or > 100)
                refusals.Add(row.Refuse("code-missing", "code", "Donnez un code de 1 à 100 caractères."));
            else if (totals.Exists(t => t.Code == code))
                refusals.Add(row.Refuse("code-duplicated", "code", $"Le code « {code} » est déjà donné plus haut."));
            if (!long.TryParse(row["stated"], NumberStyles.None, CultureInfo.InvariantCulture, out var stated))
                refusals.Add(row.Refuse("stated-invalid", "stated", $"« {row["stated"]} » n’est pas un nombre entier."));
            if (row["unit"].Length > 60)
                refusals.Add(row.Refuse("unit-too-long", "unit", "L’unité de compte a 60 caractères au plus."));
            refusals.AddRange(StatedFilter.Parse(row["filter"]).Refusals.Select(r => row.Refuse(r.Code, "filter", r.Message)));
            totals.Add(new StatedTotal
            {
                Id = Guid.CreateVersion7(),
                Report = report,
                Code = code,
                Rank = totals.Count + 1,
                Label = row["label"],
                Stated = stated,
                Unit = row["unit"],
                Filter = row["filter"],
                StatedIn = row["stated_in"],
                Note = row.Optional("note"),
            });
        }

        return refusals.Count > 0 ? refusals : totals;
    }
}
