using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Ramure.Network.Contracts;
using Ramure.Training.Model;
using Ramure.Training.Recognition;
using Ramure.Training.Sessions;

namespace Ramure.Training.Badges;

/// <summary>
/// A badge as an OpenBadgeCredential (Open Badges 3.0, Verifiable Credentials 2.0). It is signed when it is fetched: what it says was
/// frozen when it was given, and RS256 gives the same token each time while the key is the same.
/// </summary>
internal sealed class BadgeCredentials(BadgeTokens tokens, BadgeAddresses addresses, BadgeKeys keys, INetwork network)
{
    private const string CredentialsContext = "https://www.w3.org/ns/credentials/v2";
    private const string BadgesContext = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
    /// <summary>Defines the type of the reference to the schema.</summary>
    private const string ExtensionsContext = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";
    private const string Schema = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json";

    /// <summary>The badge of a credential, as a compact JWS.</summary>
    public async Task<string> TokenAsync(Credential credential, CancellationToken cancel = default)
    {
        var (content, text) = (credential.Content, credential.Content.Badge!);
        var (id, subject, at) = (addresses.Badge(credential), "urn:uuid:" + credential.Id.ToString("D"), Whole(credential.IssuedAt));
        var list = credential.StatusIndex!.Value / CertificateIssuer.StatusPlaces;
        var place = (credential.StatusIndex.Value % CertificateIssuer.StatusPlaces).ToString(CultureInfo.InvariantCulture);
        var status = addresses.Status(list);
        return tokens.Sign(new JsonObject
        {
            ["@context"] = new JsonArray(CredentialsContext, BadgesContext, ExtensionsContext),
            ["id"] = id,
            ["type"] = new JsonArray("VerifiableCredential", "OpenBadgeCredential"),
            ["name"] = text.Name,
            ["description"] = text.Description,
            ["issuer"] = await ProfileAsync(cancel),
            ["validFrom"] = Instant(at),
            ["credentialSubject"] = new JsonObject
            {
                ["id"] = subject,
                ["type"] = new JsonArray("AchievementSubject"),
                ["identifier"] = new JsonArray(Identity(credential)),
                ["activityStartDate"] = Instant(LocalTime.Utc(content.Slots[0].Day, content.Slots[0].Start, content.TimeZone) ?? at),
                ["activityEndDate"] = Instant(LocalTime.Utc(content.Slots[^1].Day, content.Slots[^1].End, content.TimeZone) ?? at),
                ["achievement"] = Achievement(credential.CourseId, text, content.Competences),
                ["source"] = new JsonObject { ["id"] = addresses.Unit(credential.Unit), ["type"] = new JsonArray("Profile"), ["name"] = content.UnitName },
            },
            ["credentialSchema"] = new JsonArray(new JsonObject { ["id"] = Schema, ["type"] = "1EdTechJsonSchemaValidator2019" }),
            ["credentialStatus"] = new JsonObject
            {
                ["id"] = $"{status}#{place}",
                ["type"] = "BitstringStatusListEntry",
                ["statusPurpose"] = "revocation",
                ["statusListIndex"] = place,
                ["statusListCredential"] = status,
            },
            ["iss"] = addresses.Issuer,
            ["jti"] = id,
            ["sub"] = subject,
            ["nbf"] = new DateTimeOffset(at).ToUnixTimeSeconds(),
        });
    }

    /// <summary>The list of revoked badges (W3C Bitstring Status List): a bit for each place.</summary>
    public string StatusToken(int list, byte[] compressed, DateTime now)
    {
        var (id, at) = (addresses.Status(list), Whole(now));
        return tokens.Sign(new JsonObject
        {
            ["@context"] = new JsonArray(CredentialsContext),
            ["id"] = id,
            ["type"] = new JsonArray("VerifiableCredential", "BitstringStatusListCredential"),
            ["issuer"] = addresses.Issuer,
            ["validFrom"] = Instant(at),
            ["credentialSubject"] = new JsonObject
            {
                ["id"] = id + "#liste",
                ["type"] = "BitstringStatusList",
                ["statusPurpose"] = "revocation",
                ["encodedList"] = "u" + Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlEncode(compressed),
            },
            ["iss"] = addresses.Issuer,
            ["jti"] = id,
            ["nbf"] = new DateTimeOffset(at).ToUnixTimeSeconds(),
        }, "vc+jwt");
    }

    /// <summary>What the issuer says of itself.</summary>
    public async Task<JsonObject> ProfileAsync(CancellationToken cancel = default) => new()
    {
        ["id"] = addresses.Issuer,
        ["type"] = new JsonArray("Profile"),
        ["name"] = (await network.SnapshotAsync(cancel)).Roots.FirstOrDefault()?.Name ?? "Ramure",
        ["url"] = addresses.Site,
    };

    /// <summary>The same at its own address, with the keys by which its credentials verify.</summary>
    public async Task<JsonObject> IssuerAsync(CancellationToken cancel = default)
    {
        var profile = await ProfileAsync(cancel);
        profile["@context"] = new JsonArray(CredentialsContext, BadgesContext);
        profile["verificationMethod"] = new JsonArray([.. keys.All.Select(k => new JsonObject
        {
            ["id"] = addresses.Key(k.Id),
            ["type"] = "JsonWebKey",
            ["controller"] = addresses.Issuer,
            ["publicKeyJwk"] = Jwk(k),
        })]);
        profile["assertionMethod"] = new JsonArray([.. keys.All.Select(k => JsonValue.Create(addresses.Key(k.Id)))]);
        profile["jwks"] = KeySet();
        return profile;
    }

    public JsonObject KeySet() => new() { ["keys"] = new JsonArray([.. keys.All.Select(Jwk)]) };

    /// <summary>A public key (RFC 7517); never anything of its private part.</summary>
    public JsonObject Jwk(BadgeKey key) => new()
    {
        ["kty"] = "RSA",
        ["use"] = "sig",
        ["alg"] = "RS256",
        ["kid"] = addresses.Key(key.Id),
        ["n"] = key.Modulus,
        ["e"] = key.Exponent,
    };

    public JsonObject Achievement(Guid course, BadgeText text, IReadOnlyList<string> competences)
    {
        var achievement = new JsonObject
        {
            ["id"] = addresses.Achievement(course),
            ["type"] = new JsonArray("Achievement"),
            ["achievementType"] = "Course",
            ["name"] = text.Name,
            ["description"] = text.Description,
            ["criteria"] = new JsonObject { ["id"] = addresses.Criteria(course), ["narrative"] = text.Criteria },
            ["image"] = new JsonObject { ["id"] = addresses.Image(course), ["type"] = "Image", ["caption"] = $"Badge « {text.Name} »" },
            ["inLanguage"] = "fr-FR",
        };
        if (competences.Count > 0)
            achievement["tag"] = new JsonArray([.. competences.Select(c => JsonValue.Create(c))]);
        return achievement;
    }

    /// <summary>Whether an address is the one that the badge was given to.</summary>
    public static bool IsOf(JsonObject badge, string email)
    {
        var identity = badge["credentialSubject"]?["identifier"]?[0];
        return identity?["identityHash"]?.GetValue<string>() is { } hash && identity["salt"]?.GetValue<string>() is { } salt
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(Hash(email.Trim().ToLowerInvariant(), salt)));
    }

    /// <summary>The holder, by a salted hash of their address: who knows the address can check it, who does not learns nothing.</summary>
    private static JsonObject Identity(Credential credential) => new()
    {
        ["type"] = "IdentityObject",
        ["hashed"] = true,
        ["identityHash"] = Hash(credential.PersonKey!, credential.Salt!),
        ["identityType"] = "emailAddress",
        ["salt"] = credential.Salt,
    };

    private static string Hash(string email, string salt) => "sha256$" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(email + salt)));

    private static DateTime Whole(DateTime utc) => new(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);

    private static string Instant(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
