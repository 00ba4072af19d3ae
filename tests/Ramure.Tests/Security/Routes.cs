using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Ramure.Tests.Security;

/// <summary>A route with a method, and an address of it behind which there is something.</summary>
internal sealed record Route(string Method, string Pattern, RouteEndpoint Endpoint)
{
    /// <summary>Every route but the files of the design, which carry no data.</summary>
    public static async Task<IReadOnlyList<Route>> AllAsync(WholeInstallation whole) =>
    [
        .. (await whole.Installation.RoutesAsync())
            .Select(e => (Endpoint: e, Pattern: "/" + e.RoutePattern.RawText?.TrimStart('/'), Methods: e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"]))
            .Where(e => !e.Pattern.StartsWith("/_", StringComparison.Ordinal) && !e.Pattern.Contains("{**", StringComparison.Ordinal))
            .SelectMany(e => e.Methods.Select(m => new Route(m, e.Pattern, e.Endpoint)))
            .DistinctBy(r => (r.Method, r.Pattern))
            .OrderBy(r => r.Pattern, StringComparer.Ordinal).ThenBy(r => r.Method, StringComparer.Ordinal),
    ];

    /// <summary>The pattern with its parameters filled by <paramref name="value"/>.</summary>
    public string Address(Func<string, string> value) => "/" + string.Join('/', Endpoint.RoutePattern.PathSegments.Select(segment =>
        string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart parameter => value(parameter.Name),
            _ => "",
        }))));

    /// <summary>An address that leads to something: the longest beginning of the pattern that <paramref name="values"/> knows wins.</summary>
    public string Address(IReadOnlyDictionary<string, string> values) =>
        Address(parameter => Known(values, parameter) ?? (IsGuid(parameter) ? "0190a1b2-0000-7000-8000-000000000001" : "1"))
        + (Known(values, "?") is { } query ? "?" + query : "");

    private string? Known(IReadOnlyDictionary<string, string> values, string parameter) =>
        values.Where(v => v.Key.EndsWith(" " + parameter, StringComparison.OrdinalIgnoreCase) && Pattern.StartsWith(v.Key[..^(parameter.Length + 1)], StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(v => v.Key.Length).Select(v => v.Value).FirstOrDefault();

    private bool IsGuid(string parameter) =>
        Endpoint.RoutePattern.ParameterPolicies.TryGetValue(parameter, out var policies) && policies.Any(p => p.Content == "guid");
}
