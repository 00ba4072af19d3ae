using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Ramure.Training.Catalogue.Searching;

/// <summary>What somebody looks for, as the address writes it: the same on every view of the catalogue and in its feeds.</summary>
internal sealed record CatalogueAddress
{
    public string? Words { get; init; }
    public string? Theme { get; init; }
    public string? Audience { get; init; }
    public string? Competence { get; init; }
    public string? Modality { get; init; }
    public string? Frame { get; init; }
    public string? From { get; init; }
    public string? To { get; init; }
    public string? Near { get; init; }
    public string? Km { get; init; }
    public string? Seats { get; init; }
    public string? Unit { get; init; }
    public string? Sort { get; init; }

    /// <summary>Whether it leaves anything out.</summary>
    public bool Narrows => Pairs.Any(p => p.Name != "tri");

    /// <summary>Whether it asks something beyond words, theme, audience and modality.</summary>
    public bool NarrowsFurther => Pairs.Any(p => p.Name is not ("q" or "theme" or "public" or "modalite" or "tri"));

    /// <summary>Its parameters, always in this order, without those that are empty.</summary>
    public IEnumerable<(string Name, string Value)> Pairs => new (string Name, string? Value)[]
    {
        ("q", Words), ("theme", Theme), ("public", Audience), ("modalite", Modality), ("competence", Competence), ("cadre", Frame), ("du", From), ("au", To),
        ("lieu", Near), ("km", Km), ("places", Seats), ("unite", Unit), ("tri", Sort),
    }.Where(p => p.Value is not null).Select(p => (p.Name, p.Value!));

    public static CatalogueAddress Of(NavigationManager navigation) => Of(QueryHelpers.ParseQuery(new Uri(navigation.Uri).Query));

    public static CatalogueAddress Of(HttpRequest request) => Of(request.Query.ToDictionary());

    /// <summary>Path and query, the same for the same search; further parameters come last.</summary>
    public string Link(string path, params (string Name, string? Value)[] more)
    {
        var pairs = Pairs.Concat(more.Where(m => !string.IsNullOrEmpty(m.Value)).Select(m => (m.Name, m.Value!))).ToList();
        return pairs.Count == 0 ? path : path + "?" + string.Join('&', pairs.Select(p => $"{Uri.EscapeDataString(p.Item1)}={Uri.EscapeDataString(p.Item2)}"));
    }

    private static CatalogueAddress Of(Dictionary<string, StringValues> query)
    {
        string? One(string name) => query.TryGetValue(name, out var value) && value.ToString().Trim() is { Length: > 0 } text ? text : null;
        return new CatalogueAddress
        {
            Words = One("q"),
            Theme = One("theme"),
            Audience = One("public"),
            Competence = One("competence"),
            Modality = One("modalite"),
            Frame = One("cadre"),
            From = One("du"),
            To = One("au"),
            Near = One("lieu"),
            Km = One("km"),
            Seats = One("places"),
            Unit = One("unite"),
            Sort = One("tri"),
        };
    }
}
