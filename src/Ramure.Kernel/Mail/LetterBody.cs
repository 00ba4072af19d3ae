using System.Net;
using System.Text;
using MimeKit;

namespace Ramure.Kernel.Mail;

/// <summary>A letter as mail programmes read it: text, the same as simple HTML, and its calendars.</summary>
internal static class LetterBody
{
    /// <summary>
    /// The first calendar is an alternative of the text: Outlook, Gmail and Thunderbird show it as an invitation or take it back. All
    /// are attached too, for programmes that know calendars by their files only.
    /// </summary>
    public static MimeEntity Of(Letter letter, Uri site)
    {
        var body = new MultipartAlternative
        {
            new TextPart("plain") { Text = Text(letter, site) },
            new TextPart("html") { Text = Html(letter, site) },
        };
        if (letter.Calendars.Count == 0)
            return body;
        body.Add(Part(letter.Calendars[0], "text", "calendar"));
        var mixed = new Multipart("mixed") { body };
        foreach (var calendar in letter.Calendars)
        {
            var file = Part(calendar, "application", "ics");
            file.ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = calendar.FileName };
            file.ContentType.Name = calendar.FileName;
            mixed.Add(file);
        }

        return mixed;
    }

    private static MimePart Part(LetterCalendar calendar, string type, string subtype)
    {
        var part = new MimePart(type, subtype)
        {
            Content = new MimeContent(new MemoryStream(Encoding.UTF8.GetBytes(calendar.Content))),
            // A calendar's lines end with CRLF and may hold any letter: no relay can spoil this.
            ContentTransferEncoding = ContentEncoding.Base64,
        };
        part.ContentType.Charset = "utf-8";
        part.ContentType.Parameters.Add("method", calendar.Method);
        return part;
    }

    private static string Text(Letter letter, Uri site)
    {
        var text = new StringBuilder().Append("Bonjour ").Append(letter.Name).Append(",\n\n");
        foreach (var paragraph in letter.Paragraphs)
            text.Append(paragraph).Append("\n\n");
        if (letter.LinkPath is not null)
            text.Append(letter.LinkLabel).Append(" :\n").Append(new Uri(site, letter.LinkPath)).Append("\n\n");
        foreach (var paragraph in letter.Afterwards)
            text.Append(paragraph).Append("\n\n");
        return text.Append("-- \nRamure, ").Append(site.Authority).Append('\n').ToString();
    }

    private static string Html(Letter letter, Uri site)
    {
        var html = new StringBuilder("<!DOCTYPE html><html lang=\"fr\"><head><meta charset=\"utf-8\"><title>").Append(WebUtility.HtmlEncode(letter.Subject))
            .Append("</title></head><body style=\"font-family:sans-serif;line-height:1.5;max-width:36em\"><p>Bonjour ").Append(WebUtility.HtmlEncode(letter.Name)).Append(",</p>");
        foreach (var paragraph in letter.Paragraphs)
            Paragraph(html, paragraph);
        if (letter.LinkPath is not null)
            html.Append("<p><a href=\"").Append(WebUtility.HtmlEncode(new Uri(site, letter.LinkPath).ToString())).Append("\">").Append(WebUtility.HtmlEncode(letter.LinkLabel)).Append("</a></p>");
        foreach (var paragraph in letter.Afterwards)
            Paragraph(html, paragraph);
        return html.Append("<p>Ramure, ").Append(WebUtility.HtmlEncode(site.Authority)).Append("</p></body></html>").ToString();
    }

    /// <summary>Lines stay lines; those that begin with a dash are a list.</summary>
    private static void Paragraph(StringBuilder html, string paragraph)
    {
        var (inList, inText) = (false, false);
        foreach (var line in paragraph.Split('\n'))
        {
            var item = line.StartsWith("- ", StringComparison.Ordinal);
            if (inText && item)
                html.Append("</p>");
            if (inList && !item)
                html.Append("</ul>");
            html.Append(item ? inList ? "" : "<ul>" : inText ? "<br>" : "<p>");
            (inList, inText) = (item, !item);
            html.Append(item ? "<li>" : "").Append(WebUtility.HtmlEncode(item ? line[2..] : line)).Append(item ? "</li>" : "");
        }

        html.Append(inList ? "</ul>" : "</p>");
    }
}
