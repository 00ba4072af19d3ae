using System.Text;
using Ramure.Training.Documents;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;
using UglyToad.PdfPig.Tokens;

namespace Ramure.Tests.Training.Documents;

public sealed class DocumentWriterTests
{
    private static readonly DateTime At = new(2025, 3, 1, 10, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Text_comes_out_in_the_order_it_went_in_with_its_accents()
    {
        using var pdf = Open(Sheet());
        var words = ContentOrderTextExtractor.GetText(pdf.GetPage(1)).Replace('\u00a0', ' ');
        string[] expected = ["Atelier Canopé 62", "Attestation de présence", "Œuvrer à l’oral : « ça » coûte 1 200 €", "Durée", "6 h", "Nom", "Signature", "Zoé Ñandú", "Éloïse Dûpont–Lefèvre", "Page 1 sur 1"];
        var at = -1;
        foreach (var part in expected)
        {
            var next = words.IndexOf(part, at + 1, StringComparison.Ordinal);
            Assert.True(next > at, $"« {part} » is not after what stands before it in:\n{words}");
            at = next;
        }
    }

    [Fact]
    public void It_tells_its_title_its_language_and_what_each_part_is()
    {
        using var pdf = Open(Sheet());
        Assert.Equal("Attestation de présence", pdf.Information.Title);
        Assert.Equal("Atelier Canopé 62", pdf.Information.Author);
        var catalog = pdf.Structure.Catalog.CatalogDictionary;
        Assert.Equal("fr-FR", Read<StringToken>(pdf, catalog.Data["Lang"]).Data);
        Assert.True(Read<BooleanToken>(pdf, Read<DictionaryToken>(pdf, catalog.Data["MarkInfo"]).Data["Marked"]).Data);
        Assert.True(Read<BooleanToken>(pdf, Read<DictionaryToken>(pdf, catalog.Data["ViewerPreferences"]).Data["DisplayDocTitle"]).Data);
        var tree = new StringBuilder();
        Walk(pdf, Read<DictionaryToken>(pdf, catalog.Data["StructTreeRoot"]).Data["K"], tree);
        var said = tree.ToString();
        Assert.StartsWith("Document(P H1 P ", said, StringComparison.Ordinal);
        Assert.Contains("Table(TR(TH:Column TH:Column) TR(TH:Row TD) TR(TH:Row TD))", said, StringComparison.Ordinal);
        Assert.Contains("Figure[Code de vérification]", said, StringComparison.Ordinal);
        Assert.Contains("P(Link)", said, StringComparison.Ordinal);
        Assert.Single(pdf.GetPage(1).GetAnnotations());
        // Every font is in the file: it reads the same everywhere.
        Assert.All(pdf.GetPage(1).Letters.Select(l => l.FontName).Distinct(), name => Assert.Matches(@"^[A-Z]{6}\+Atkinson", name));
    }

    [Fact]
    public void A_long_table_goes_on_over_pages_with_its_heads_and_each_page_says_its_number()
    {
        using var pdf = Open(DocumentWriter.Write(new DocumentInfo("Feuille", "A62", At) { Footer = "Feuille de présence", Landscape = true }, writer =>
        {
            writer.Title("Feuille de présence");
            writer.Table(new DocumentTable("Présents", [new("Nom", 3), new("Matin"), new("Après-midi")],
                [.. Enumerable.Range(1, 60).Select(i => new DocumentCell[] { $"Personne {i}", "", "" })])
            { Boxed = true, LeastHeight = 24 });
        }));
        Assert.True(pdf.NumberOfPages > 2);
        for (var i = 1; i <= pdf.NumberOfPages; i++)
        {
            var words = Words(pdf.GetPage(i));
            Assert.Contains("Après-midi", words, StringComparison.Ordinal);
            Assert.Contains($"Page {i} sur {pdf.NumberOfPages}", words, StringComparison.Ordinal);
            Assert.True(pdf.GetPage(i).Width > pdf.GetPage(i).Height);
            Assert.All(pdf.GetPage(i).Letters, l => Assert.InRange(l.StartBaseLine.Y, 20, pdf.GetPage(i).Height - 20));
        }

        var all = string.Concat(Enumerable.Range(1, pdf.NumberOfPages).Select(i => Words(pdf.GetPage(i)) + " "));
        Assert.All(Enumerable.Range(1, 60), i => Assert.Equal(2, all.Split($"Personne {i} ").Length));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u0000\u0007\u202f")]
    [InlineData("Anticonstitutionnellementanticonstitutionnellementanticonstitutionnellementanticonstitutionnellementanticonstitutionnellement")]
    [InlineData("Ὀδυσσεύς 山田太郎 👩‍🏫 ʻŌpūnohu")]
    public void Whatever_somebody_is_called_there_is_a_document(string name)
    {
        using var pdf = Open(DocumentWriter.Write(new DocumentInfo("Attestation", "A62", At) { Footer = name }, writer =>
        {
            writer.Title(name);
            writer.Strong(name);
            writer.Facts([("Nom", name)]);
        }));
        var page = pdf.GetPage(1);
        Assert.All(page.Letters, l => Assert.InRange(l.StartBaseLine.X, 0, page.Width - 40));
    }

    [Fact]
    public async Task Documents_are_written_side_by_side()
    {
        var files = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => DocumentWriter.Write(new DocumentInfo($"D{i}", "A62", At), w => w.Paragraph($"Texte {i}")))));
        for (var i = 0; i < files.Length; i++)
        {
            using var pdf = Open(files[i]);
            Assert.Contains($"Texte {i}", Words(pdf.GetPage(1)), StringComparison.Ordinal);
        }
    }

    private static byte[] Sheet() => DocumentWriter.Write(new DocumentInfo("Attestation de présence", "Atelier Canopé 62", At), writer =>
    {
        writer.Title("Attestation de présence", "Atelier Canopé 62");
        writer.Paragraph("Œuvrer à l’oral : « ça » coûte 1\u202f200\u00a0€.");
        writer.Facts([("Durée", "6\u00a0h"), ("Rien", "")]);
        writer.Table(new DocumentTable("", [new("Nom"), new("Signature")], [["Zoé Ñandú", ""], ["Éloïse Dûpont–Lefèvre", ""]]));
        writer.Code("https://ramure.exemple/verifier/ABCD", "Code de vérification", ["Pour vérifier ce document"]);
        writer.Signatures("Le responsable", "Le participant");
    });

    private static PdfDocument Open(byte[] file) => PdfDocument.Open(file);

    private static string Words(Page page) => string.Join(' ', page.GetWords().Select(w => w.Text));

    private static T Read<T>(PdfDocument pdf, IToken token)
        where T : class, IToken => (token is IndirectReferenceToken reference ? pdf.Structure.GetObject(reference.Data).Data : token) as T
        ?? throw new InvalidOperationException($"{token} is no {typeof(T).Name}.");

    private static void Walk(PdfDocument pdf, IToken token, StringBuilder said)
    {
        var node = token is IndirectReferenceToken reference ? pdf.Structure.GetObject(reference.Data).Data : token;
        if (node is ArrayToken array)
        {
            foreach (var one in array.Data)
                Walk(pdf, one, said);
            return;
        }

        if (node is not DictionaryToken element || !element.TryGet(NameToken.Create("S"), out NameToken tag))
            return;
        if (said.Length > 0 && said[^1] is not '(')
            said.Append(' ');
        said.Append(tag.Data);
        if (element.TryGet(NameToken.Create("Alt"), out StringToken alt))
            said.Append('[').Append(alt.Data).Append(']');
        if (element.TryGet(NameToken.Create("A"), out var attributes) && Scope(pdf, attributes) is { } scope)
            said.Append(':').Append(scope);
        if (!element.TryGet(NameToken.Create("K"), out var kids))
            return;
        var below = new StringBuilder();
        below.Append('(');
        Walk(pdf, kids, below);
        if (below.Length > 1)
            said.Append(below).Append(')');
    }

    private static string? Scope(PdfDocument pdf, IToken token)
    {
        var node = token is IndirectReferenceToken reference ? pdf.Structure.GetObject(reference.Data).Data : token;
        return node switch
        {
            ArrayToken array => array.Data.Select(one => Scope(pdf, one)).FirstOrDefault(s => s is not null),
            DictionaryToken one when one.TryGet(NameToken.Create("Scope"), out NameToken scope) => scope.Data,
            _ => null,
        };
    }
}
