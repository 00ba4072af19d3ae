using Microsoft.AspNetCore.Components;

namespace Ramure.Ui.Components;

/// <summary>
/// A column: shown, sorted, filtered and exported by the same value. Keep the list in a static field, used by the page and
/// by its export.
/// </summary>
public sealed record Column<TItem>(string Title, Func<TItem, object?> Value)
{
    /// <summary>Name in the address (<c>tri=nom</c>); derived from the title when absent.</summary>
    public string Key { get; init; } = Ramure.Kernel.Text.SearchText.Fold(Title).Replace(' ', '-');

    /// <summary>Right-aligned, tabular figures.</summary>
    public bool Numeric { get; init; }

    /// <summary>.NET format of the value shown; exports keep the value itself.</summary>
    public string? Format { get; init; }

    /// <summary>Markup of the cell; the formatted value when absent.</summary>
    public RenderFragment<TItem>? Cell { get; init; }

    /// <summary>Makes the cell a link when <see cref="Cell"/> is absent.</summary>
    public Func<TItem, string?>? Href { get; init; }

    /// <summary>Names the row for screen readers; the first column when no column says so.</summary>
    public bool RowHeader { get; init; }

    /// <summary>What to sort by when it is not the value.</summary>
    public Func<TItem, object?>? SortBy { get; init; }

    public bool Sortable { get; init; } = true;

    /// <summary>Whether the filter looks into it.</summary>
    public bool Searchable { get; init; } = true;

    /// <summary>Only in exports.</summary>
    public bool ExportOnly { get; init; }

    /// <summary>Only on the page: actions, decorations.</summary>
    public bool PageOnly { get; init; }
}
