using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Ramure.Kernel.Access;
using Ramure.Tests.Journal;
using Ramure.Training.Contracts;

namespace Ramure.Tests.Training.Api;

/// <summary>A program with a token, and what it is answered.</summary>
internal static class ApiScene
{
    /// <summary>A client whose token is good for the registered persons of a unit, or for what is named.</summary>
    public static async Task<HttpClient> ProgramAsync(this TrainingScene scene, Role role = Role.AtelierStaff, string unit = "A62", string scope = TrainingPermissions.PeopleCode)
    {
        using var owner = await scene.Installation.ClientAsync(role, unit);
        var page = await owner.PageAsync("/compte/jetons");
        foreach (var box in page.QuerySelectorAll("input[name=droits]").OfType<IHtmlInputElement>())
            box.IsChecked = box.Value == scope;
        using var answer = await owner.SendAsync("/compte/jetons", page, "creer", new() { ["nom"] = "Programme" });
        var program = await scene.Installation.StrangerAsync();
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await answer.DocumentAsync()).QuerySelector(".notice code")!.TextContent);
        return program;
    }

    public static async Task<JsonElement> JsonAsync(this HttpClient client, string address, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);
        return await ReadAsync(answer, expected);
    }

    public static async Task<JsonElement> PostAsync(this HttpClient client, string address, object body, HttpStatusCode expected, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(body) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return await ReadAsync(answer, expected);
    }

    public static IEnumerable<string> Errors(this JsonElement problem) => problem.GetProperty("errors").EnumerateObject().Select(e => e.Name);

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == expected, $"{answer.RequestMessage!.RequestUri}: {answer.StatusCode}\n{text}");
        if ((int)answer.StatusCode >= 400)
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
