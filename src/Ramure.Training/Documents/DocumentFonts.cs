using PdfSharp.Fonts;

namespace Ramure.Training.Documents;

/// <summary>The faces that documents embed: those of the pages, so that both read alike. They come with the program, not from the machine.</summary>
internal sealed class DocumentFonts : IFontResolver
{
    public const string Family = "Atkinson Hyperlegible Next";
    private const string Regular = "regular";
    private const string Bold = "bold";

    private static readonly Lazy<bool> Ready = new(() =>
    {
        GlobalFontSettings.FontResolver = new DocumentFonts();
        return true;
    });

    private DocumentFonts()
    {
    }

    /// <summary>The library knows one resolver for the whole program: it is given once.</summary>
    public static void Register() => _ = Ready.Value;

    public FontResolverInfo? ResolveTypeface(string familyName, bool isBold, bool isItalic) => new(isBold ? Bold : Regular);

    public byte[]? GetFont(string faceName)
    {
        using var face = typeof(DocumentFonts).Assembly.GetManifestResourceStream($"documents.{faceName}.ttf")
            ?? throw new InvalidOperationException($"The program was built without the font {faceName}.");
        var bytes = new byte[face.Length];
        face.ReadExactly(bytes);
        return bytes;
    }
}
