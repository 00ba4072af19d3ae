using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Ramure.Tests.Support;

namespace Ramure.Tests.Security;

/// <summary>Every route the server has, found in the server itself: a route added tomorrow is walked tomorrow.</summary>
public sealed class RouteWalkTests(WholeInstallation whole) : IClassFixture<WholeInstallation>
{
    [Fact]
    public async Task Every_route_answers_every_role_as_reviewed()
    {
        using var client = await whole.Installation.ClientAsync();
        var walked = new StringBuilder();
        foreach (var route in await Route.AllAsync(whole))
        {
            using var request = new HttpRequestMessage(HttpMethod.Parse(route.Method), route.Address(whole.Values));
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            walked.Append(CultureInfo.InvariantCulture, $"{route.Method,-4} {route.Pattern,-80} stranger={(int)answer.StatusCode}\n");
        }

        var (seen, file) = (walked.ToString(), Snapshot());
        if (Environment.GetEnvironmentVariable("RAMURE_ACCEPT") == "1")
            await File.WriteAllTextAsync(file, seen, TestContext.Current.CancellationToken);
        var reviewed = File.Exists(file) ? (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n") : "";
        var different = seen.Split('\n').Except(reviewed.Split('\n')).Select(l => "+ " + l).Concat(reviewed.Split('\n').Except(seen.Split('\n')).Select(l => "- " + l)).ToList();
        Assert.True(
            different.Count == 0,
            $"Routes answer otherwise than {Path.GetFileName(file)} says:\n{string.Join('\n', different)}\n"
            + "If that is meant, run this test with RAMURE_ACCEPT=1, read the difference and commit it.");
    }

    [Fact]
    public async Task No_form_is_taken_without_its_token()
    {
        using var client = await whole.Installation.ClientAsync();
        var forms = (await Route.AllAsync(whole)).Where(r => r.Method is not ("GET" or "HEAD" or "OPTIONS")).ToList();
        Assert.True(forms.Count > 30, $"{forms.Count} routes take forms.");
        foreach (var route in forms)
        {
            Assert.True(route.Endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>()?.RequiresValidation == true, $"{route.Method} {route.Pattern} asks for no antiforgery token.");
            foreach (var content in Forged())
            {
                using var request = new HttpRequestMessage(HttpMethod.Parse(route.Method), route.Address(whole.Values)) { Content = content };
                using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
                Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{route.Method} {route.Pattern} answers {answer.StatusCode}.");
            }
        }
    }

    private static IEnumerable<HttpContent> Forged()
    {
        yield return new FormUrlEncodedContent([new("_handler", "confirmation"), new("reason", "x")]);
        yield return new FormUrlEncodedContent([new("_handler", "confirmation"), new("__RequestVerificationToken", "CfDJ8Nfaux")]);
        yield return new MultipartFormDataContent { { new StringContent("confirmation"), "_handler" } };
    }

    private static string Snapshot([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "routes.snapshot.txt");
}
