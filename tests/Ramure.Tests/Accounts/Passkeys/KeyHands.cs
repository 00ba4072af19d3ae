using System.Net;
using AngleSharp.Html.Dom;
using Ramure.Accounts.Passkeys;
using Ramure.Tests.Journal;

namespace Ramure.Tests.Accounts.Passkeys;

/// <summary>What a person with a passkey does on the pages, as the script does it for them.</summary>
internal static class KeyHands
{
    public const string List = "/compte/cles";
    public const string Door = "/connexion";

    public static async Task<SoftwareKey> AddAsync(HttpClient client, string name)
    {
        var key = new SoftwareKey(Origin(client));
        using var added = await SendAsync(client, List, "ajouter", new() { ["cle"] = key.Make(await OptionsAsync(client, PasskeyEndpoints.Creation, List)), ["nom"] = name });
        Assert.True(added.StatusCode == HttpStatusCode.Redirect, await added.Content.ReadAsStringAsync());
        Assert.Equal(List, added.Headers.Location!.PathAndQuery());
        return key;
    }

    public static async Task<HttpResponseMessage> SignInAsync(HttpClient client, SoftwareKey key, string address = Door) =>
        await SendAsync(client, address, "cle", new() { ["cle"] = key.Sign(await OptionsAsync(client, PasskeyEndpoints.Request, address)) });

    /// <summary>The form of a page, as a browser that says from where.</summary>
    public static async Task<HttpResponseMessage> SendAsync(HttpClient client, string address, string handler, Dictionary<string, string> values)
    {
        var page = await client.PageAsync(address);
        client.DefaultRequestHeaders.Remove("Origin");
        client.DefaultRequestHeaders.Add("Origin", Origin(client));
        return await client.SendAsync(address, page, handler, values);
    }

    public static async Task<string> OptionsAsync(HttpClient client, string address, string page)
    {
        using var answer = await PostAsync(client, address, page);
        Assert.Equal((HttpStatusCode.OK, "application/json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public static async Task<HttpResponseMessage> PostAsync(HttpClient client, string address, string page)
    {
        var token = ((IHtmlInputElement)(await client.PageAsync(page)).QuerySelector("main form input[name=__RequestVerificationToken]")!).Value;
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Headers.Add("RequestVerificationToken", token);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static string Origin(HttpClient client) => client.BaseAddress!.GetLeftPart(UriPartial.Authority);
}
