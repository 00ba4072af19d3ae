using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Ramure.Kernel.Access;
using Ramure.Kernel.Lists;
using Ramure.Kernel.Time;

namespace Ramure.Training.Badges;

/// <summary>What programs that verify badges read: open to everybody, from any site.</summary>
internal static class BadgeEndpoints
{
    private const string Json = "application/json; charset=utf-8";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        Public("/badges/emetteur", async (HttpContext http, BadgeCredentials badges) => Data(http, await badges.IssuerAsync(http.RequestAborted)));
        Public("/.well-known/jwks.json", (HttpContext http, BadgeCredentials badges) => Data(http, badges.KeySet()));
        Public("/badges/cles/{key}", (string key, HttpContext http, BadgeKeys keys, BadgeCredentials badges) =>
            keys.Find(key) is { } found ? Data(http, badges.Jwk(found)) : Results.NotFound());
        Public("/badges/etat/{list:int}", StatusAsync);
        Public("/badges/formations/{course:guid}/reussite", AchievementAsync);
        Public("/badges/formations/{course:guid}/image.svg", ImageAsync);

        void Public(string pattern, Delegate answer) => endpoints.MapGet(pattern, answer).ExcludeFromDescription().Public();
    }

    private static async Task<IResult> StatusAsync(int list, HttpContext http, BadgeStatus status, BadgeCredentials badges, IClock clock)
    {
        if (await status.ListAsync(list, http.RequestAborted) is not { } bits)
            return Results.NotFound();
        Open(http);
        return Results.Text(badges.StatusToken(list, bits, clock.UtcNow), "application/vc+jwt", Encoding.ASCII);
    }

    private static async Task<IResult> AchievementAsync(Guid course, HttpContext http, BadgeReader reader, BadgeCredentials badges, ReferenceLists lists)
    {
        if (await reader.FindAsync(course, http.RequestAborted) is not { } found)
            return Results.NotFound();
        var achievement = badges.Achievement(course, found.Text, [.. found.Course.Content.Competences.Select(lists.Competence)]);
        achievement["@context"] = new JsonArray("https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json");
        return Data(http, achievement);
    }

    private static async Task<IResult> ImageAsync(Guid course, HttpContext http, BadgeReader reader, BadgeCredentials badges)
    {
        if (await reader.FindAsync(course, http.RequestAborted) is not { } found)
            return Results.NotFound();
        Open(http);
        return Results.Bytes(BadgeImage.Draw(found.Text.Name, (await badges.ProfileAsync(http.RequestAborted))["name"]!.GetValue<string>()), "image/svg+xml");
    }

    private static IResult Data(HttpContext http, JsonObject data)
    {
        Open(http);
        return Results.Text(data.ToJsonString(BadgeTokens.Json), Json, Encoding.UTF8);
    }

    /// <summary>A wallet in a browser reads it from its own site.</summary>
    private static void Open(HttpContext http) => http.Response.Headers.AccessControlAllowOrigin = "*";
}
