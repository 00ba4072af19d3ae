using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using Ramure.Tests.Support;

namespace Ramure.Tests.Api;

public sealed class ApiDocumentTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What the API promises is reviewed like code: a change shows in the snapshot's difference.</summary>
    [Fact]
    public async Task The_document_is_the_reviewed_one()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        using var client = await installation.ClientAsync();
        var served = JsonNode.Parse(await client.GetStringAsync("/api/v1/openapi.json"))!.ToJsonString(Readable).ReplaceLineEndings("\n") + "\n";
        var file = Snapshot();
        if (Environment.GetEnvironmentVariable("RAMURE_ACCEPT") == "1")
            await File.WriteAllTextAsync(file, served);
        var reviewed = File.Exists(file) ? (await File.ReadAllTextAsync(file)).ReplaceLineEndings("\n") : "";
        var (left, right) = (served.Split('\n'), reviewed.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(left.Length, right.Length)).FirstOrDefault(i => left.ElementAtOrDefault(i) != right.ElementAtOrDefault(i), -1);
        Assert.True(
            line < 0,
            $"The API's document differs from {Path.GetFileName(file)} at line {line + 1}: serves « {left.ElementAtOrDefault(line)?.Trim()} », reviewed « {right.ElementAtOrDefault(line)?.Trim()} ». "
            + "If the change is meant, run this test with RAMURE_ACCEPT=1, read the difference and commit it.");
    }

    [Fact]
    public async Task The_document_is_of_version_3_1_and_names_no_host()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        using var client = await installation.ClientAsync();
        var document = JsonNode.Parse(await client.GetStringAsync("/api/v1/openapi.json"))!;
        Assert.StartsWith("3.1", (string)document["openapi"]!, StringComparison.Ordinal);
        Assert.Equal("Ramure", (string)document["info"]!["title"]!);
        Assert.DoesNotContain(client.BaseAddress!.Authority, document.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_for_people_describes_every_operation()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        using var client = await installation.ClientAsync();
        var document = JsonNode.Parse(await client.GetStringAsync("/api/v1/openapi.json"))!;
        var page = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync("/api"));
        var operations = document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Select(o => (Address: $"{o.Key.ToUpperInvariant()} {p.Key}", Operation: o.Value!))).ToList();
        Assert.NotEmpty(operations);
        Assert.All(operations, o => Assert.Contains(page.QuerySelectorAll("code"), c => c.TextContent == o.Address));
        Assert.All(operations, o => Assert.True(o.Operation["summary"] is not null && o.Operation["tags"] is not null, $"{o.Address} has no summary or tag."));
        Assert.Contains("Authorization: Bearer", page.QuerySelector("#jeton pre")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("#jeton a[href='/compte/jetons']"));
        Assert.Contains(page.QuerySelectorAll("pre code"), c => c.TextContent.StartsWith("curl 'http", StringComparison.Ordinal) && c.TextContent.Contains("/api/v1/entries?measure=", StringComparison.Ordinal));
    }

    /// <summary>What the document says of tokens is what the server answers strangers.</summary>
    [Fact]
    public async Task The_document_asks_a_token_where_the_server_does()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        using var stranger = await installation.StrangerAsync();
        var document = JsonNode.Parse(await stranger.GetStringAsync("/api/v1/openapi.json"))!;
        Assert.Equal(("http", "bearer"), ((string)document["components"]!["securitySchemes"]!["jeton"]!["type"]!, (string)document["components"]!["securitySchemes"]!["jeton"]!["scheme"]!));
        var asked = new HashSet<bool>();
        foreach (var (path, operations) in document["paths"]!.AsObject())
        {
            if (operations!["get"] is not { } operation)
                continue;
            using var answer = await stranger.GetAsync(new Uri(path.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal), UriKind.Relative));
            var declared = operation["security"] is JsonArray { Count: > 0 } security && security[0]!["jeton"] is JsonArray { Count: > 0 };
            Assert.True(declared == (answer.StatusCode == HttpStatusCode.Unauthorized), $"{path}: {answer.StatusCode}");
            asked.Add(declared);
        }

        Assert.Equal(2, asked.Count);
    }

    private static string Snapshot([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "openapi.snapshot.json");
}
