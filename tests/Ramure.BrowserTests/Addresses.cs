namespace Ramure.BrowserTests;

/// <summary>
/// Every page of the product, by one address: each is opened wide and narrow, light and dark, and checked by axe. A page
/// that is not here is not finished.
/// </summary>
internal static class Addresses
{
    public static readonly string[] Pages =
    [
        "/",
        "/guide/composants",
        "/introuvable",
        "/administration/travaux",
        "/journal",
        "/journal/nouvelle",
        "/journal/import",
        "/registre",
        "/registre/mesures/training.actions",
        "/registre/ecritures",
        "/registre/agregats",
        "/registre/etat",
        "/api",
        "/exemple",
    ];

    /// <summary>Address × look.</summary>
    public static TheoryData<string, Look> InEveryLook { get; } =
        [.. from page in Pages from look in Enum.GetValues<Look>() select new TheoryDataRow<string, Look>(page, look)];

    public static TheoryData<string> Each { get; } = [.. Pages];
}

/// <summary>How a page is looked at.</summary>
public enum Look
{
    WideLight,
    WideDark,
    NarrowLight,
    NarrowDark,
}
