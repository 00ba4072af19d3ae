using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Ramure.Kernel.Access;
using Ramure.Tests.Support;

namespace Ramure.Tests.Security;

/// <summary>Every route the server has, found in the server itself: a route added tomorrow is walked tomorrow.</summary>
public sealed class RouteWalkTests(WholeInstallation whole) : IClassFixture<WholeInstallation>
{
    private const string Own = "A62";
    private const string Foreign = "A22";
    private const string Elsewhere = " elsewhere";

    /// <summary>
    /// For each route the status that a stranger gets, and each role: held for the unit whose records are asked, and for another.
    /// </summary>
    [Fact]
    public async Task Every_route_answers_every_role_as_reviewed()
    {
        var cancel = TestContext.Current.CancellationToken;
        var routes = await Route.AllAsync(whole);
        var people = new List<(string Name, HttpClient Client)> { ("stranger", await whole.Installation.StrangerAsync()) };
        foreach (var role in Enum.GetValues<Role>())
            foreach (var unit in role == Role.Administrator ? ["*"] : new[] { Own, Foreign })
                people.Add(($"{role}{(unit == Foreign ? Elsewhere : "")}", await whole.Installation.ClientAsync(role, unit)));
        var answers = new int[people.Count][];
        await Parallel.ForAsync(0, people.Count, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancel }, async (person, _) =>
        {
            answers[person] = new int[routes.Count];
            for (var i = 0; i < routes.Count; i++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Parse(routes[i].Method), routes[i].Address(whole.Values));
                using var answer = await people[person].Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
                answers[person][i] = (int)answer.StatusCode;
            }
        });
        people.ForEach(p => p.Client.Dispose());

        // One line for a route, its people by what they are answered: a role that moves shows as one changed line.
        var walked = new StringBuilder();
        for (var i = 0; i < routes.Count; i++)
        {
            Assert.All(answers, a => Assert.True(a[i] < 500, $"{routes[i].Method} {routes[i].Pattern} answers {a[i]}."));
            var groups = people.Select((p, n) => (p.Name, Status: answers[n][i])).GroupBy(p => p.Status).OrderBy(g => g.Key)
                .Select(g => $"{g.Key}: {(g.Count() == people.Count ? "everybody" : string.Join(", ", Short([.. g.Select(p => p.Name)])))}");
            walked.Append(CultureInfo.InvariantCulture, $"{routes[i].Method} {routes[i].Pattern}\n  {string.Join("\n  ", groups)}\n");
        }

        var (seen, file) = (walked.ToString(), Snapshot());
        if (Environment.GetEnvironmentVariable("RAMURE_ACCEPT") == "1")
            await File.WriteAllTextAsync(file, seen, TestContext.Current.CancellationToken);
        var reviewed = File.Exists(file) ? (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n") : "";
        var (now, before) = (Blocks(seen), Blocks(reviewed));
        var different = now.Except(before).Select(b => "+ " + b).Concat(before.Except(now).Select(b => "- " + b)).Order(StringComparer.Ordinal).ToList();
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

    /// <summary>A role answered alike here and elsewhere is named once; otherwise it is said where.</summary>
    private static IEnumerable<string> Short(IReadOnlyList<string> names) => names
        .Where(n => !(n.EndsWith(Elsewhere, StringComparison.Ordinal) && names.Contains(n[..^Elsewhere.Length])))
        .Select(n => n is "stranger" or nameof(Role.Administrator) || n.EndsWith(Elsewhere, StringComparison.Ordinal) || names.Contains(n + Elsewhere) ? n : n + " at home");

    private static string[] Blocks(string text) => text.Split('\n').Aggregate(new List<string>(), (all, line) =>
    {
        if (line.StartsWith("  ", StringComparison.Ordinal))
            all[^1] += "\n" + line;
        else
            all.Add(line);
        return all;
    }).ToArray();

    private static IEnumerable<HttpContent> Forged()
    {
        yield return new FormUrlEncodedContent([new("_handler", "confirmation"), new("reason", "x")]);
        yield return new FormUrlEncodedContent([new("_handler", "confirmation"), new("__RequestVerificationToken", "CfDJ8Nfaux")]);
        yield return new MultipartFormDataContent { { new StringContent("confirmation"), "_handler" } };
    }

    private static string Snapshot([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "routes.snapshot.txt");
}
