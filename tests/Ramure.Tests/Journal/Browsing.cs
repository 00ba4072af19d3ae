using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Ramure.Tests.Journal;

/// <summary>Pages as a browser without script meets them: read, fill the form, send it.</summary>
internal static class Browsing
{
    public static async Task<IHtmlDocument> PageAsync(this HttpClient client, string address, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await client.GetAsync(address);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{address}: {response.StatusCode} {response.Headers.Location}\n{text[..Math.Min(2000, text.Length)]}");
        return await new HtmlParser().ParseDocumentAsync(text);
    }

    /// <summary>Sends the form that holds a field of this name, with these values in place of those it shows.</summary>
    public static async Task<HttpResponseMessage> SendAsync(
        this HttpClient client, string address, IHtmlDocument page, string handler, Dictionary<string, string> values, (string Field, string Name, byte[] Content)? file = null)
    {
        var form = page.QuerySelectorAll("main form").OfType<IHtmlFormElement>().Single(f => f.QuerySelector($"input[name=_handler][value={handler}]") is not null);
        using var content = new MultipartFormDataContent();
        foreach (var element in form.QuerySelectorAll("input, select, textarea"))
        {
            var name = element.GetAttribute("name");
            if (name is null || element is IHtmlInputElement { Type: "file" })
                continue;
            var shown = element switch
            {
                IHtmlInputElement { Type: "checkbox" or "radio" } box => box.IsChecked ? box.Value : null,
                IHtmlInputElement input => input.Value,
                IHtmlSelectElement select => select.Value,
                IHtmlTextAreaElement area => area.Value,
                _ => null,
            };
            if (values.ContainsKey(name) && element is IHtmlInputElement { Type: "radio" })
                continue;
            if (values.Remove(name, out var given) || shown is not null)
                content.Add(new StringContent(given ?? shown!), name);
        }

        foreach (var (name, value) in values)
            content.Add(new StringContent(value), name);
        if (file is { } sent)
            content.Add(new ByteArrayContent(sent.Content), sent.Field, sent.Name);
        return await client.PostAsync(form.GetAttribute("action") is { Length: > 0 } action ? action : address, content);
    }

    public static async Task<IHtmlDocument> DocumentAsync(this HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{response.StatusCode} {response.Headers.Location}\n{text[..Math.Min(2000, text.Length)]}");
        return await new HtmlParser().ParseDocumentAsync(text);
    }

    public static string Text(this IParentNode page, string selector) =>
        string.Join(" | ", page.QuerySelectorAll(selector).Select(e => string.Join(' ', e.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));

    /// <summary>Path and query of an address that a redirect names, in full or not.</summary>
    public static string PathAndQuery(this Uri address) => address.IsAbsoluteUri ? address.PathAndQuery : address.OriginalString;
}
