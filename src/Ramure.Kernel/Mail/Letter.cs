using System.Net;
using System.Text;

namespace Ramure.Kernel.Mail;

/// <summary>A mail: plain sentences and at most one link. Sent as text and as simple HTML.</summary>
/// <param name="To">The address.</param>
/// <param name="Name">Whom it greets.</param>
/// <param name="Subject">French, without the product's name.</param>
/// <param name="Paragraphs">French sentences, never markup.</param>
public sealed record Letter(string To, string Name, string Subject, IReadOnlyList<string> Paragraphs)
{
    /// <summary>What the link does, as its label.</summary>
    public string? LinkLabel { get; init; }

    /// <summary>Local address of the link; the installation's own address is put before it when the mail is sent.</summary>
    public string? LinkPath { get; init; }

    /// <summary>What stands after the link.</summary>
    public IReadOnlyList<string> Afterwards { get; init; } = [];

    internal string Text(Uri site)
    {
        var text = new StringBuilder().Append("Bonjour ").Append(Name).Append(",\n\n");
        foreach (var paragraph in Paragraphs)
            text.Append(paragraph).Append("\n\n");
        if (LinkPath is not null)
            text.Append(LinkLabel).Append(" :\n").Append(new Uri(site, LinkPath)).Append("\n\n");
        foreach (var paragraph in Afterwards)
            text.Append(paragraph).Append("\n\n");
        return text.Append("-- \nRamure, ").Append(site.Authority).Append('\n').ToString();
    }

    internal string Html(Uri site)
    {
        var html = new StringBuilder("<!DOCTYPE html><html lang=\"fr\"><head><meta charset=\"utf-8\"><title>").Append(WebUtility.HtmlEncode(Subject))
            .Append("</title></head><body style=\"font-family:sans-serif;line-height:1.5;max-width:36em\"><p>Bonjour ").Append(WebUtility.HtmlEncode(Name)).Append(",</p>");
        foreach (var paragraph in Paragraphs)
            html.Append("<p>").Append(WebUtility.HtmlEncode(paragraph)).Append("</p>");
        if (LinkPath is not null)
            html.Append("<p><a href=\"").Append(WebUtility.HtmlEncode(new Uri(site, LinkPath).ToString())).Append("\">").Append(WebUtility.HtmlEncode(LinkLabel)).Append("</a></p>");
        foreach (var paragraph in Afterwards)
            html.Append("<p>").Append(WebUtility.HtmlEncode(paragraph)).Append("</p>");
        return html.Append("<p>Ramure, ").Append(WebUtility.HtmlEncode(site.Authority)).Append("</p></body></html>").ToString();
    }
}
