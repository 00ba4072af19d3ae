using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Ramure.Kernel.Access;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Kernel.Web;
using Ramure.Network.Contracts;
using Ramure.Training.Catalogue.Searching;

namespace Ramure.Training.Catalogue.Feeds;

/// <summary>Any search as a calendar or as news, at the address of the search: the same for everybody, whoever is signed in.</summary>
internal static class CatalogueFeeds
{
    /// <summary>The nearest ones: a calendar of thousands of events helps nobody.</summary>
    public const int MostSessions = 1000;

    /// <summary>How long a calendar keeps what is past.</summary>
    private static readonly TimeSpan Past = TimeSpan.FromDays(31);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(CatalogueViews.CalendarFeed, CalendarAsync).ExcludeFromDescription().Public();
        endpoints.MapGet(CatalogueViews.AtomFeed, NewsAsync).ExcludeFromDescription().Public();
    }

    private static async Task<IResult> CalendarAsync(HttpContext http, CatalogueFinder finder, CalendarFile file, IClock clock)
    {
        var address = CatalogueAddress.Of(http.Request);
        if (!(await finder.PrepareAsync(address, http.RequestAborted)).TryGet(out var search, out var refusals))
            return Wrong(refusals);
        var sessions = search.Search.Sessions(clock.UtcNow - Past, cancelled: true);
        return Answer(http, file.Of(Title(address), [.. sessions.Take(MostSessions)]), CalendarFile.MediaType);
    }

    private static async Task<IResult> NewsAsync(HttpContext http, CatalogueFinder finder, SiteAddress site, INetwork network)
    {
        var address = CatalogueAddress.Of(http.Request);
        if (!(await finder.PrepareAsync(address, http.RequestAborted)).TryGet(out var search, out var refusals))
            return Wrong(refusals);
        var units = await network.SnapshotAsync(http.RequestAborted);
        var body = AtomFile.Of(
            Title(address), search.Search.Sessions(cancelled: true), site.Address, new Uri(site.Address, address.Link(CatalogueViews.AtomFeed)),
            new Uri(site.Address, address.Link(CatalogueViews.List)), code => units.TryFind(code, out var unit) ? unit.Name : code);
        return Answer(http, body, AtomFile.MediaType);
    }

    private static string Title(CatalogueAddress address) => address.Words is { } words ? $"Formations : {words}" : "Formations";

    /// <summary>A reader that has it is told so; every reader asks again, because the catalogue changes.</summary>
    private static IResult Answer(HttpContext http, byte[] body, string type)
    {
        http.Response.Headers.CacheControl = "public, no-cache";
        return Results.Bytes(body, type, entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..32]}\""));
    }

    private static IResult Wrong(IReadOnlyList<Refusal> refusals) =>
        Results.Text(string.Join('\n', refusals.Select(r => $"{r.Field} : {r.Message}")), "text/plain; charset=utf-8", statusCode: StatusCodes.Status400BadRequest);
}
