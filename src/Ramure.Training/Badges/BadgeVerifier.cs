using System.Text.Json.Nodes;
using System.Xml;
using Ramure.Training.Model;
using Ramure.Training.Recognition;

namespace Ramure.Training.Badges;

/// <summary>What a badge that somebody shows turns out to be.</summary>
/// <param name="Credential">What we gave, with its state now.</param>
/// <param name="IsHolder">Whether the address that was asked about is the holder's; null when none was.</param>
internal sealed record VerifiedBadge(Credential Credential, bool? IsHolder);

/// <summary>Verifies badges of this installation, for people: programs need only what is published.</summary>
internal sealed class BadgeVerifier(BadgeTokens tokens, BadgeAddresses addresses, CredentialReader reader)
{
    /// <summary>A token, or an SVG picture that holds one; null when it is no badge that we signed.</summary>
    public async Task<VerifiedBadge?> VerifyAsync(string? shown, string? email, CancellationToken cancel = default)
    {
        var text = (shown ?? "").Trim();
        if (tokens.Read(text.StartsWith('<') ? Baked(text) : text) is not { } badge)
            return null;
        // As the specification asks: what the token claims is what the badge says.
        if (Text(badge["iss"]) != addresses.Issuer || Text(badge["issuer"]?["id"]) != addresses.Issuer || Text(badge["jti"]) is not { } id || Text(badge["id"]) != id
            || Text(badge["sub"]) is not { } subject || Text(badge["credentialSubject"]?["id"]) != subject)
            return null;
        if (await reader.ByCodeAsync(id[(id.LastIndexOf('/') + 1)..], cancel) is not { Kind: CredentialKind.Badge } credential)
            return null;
        return new VerifiedBadge(credential, string.IsNullOrWhiteSpace(email) ? null : BadgeCredentials.IsOf(badge, email));
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static string? Baked(string svg)
    {
        try
        {
            using var xml = XmlReader.Create(new StringReader(svg), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 500_000 });
            while (xml.Read())
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "credential" } && xml.GetAttribute("verify") is { } token)
                    return token;
        }
        catch (XmlException)
        {
            // No picture that holds a badge.
        }

        return null;
    }
}
