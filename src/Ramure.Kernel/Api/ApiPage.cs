using System.Globalization;

namespace Ramure.Kernel.Api;

/// <summary>A page of a list, as every list of the API answers it.</summary>
public sealed record ApiPage<T>(IReadOnlyList<T> Items, int Page, int PageSize, long Total);

/// <summary>Which page of a list is asked for: <c>page</c> from 1, <c>pageSize</c>.</summary>
public readonly record struct ApiPaging(int Page, int Size)
{
    /// <summary>Larger lists are read page by page.</summary>
    public const int MaximumSize = 500;

    private const int DefaultSize = 100;

    /// <summary>Rows before this page.</summary>
    public int Skip => (Page - 1) * Size;

    /// <summary>Reads the two parameters; what is wrong is added to <paramref name="errors"/> under its name.</summary>
    public static ApiPaging Read(string? page, string? pageSize, IDictionary<string, string[]> errors)
    {
        var (number, size) = (1, DefaultSize);
        if (page is not null && !(int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number is >= 1 and <= 1_000_000))
            errors["page"] = ["Un nombre de 1 à 1000000 est attendu."];
        if (pageSize is not null && !(int.TryParse(pageSize, NumberStyles.None, CultureInfo.InvariantCulture, out size) && size is >= 1 and <= MaximumSize))
            errors["pageSize"] = [$"Un nombre de 1 à {MaximumSize} est attendu."];
        return new(number, size);
    }

    /// <summary>This page of a list that is in memory.</summary>
    public ApiPage<T> Cut<T>(IReadOnlyCollection<T> all) => new([.. all.Skip(Skip).Take(Size)], Page, Size, all.Count);
}
