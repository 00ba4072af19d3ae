namespace Ramure.Kernel.Web;

/// <summary>
/// Where to go back to, as an address of this site. Every address that comes from outside (<c>?retour=…</c>) goes through here
/// before somebody is sent there: a link of ours must not lead to a copy of the sign-in page elsewhere.
/// </summary>
public static class LocalAddress
{
    /// <summary>Where one goes when the address asked is not one of ours.</summary>
    public const string Home = "/";

    private const int MaximumLength = 2000;

    /// <summary><paramref name="asked"/> when it is a path of this site, with its query; <paramref name="otherwise"/> when it is anything else.</summary>
    public static string Or(string? asked, string otherwise = Home) => IsLocal(asked) ? asked! : otherwise;

    /// <summary>
    /// Whether an address stays on this site, whoever reads it: browsers drop tabs and line ends and take a backslash for a
    /// slash, and a proxy may decode a path once more.
    /// </summary>
    public static bool IsLocal(string? address)
    {
        if (address is not ['/', ..] || address.Length > MaximumLength || !address.All(Plain))
            return false;
        var path = address.Split('?', '#')[0];
        for (var again = 0; again < 3; again++)
        {
            if (path.Contains("//", StringComparison.Ordinal) || path.Contains('\\') || path.Split('/').Any(p => p is "." or "..") || path.Any(char.IsControl))
                return false;
            path = Uri.UnescapeDataString(path);
        }

        return true;
    }

    /// <summary>What an address is written with; everything else is percent-encoded in one that a browser or this program made.</summary>
    private static bool Plain(char c) => c is > ' ' and < '\u007f' and not ('\\' or '"' or '<' or '>');
}
