using System.Globalization;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Ui.Components;

namespace Ramure.Network.Directory;

/// <summary>What the pages of the network share: the day in the address, the tabs, the rows of lists.</summary>
internal sealed class NetworkPages(INetwork network, IClock clock)
{
    /// <summary>The network, and the day that the address asks (<c>au</c>), today otherwise.</summary>
    public async Task<NetworkView> ReadAsync(string? at)
    {
        var snapshot = await network.SnapshotAsync();
        var today = clock.Today(snapshot);
        if (string.IsNullOrEmpty(at))
            return new(snapshot, today, today, null);
        return WrittenDay.TryRead(at, out var day)
            ? new(snapshot, day, today, null)
            : new(snapshot, today, today, new Refusal("day-invalid", $"« {at} » n'est pas un jour du calendrier : écrivez année-mois-jour, par exemple 2024-06-01.", "au"));
    }

    public static IReadOnlyList<TabItem> Tabs(bool withPlans, string? at = null)
    {
        var query = string.IsNullOrEmpty(at) ? "" : "?au=" + Uri.EscapeDataString(at);
        return
        [
            new("annuaire", "Annuaire", "/reseau" + query), new("carte", "Carte", "/reseau/carte" + query), new("arbre", "Arbre", "/reseau/arbre" + query),
            new("ecoles", "Établissements scolaires", "/reseau/ecoles"), .. withPlans ? [new TabItem("reorganisations", "Réorganisations", "/reseau/reorganisations")] : Array.Empty<TabItem>(),
        ];
    }
}

/// <summary>A network on a day.</summary>
internal sealed record NetworkView(NetworkSnapshot Network, DateOnly Day, DateOnly Today, Refusal? Wrong)
{
    public IReadOnlyList<Refusal> Refusals => Wrong is null ? [] : [Wrong];

    /// <summary>"le 1er juin 2024".</summary>
    public string When => Day == Today ? "aujourd’hui" : "le " + French.Day(Day);

    public static string Address(UnitInfo unit) => "/reseau/unites/" + Uri.EscapeDataString(unit.Code);

    /// <summary>Units open that day without parent.</summary>
    public IEnumerable<UnitInfo> Roots => Network.Units.Where(u => u.Open.Contains(Day) && Network.ParentAt(u.Number, Day) is null);

    public IReadOnlyList<UnitRow> Rows =>
    [
        .. Network.Units.Where(u => u.Open.Contains(Day)).OrderBy(u => u.Code, StringComparer.Ordinal)
            .Select(u => new UnitRow(u, Network.ParentAt(u.Number, Day), Network.ChildrenAt(u.Number, Day).Count())),
    ];
}

/// <summary>A line of the directory.</summary>
internal sealed record UnitRow(UnitInfo Unit, UnitInfo? Parent, int Children)
{
    public static IReadOnlyList<Column<UnitRow>> Columns { get; } =
    [
        new("Code", r => r.Unit.Code),
        new("Nom", r => r.Unit.Name) { RowHeader = true, Href = r => NetworkView.Address(r.Unit) },
        new("Genre", r => KindWords.Kind(r.Unit.Kind)),
        new("Rattachement", r => r.Parent?.ShortName) { Href = r => r.Parent is null ? null : NetworkView.Address(r.Parent) },
        new("Ville", r => r.Unit.Town),
        new("Département", r => r.Unit.Departement),
        new("Ouverte depuis", r => r.Unit.Open.From),
    ];

    /// <summary>Keeps a kind and what is under a directorate.</summary>
    public static IEnumerable<UnitRow> Filter(NetworkView view, string? kind, string? under)
    {
        var below = under is { Length: > 0 } && view.Network.TryFind(under, out var top)
            ? view.Network.SubtreeAt(top.Number, view.Day).Select(u => u.Number).ToHashSet()
            : null;
        return view.Rows.Where(r => (string.IsNullOrEmpty(kind) || r.Unit.Kind == kind) && (below is null || below.Contains(r.Unit.Number)));
    }
}
