using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Ramure.Training.Badges;

/// <summary>JSON secured as a compact JWS, as the VC-JWT proof format of Open Badges 3.0 asks (RS256, the key by address).</summary>
internal sealed class BadgeTokens(BadgeKeys keys, BadgeAddresses addresses)
{
    private const string Algorithm = "RS256";
    private const int LongestToken = 100_000;

    public static JsonSerializerOptions Json { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="type"><c>JWT</c> for a badge, <c>vc+jwt</c> for another credential.</param>
    public string Sign(JsonObject payload, string type = "JWT")
    {
        var header = new JsonObject { ["alg"] = Algorithm, ["kid"] = addresses.Key(keys.Present.Id), ["typ"] = type };
        var signed = $"{Part(header)}.{Part(payload)}";
        return $"{signed}.{WebEncoders.Base64UrlEncode(keys.Sign(signed))}";
    }

    /// <summary>What one of our tokens says; null for anything else, whatever it is.</summary>
    public JsonObject? Read(string? token)
    {
        if (token is null || token.Length > LongestToken || token.Split('.') is not [var head, var body, var signature])
            return null;
        try
        {
            // The key is one of ours, named by its thumbprint: where the token says that it lies does not matter.
            if (Parse(head) is not { } header || header["alg"]?.GetValue<string>() != Algorithm || header["kid"]?.GetValue<string>() is not { } kid
                || keys.Find(kid[(kid.LastIndexOf('/') + 1)..]) is not { } key)
                return null;
            return BadgeKeys.Verifies(key, $"{head}.{body}", WebEncoders.Base64UrlDecode(signature)) ? Parse(body) : null;
        }
        catch (Exception wrong) when (wrong is FormatException or JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static string Part(JsonObject json) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(json.ToJsonString(Json)));

    private static JsonObject? Parse(string part) => JsonNode.Parse(WebEncoders.Base64UrlDecode(part)) as JsonObject;
}
