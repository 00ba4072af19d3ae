using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Ramure.Kernel.Access;

namespace Ramure.Tests.Security;

/// <summary>Every endpoint the server maps, files of the design included, says who is answered.</summary>
public sealed class DeclaredAccessTests(WholeInstallation whole) : IClassFixture<WholeInstallation>
{
    [Fact]
    public async Task Every_endpoint_needs_a_permission_or_is_public()
    {
        var endpoints = await whole.Installation.RoutesAsync();
        Assert.True(endpoints.Count > 100, $"{endpoints.Count} endpoints.");
        // The framework's own two declare nothing, and so answer nobody.
        Assert.Equal(
            ["/_framework/opaque-redirect", "{**path:file}"],
            endpoints.Where(e => !IsPublic(e) && e.Metadata.GetMetadata<NeedsAttribute>() is null).Select(e => e.RoutePattern.RawText!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task No_endpoint_is_public_and_needs_a_permission() =>
        Assert.Empty((await whole.Installation.RoutesAsync()).Where(e => IsPublic(e) && e.Metadata.GetMetadata<NeedsAttribute>() is not null).Select(e => e.RoutePattern.RawText));

    /// <summary>The list that a stranger can open, reviewed line by line.</summary>
    [Fact]
    public async Task The_public_routes_are_the_reviewed_ones()
    {
        var seen = string.Concat((await whole.Installation.RoutesAsync()).Where(IsPublic).Select(e => "/" + e.RoutePattern.RawText?.TrimStart('/'))
            // Files of the design carry a hash of their content in their name.
            .Where(p => !p.StartsWith("/_", StringComparison.Ordinal))
            .Distinct().Order(StringComparer.Ordinal).Select(p => p + "\n"));
        await Snapshot.HoldsAsync(seen, "public-routes.snapshot.txt");
    }

    /// <summary>
    /// What only who may see people opens, with what is written down when it is: « - » stands before what shows nobody, and was looked at.
    /// </summary>
    [Fact]
    public async Task What_shows_people_is_written_down_when_it_is_read()
    {
        string[] naming = ["accounts.grant", "accounts.manage", "personal-data.persons", "training.people"];
        var seen = string.Concat((await whole.Installation.RoutesAsync())
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is not { } methods || methods.Contains("GET"))
            .Select(e => (Pattern: "/" + e.RoutePattern.RawText?.TrimStart('/'), Needs: e.Metadata.GetMetadata<NeedsAttribute>()?.Permission, Shows: e.Metadata.GetMetadata<ShowsPersonsAttribute>()?.List))
            .Where(e => e.Shows is not null || naming.Contains(e.Needs)).Distinct()
            .OrderBy(e => e.Pattern, StringComparer.Ordinal).Select(e => $"{e.Shows ?? "-"} {e.Pattern}\n"));
        Assert.Contains("accounts /administration/comptes\n", seen, StringComparison.Ordinal);
        await Snapshot.HoldsAsync(seen, "persons-routes.snapshot.txt");
    }

    private static bool IsPublic(Endpoint endpoint) => endpoint.Metadata.GetMetadata<PublicAttribute>() is not null;
}

/// <summary>A reviewed list kept beside its test; RAMURE_ACCEPT=1 writes it anew.</summary>
internal static class Snapshot
{
    public static async Task HoldsAsync(string seen, string name, [CallerFilePath] string here = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(here)!, name);
        if (Environment.GetEnvironmentVariable("RAMURE_ACCEPT") == "1")
            await File.WriteAllTextAsync(file, seen);
        var reviewed = File.Exists(file) ? (await File.ReadAllTextAsync(file)).ReplaceLineEndings("\n").Split('\n') : [];
        var now = seen.Split('\n');
        var different = now.Except(reviewed).Select(l => "+ " + l).Concat(reviewed.Except(now).Select(l => "- " + l)).ToList();
        Assert.True(
            different.Count == 0,
            $"{name} says otherwise:\n{string.Join('\n', different)}\nIf that is meant, run this test with RAMURE_ACCEPT=1, read the difference and commit it.");
    }
}
