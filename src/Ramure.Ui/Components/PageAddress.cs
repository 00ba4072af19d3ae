using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace Ramure.Ui.Components;

/// <summary>The address of the page with some query parameters changed and all others kept: state lives in the address.</summary>
public static class PageAddress
{
    /// <summary>Path and query of the current page; a null or empty value drops the parameter.</summary>
    public static string With(NavigationManager navigation, params (string Name, string? Value)[] changes)
    {
        var uri = new Uri(navigation.Uri);
        var pairs = Pairs(navigation).Where(p => changes.All(c => c.Name != p.Key)).ToList();
        pairs.AddRange(changes.Where(c => !string.IsNullOrEmpty(c.Value)).Select(c => KeyValuePair.Create(c.Name, c.Value!)));
        return uri.AbsolutePath + Query(pairs);
    }

    /// <summary>Query parameters of the current page, in order, repeated names included.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Pairs(NavigationManager navigation) =>
    [
        .. QueryHelpers.ParseQuery(new Uri(navigation.Uri).Query)
            .SelectMany(p => p.Value.Select(v => KeyValuePair.Create(p.Key, v ?? ""))),
    ];

    internal static string Query(IReadOnlyList<KeyValuePair<string, string>> pairs) => pairs.Count == 0
        ? ""
        : "?" + string.Join('&', pairs.Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}"));
}
