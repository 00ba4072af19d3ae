using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Ramure.Kernel.Text;

namespace Ramure.Ui.Components;

/// <summary>
/// What the address asks of a table: <c>tri=nom</c> or <c>tri=-nom</c>, <c>filtre=texte</c>, <c>page=2</c>, <c>par=100</c>; with a
/// table id, <c>id.tri=…</c>. A page that reads from the database applies it in its query; a list in memory is applied here.
/// </summary>
public sealed record TableRequest(string? Sort, bool Descending, string? Filter, int Page, int Size)
{
    /// <summary>The sizes a reader can choose.</summary>
    public static IReadOnlyList<int> Sizes { get; } = [25, 50, 100, 500];

    /// <summary>Rows before this page.</summary>
    public int Skip => (Page - 1) * Size;

    /// <summary>From the address of the page.</summary>
    public static TableRequest From(NavigationManager navigation, string? id = null, int size = 25, string? sort = null) =>
        From(QueryHelpers.ParseQuery(new Uri(navigation.Uri).Query), id, size, sort);

    /// <summary>From a request, for exports.</summary>
    public static TableRequest From(HttpRequest request, string? id = null, int size = 25, string? sort = null) =>
        From(request.Query.ToDictionary(), id, size, sort);

    /// <summary>The parameter's name for a table.</summary>
    public static string Parameter(string? id, string name) => string.IsNullOrEmpty(id) ? name : $"{id}.{name}";

    /// <summary>Items kept by the filter, in the order asked; not yet paged.</summary>
    public IEnumerable<TItem> Apply<TItem>(IEnumerable<TItem> items, IReadOnlyList<Column<TItem>> columns)
    {
        var words = SearchText.Fold(Filter).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 0)
        {
            var searched = columns.Where(c => c.Searchable && !c.PageOnly).ToList();
            items = items.Where(item =>
            {
                var text = SearchText.Fold(string.Join(' ', searched.Select(c => French.Text(c.Value(item), c.Format))));
                return words.All(word => text.Contains(word, StringComparison.Ordinal));
            });
        }

        if (columns.FirstOrDefault(c => c.Sortable && c.Key == Sort) is not { } column)
            return items;
        var key = column.SortBy ?? column.Value;
        // Missing values come last in both directions: they are what one looks at least.
        var ordered = items.OrderBy(item => key(item) is null);
        return Descending ? ordered.ThenByDescending(key, CellComparer.Instance) : ordered.ThenBy(key, CellComparer.Instance);
    }

    private static TableRequest From(Dictionary<string, StringValues> query, string? id, int size, string? sort)
    {
        string? Value(string name) => query.TryGetValue(Parameter(id, name), out var value) && value.ToString() is { Length: > 0 } text ? text : null;
        var asked = Value("tri") ?? sort;
        var descending = asked?.StartsWith('-') == true;
        return new(
            descending ? asked![1..] : asked,
            descending,
            Value("filtre"),
            Math.Clamp(Number(Value("page")) ?? 1, 1, 1_000_000),
            Math.Clamp(Number(Value("par")) ?? size, 1, 500));
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private sealed class CellComparer : IComparer<object?>
    {
        public static readonly CellComparer Instance = new();
        private static readonly CompareInfo French = Components.French.Culture.CompareInfo;

        public int Compare(object? x, object? y) => (x, y) switch
        {
            (string a, string b) => French.Compare(a, b, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace),
            (null, null) => 0,
            (null, _) => -1,
            (_, null) => 1,
            _ when x.GetType() == y.GetType() && x is IComparable comparable => comparable.CompareTo(y),
            _ => string.CompareOrdinal(x.ToString(), y.ToString()),
        };
    }
}
