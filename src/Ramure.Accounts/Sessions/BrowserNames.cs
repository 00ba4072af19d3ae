namespace Ramure.Accounts.Sessions;

/// <summary>« Firefox sur Windows »: enough for somebody to recognise their own devices.</summary>
internal static class BrowserNames
{
    // Browsers name their ancestors too: the more particular comes first.
    private static readonly (string Sign, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari")];

    private static readonly (string Sign, string Name)[] Systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Mac OS", "Mac"), ("Linux", "Linux")];

    public static string Of(string? userAgent)
    {
        if (string.IsNullOrEmpty(userAgent))
            return "Navigateur inconnu";
        var browser = Find(Browsers, userAgent) ?? "Navigateur";
        return Find(Systems, userAgent) is { } system ? $"{browser} sur {system}" : browser;
    }

    private static string? Find((string Sign, string Name)[] known, string text) =>
        known.FirstOrDefault(k => text.Contains(k.Sign, StringComparison.Ordinal)).Name;
}
