using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Network.Directory;
using Ramure.Network.Model;
using Ramure.Ui.Components;

namespace Ramure.Network.Reorganisations;

/// <summary>A confirmed reorganisation as lists show it, with the names of who planned and withdrew it.</summary>
internal sealed record ReorganisationRow(Reorganisation Record, ReorganisationPlan Plan, DateOnly Today, string PlannedBy, string? WithdrawnBy)
{
    public bool CanBeWithdrawn => Record.WithdrawnAt is null && Record.Day > Today;

    public string State => Record.WithdrawnAt is not null ? "retirée" : Record.Day > Today ? "prévue" : "en vigueur";

    public TagKind StateKind => Record.WithdrawnAt is not null ? TagKind.Neutral : Record.Day > Today ? TagKind.Info : TagKind.Good;

    /// <summary>"DT-BPL → DT-BRE, DT-PDL".</summary>
    public string What => string.Join(", ", Plan.Units)
        + (Plan.Successors.Count > 0 ? " → " + string.Join(", ", Plan.Successors.Select(s => s.Code)) : Plan.Parent is null ? "" : " → " + Plan.Parent);

    public static IReadOnlyList<Column<ReorganisationRow>> Columns { get; } =
    [
        new("Premier jour", r => r.Record.Day) { RowHeader = true, Href = r => $"/reseau/reorganisations/{r.Record.Id}" },
        new("Genre", r => KindWords.Reorganisation(r.Record.Kind)),
        new("Unités", r => r.What),
        new("Motif", r => r.Record.Reason),
        new("Planifiée par", r => r.PlannedBy),
        new("État", r => r.State),
    ];
}

/// <summary>Reads confirmed reorganisations.</summary>
internal sealed class ReorganisationList(RamureDb db, IActorNames names)
{
    public async Task<IReadOnlyList<ReorganisationRow>> AllAsync(DateOnly today, CancellationToken cancel = default) =>
        await RowsAsync(await db.Set<Reorganisation>().AsNoTracking().OrderByDescending(r => r.Day).ToListAsync(cancel), today, cancel);

    public async Task<ReorganisationRow?> FindAsync(Guid id, DateOnly today, CancellationToken cancel = default) =>
        await db.Set<Reorganisation>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancel) is { } found
            ? (await RowsAsync([found], today, cancel))[0]
            : null;

    private async Task<List<ReorganisationRow>> RowsAsync(List<Reorganisation> records, DateOnly today, CancellationToken cancel)
    {
        var known = await names.NamesAsync(records.SelectMany(r => new[] { r.PlannedBy, r.WithdrawnBy }).OfType<string>(), cancel);
        return records.ConvertAll(r => new ReorganisationRow(
            r, JsonSerializer.Deserialize<ReorganisationPlan>(r.Plan, ReorganisationService.Json)!, today, known[r.PlannedBy], r.WithdrawnBy is { } by ? known[by] : null));
    }
}
