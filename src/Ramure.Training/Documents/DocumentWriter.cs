using System.Globalization;
using PdfSharp;
using PdfSharp.Drawing;
using PdfSharp.Pdf;
using PdfSharp.Pdf.Annotations;
using PdfSharp.UniversalAccessibility;

namespace Ramure.Training.Documents;

/// <summary>
/// Writes a PDF from top to bottom, page after page: text that can be searched and copied, tagged for screen readers (headings,
/// paragraphs, tables with their heads, codes with a description), with its language and title. What is only decoration is marked so.
/// </summary>
internal sealed class DocumentWriter : IDisposable
{
    private const double Margin = 56;
    private const double Foot = 40;

    /// <summary>28 mm: a telephone reads it from paper at arm's length.</summary>
    private const double CodeOfPage = 80;
    private static readonly Lock Gate = new();
    private static readonly XColor Ink = XColor.FromArgb(0x23, 0x29, 0x1f);
    private static readonly XColor Soft = XColor.FromArgb(0x57, 0x5d, 0x4f);
    private static readonly XColor Line = XColor.FromArgb(0x88, 0x83, 0x6f);
    private static readonly XColor Moss = XColor.FromArgb(0x1d, 0x5a, 0x43);

    private readonly DocumentInfo info;
    private readonly int pages;
    private readonly PdfDocument document = new();
    private readonly UAManager access;
    private readonly StructureBuilder tags;
    private readonly XFont text = new(DocumentFonts.Family, 10.5);
    private readonly XFont bold = new(DocumentFonts.Family, 10.5, XFontStyleEx.Bold);
    private readonly XFont small = new(DocumentFonts.Family, 8.5);
    private XGraphics page = null!;
    private double y;

    private DocumentWriter(DocumentInfo info, int pages)
    {
        (this.info, this.pages) = (info, pages);
        access = UAManager.ForDocument(document);
        tags = access.StructureBuilder;
        access.SetDocumentLanguage("fr-FR");
        (document.Info.Title, document.Info.Author, document.Info.Subject, document.Info.Creator) = (info.Title, info.Author, info.Subject, "Ramure");
        document.Info.CreationDate = info.At;
        NextPage();
    }

    private double Width => page.PageSize.Width - (2 * Margin);

    private double Bottom => page.PageSize.Height - Margin - Foot - (info.Code is null ? 0 : CodeOfPage - Margin + 20);

    /// <summary>Writes a document. <paramref name="body"/> runs twice: a page says how many there are.</summary>
    public static byte[] Write(DocumentInfo info, Action<DocumentWriter> body)
    {
        DocumentFonts.Register();
        // The library's caches of fonts are those of the whole program.
        lock (Gate)
        {
            int pages;
            using (var counted = new DocumentWriter(info, 0))
            {
                body(counted);
                pages = counted.document.PageCount;
            }

            using var writer = new DocumentWriter(info, pages);
            body(writer);
            return writer.Finish();
        }
    }

    /// <summary>The title of the document, with the unit or the kind of document above it.</summary>
    public void Title(string title, string above = "")
    {
        if (above.Length > 0)
            Block(PdfBlockLevelElementTag.Paragraph, above, bold, Moss, 0, Width);
        Space(2);
        Block(PdfBlockLevelElementTag.Heading1, title, new XFont(DocumentFonts.Family, 21, XFontStyleEx.Bold), Ink, 0, Width);
        Space(10);
    }

    /// <summary>A heading; it stays on the page of what follows.</summary>
    public void Heading(string heading)
    {
        Space(10);
        Need(60);
        Block(PdfBlockLevelElementTag.Heading2, heading, new XFont(DocumentFonts.Family, 13, XFontStyleEx.Bold), Moss, 0, Width);
        Space(4);
    }

    public void Paragraph(string words)
    {
        Block(PdfBlockLevelElementTag.Paragraph, words, text, Ink, 0, Width);
        Space(6);
    }

    /// <summary>What the eye should find first: a name, a duration.</summary>
    public void Strong(string words)
    {
        Block(PdfBlockLevelElementTag.Paragraph, words, new XFont(DocumentFonts.Family, 14, XFontStyleEx.Bold), Ink, 0, Width);
        Space(6);
    }

    /// <summary>What must be said and few read.</summary>
    public void Note(string words)
    {
        Block(PdfBlockLevelElementTag.Paragraph, words, small, Soft, 0, Width);
        Space(4);
    }

    /// <summary>An address that can be clicked.</summary>
    public void Link(string label, string address)
    {
        Need(Height(text));
        Begin(PdfBlockLevelElementTag.Paragraph);
        Linked(label, address, Margin);
        tags.End();
        Space(4);
    }

    /// <summary>Label and text, one below the other; those without text are left out.</summary>
    public void Facts(IEnumerable<(string Label, string Text)> facts) => Table(new DocumentTable(
        "", [new("", 3), new("", 8)], [.. facts.Where(f => f.Text.Length > 0).Select(f => new DocumentCell[] { f.Label, f.Text })])
    { Heads = false });

    /// <summary>A code to scan, with lines beside it and the address that it leads to.</summary>
    public void Code(string address, string description, IReadOnlyList<string> beside)
    {
        const double side = 92;
        Space(6);
        Need(side + 8);
        var (top, left) = (y, Margin + side + 16);
        Figure(address, description, Margin, top, side);
        y = top + 4;
        foreach (var line in beside)
            Block(PdfBlockLevelElementTag.Paragraph, line, text, Ink, side + 16, Width - side - 16);
        Begin(PdfBlockLevelElementTag.Paragraph);
        Linked(address, address, left);
        tags.End();
        y = Math.Max(y, top + side) + 8;
    }

    /// <summary>Boxes to sign in, side by side.</summary>
    public void Signatures(params string[] labels)
    {
        const double high = 70;
        Space(8);
        Need(high + 20);
        var (top, wide) = (y, (Width - (16 * (labels.Length - 1))) / labels.Length);
        for (var i = 0; i < labels.Length; i++)
        {
            y = top;
            var left = i * (wide + 16);
            Block(PdfBlockLevelElementTag.Paragraph, labels[i], small, Soft, left, wide);
            var under = y;
            Decoration(() => page.DrawRectangle(new XPen(Line, 0.75), Margin + left, under, wide, high));
        }

        y = top + Height(small) + high + 10;
    }

    public void Table(DocumentTable table)
    {
        if (table.Rows.Count == 0)
            return;
        if (table.Caption.Length > 0)
        {
            Need(60);
            Block(PdfBlockLevelElementTag.Paragraph, table.Caption, bold, Ink, 0, Width);
            Space(2);
        }

        var shares = table.Columns.Sum(c => c.Share);
        double[] widths = [.. table.Columns.Select(c => Width * c.Share / shares)];
        DocumentCell[] heads = [.. table.Columns.Select(c => new DocumentCell(c.Title))];
        Begin(PdfBlockLevelElementTag.Table);
        if (table.Heads)
            Row(table, widths, heads, head: true, asTags: true);
        foreach (var cells in table.Rows)
        {
            if (y + RowHeight(table, widths, cells, head: false) > Bottom)
            {
                NextPage();
                if (table.Heads)
                    Row(table, widths, heads, head: true, asTags: false);
            }

            Row(table, widths, cells, head: false, asTags: true);
        }

        tags.End();
        Space(8);
    }

    public void Space(double points) => y += points;

    /// <summary>Begins a page when there is less room than this on the present one.</summary>
    public void Need(double points)
    {
        if (y + points > Bottom)
            NextPage();
    }

    public void NextPage()
    {
        if (page is not null)
            EndPage();
        var added = document.AddPage();
        added.Size = PageSize.A4;
        added.Orientation = info.Landscape ? PageOrientation.Landscape : PageOrientation.Portrait;
        page = XGraphics.FromPdfPage(added);
        y = Margin;
    }

    public void Dispose()
    {
        page.Dispose();
        document.Dispose();
    }

    private byte[] Finish()
    {
        EndPage();
        using var stream = new MemoryStream();
        document.Save(stream, closeStream: false);
        return stream.ToArray();
    }

    private void EndPage()
    {
        var number = string.Create(CultureInfo.InvariantCulture, $"Page {document.PageCount} sur {pages}");
        access.BeginTextMode();
        tags.BeginArtifact();
        var line = page.PageSize.Height - Foot;
        var room = Width - page.MeasureString(number, small).Width - 16;
        page.DrawString(DocumentLines.Of(page, info.Footer, small, room)[0], small, new XSolidBrush(Soft), Margin, line);
        page.DrawString(number, small, new XSolidBrush(Soft), new XRect(Margin, line - 10, Width, 12), new XStringFormat { Alignment = XStringAlignment.Far, LineAlignment = XLineAlignment.Far });
        tags.End();
        if (info.Code is { } code)
            Decoration(() => CodeAtFoot(code));
        page.Dispose();
    }

    private void CodeAtFoot(string code)
    {
        var top = Bottom + 4;
        DocumentCode.Draw(page, code, Margin, top, CodeOfPage);
        var line = top + 30;
        foreach (var part in DocumentLines.Of(page, info.CodeText, small, Width - CodeOfPage - 16))
        {
            Draw(part, small, Soft, Margin + CodeOfPage + 12, line);
            line += Height(small);
        }
    }

    /// <summary>Drawing that says nothing.</summary>
    private void Decoration(Action draw)
    {
        access.BeginGraphicMode();
        tags.BeginArtifact();
        draw();
        tags.End();
    }

    private void Begin(PdfBlockLevelElementTag tag)
    {
        access.BeginTextMode();
        tags.BeginElement(tag);
    }

    private void Block(PdfBlockLevelElementTag tag, string words, XFont font, XColor colour, double left, double width)
    {
        var lines = DocumentLines.Of(page, words, font, width);
        Need(Height(font) * Math.Min(2, lines.Count));
        Begin(tag);
        foreach (var line in lines)
        {
            Need(Height(font));
            Draw(line, font, colour, Margin + left, y);
            y += Height(font);
        }

        tags.End();
    }

    private void Draw(string line, XFont font, XColor colour, double left, double top)
    {
        if (line.Length > 0)
            page.DrawString(line, font, new XSolidBrush(colour), left, top + (font.Size * 0.95));
    }

    private void Linked(string label, string address, double left)
    {
        foreach (var line in DocumentLines.Of(page, label, text, page.PageSize.Width - Margin - left))
        {
            Need(Height(text));
            var place = page.Transformer.WorldToDefaultPage(new XRect(left, y, page.MeasureString(line, text).Width, Height(text)));
            tags.BeginElement(PdfLinkAnnotation.CreateWebLink(new PdfRectangle(place), address), label);
            Draw(line, text, Moss, left, y);
            tags.End();
            y += Height(text);
        }
    }

    private void Figure(string code, string description, double left, double top, double side)
    {
        tags.BeginElement(PdfIllustrationElementTag.Figure, description, page.Transformer.WorldToDefaultPage(new XRect(left, top, side, side)));
        DocumentCode.Draw(page, code, left, top, side);
        tags.End();
    }

    private void Row(DocumentTable table, double[] widths, IReadOnlyList<DocumentCell> cells, bool head, bool asTags)
    {
        var (top, height, left) = (y, RowHeight(table, widths, cells, head), Margin);
        if (head)
            Decoration(() => page.DrawRectangle(new XSolidBrush(XColor.FromArgb(0xe4, 0xee, 0xe3)), Margin, top, Width, height));
        access.BeginTextMode();
        if (asTags)
            tags.BeginElement(PdfBlockLevelElementTag.TableRow);
        for (var i = 0; i < cells.Count; i++)
        {
            var named = head || (i == 0 && table.RowHeads);
            access.BeginTextMode();
            if (asTags)
            {
                tags.BeginElement(named ? PdfBlockLevelElementTag.TableHeaderCell : PdfBlockLevelElementTag.TableDataCell);
                if (named)
                    tags.CurrentStructureElement.TableAttributes.Elements.SetName("/Scope", head ? "/Column" : "/Row");
            }
            else
                tags.BeginArtifact();
            if (cells[i].Code is { } code)
                Figure(code, cells[i].Text, left + 5, top + 5, Math.Min(widths[i] - 10, CodeSide));
            else
                Cell(cells[i].Text, named ? bold : text, left, top, widths[i], table.Columns[i].Right);
            tags.End();
            left += widths[i];
        }

        if (asTags)
            tags.End();
        y = top + height;
        Decoration(() => Lines(table, widths, top, height));
    }

    private void Cell(string words, XFont font, double left, double top, double width, bool right)
    {
        var line = top + Pad;
        foreach (var part in DocumentLines.Of(page, words, font, width - 10))
        {
            Draw(part, font, Ink, right ? left + width - 5 - page.MeasureString(part, font).Width : left + 5, line);
            line += Height(font);
        }
    }

    private const double Pad = 4;
    private const double CodeSide = 60;

    private double RowHeight(DocumentTable table, double[] widths, IReadOnlyList<DocumentCell> cells, bool head)
    {
        var highest = cells.Select((cell, i) => cell.Code is not null
            ? Math.Min(widths[i] - 10, CodeSide) + 2
            : DocumentLines.Of(page, cell.Text, head || (i == 0 && table.RowHeads) ? bold : text, widths[i] - 10).Count * Height(text)).Max();
        return Math.Max(highest + (2 * Pad), head ? 0 : table.LeastHeight);
    }

    private void Lines(DocumentTable table, double[] widths, double top, double height)
    {
        var pen = new XPen(Line, table.Boxed ? 0.75 : 0.4);
        page.DrawLine(pen, Margin, top + height, Margin + Width, top + height);
        if (!table.Boxed)
            return;
        page.DrawRectangle(pen, Margin, top, Width, height);
        var left = Margin;
        foreach (var width in widths.SkipLast(1))
        {
            left += width;
            page.DrawLine(pen, left, top, left, top + height);
        }
    }

    private static double Height(XFont font) => font.Size * 1.38;
}
