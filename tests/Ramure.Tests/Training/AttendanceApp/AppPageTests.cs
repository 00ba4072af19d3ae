using System.Net;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Ramure.Kernel.Access;
using Ramure.Tests.Support;
using Ramure.Training.AttendanceApp;

namespace Ramure.Tests.Training.AttendanceApp;

public sealed class AppPageTests
{
    [Fact]
    public async Task The_page_is_the_same_for_everybody_since_devices_keep_it()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        using var stranger = await installation.StrangerAsync();
        using var director = await installation.ClientAsync(Role.AtelierDirector, "A62");

        var page = await stranger.GetStringAsync(AppEndpoints.Page, TestContext.Current.CancellationToken);

        Assert.Equal(page, await director.GetStringAsync(AppEndpoints.Page, TestContext.Current.CancellationToken));
        Assert.DoesNotContain("__RequestVerificationToken", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_script_it_says_why_and_leads_to_a_page_that_works()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        using var client = await installation.ClientAsync(Role.AtelierDirector, "A62");
        var page = new HtmlParser().ParseDocument(await client.GetStringAsync(AppEndpoints.Page, TestContext.Current.CancellationToken));

        var said = page.QuerySelector("#presence noscript")!;

        Assert.Contains("a besoin de scripts", said.TextContent, StringComparison.Ordinal);
        using var there = await client.GetAsync(said.QuerySelector("a")!.GetAttribute("href"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, there.StatusCode);
    }

    [Fact]
    public async Task Every_file_that_the_worker_keeps_is_served_to_strangers()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        using var stranger = await installation.StrangerAsync();
        using var worker = await stranger.GetAsync(AppEndpoints.Worker, TestContext.Current.CancellationToken);
        var script = await worker.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal("text/javascript", worker.Content.Headers.ContentType?.MediaType);
        var kept = JsonDocument.Parse(script[script.IndexOf('{')..(script.IndexOf('\n') - 1)]).RootElement.GetProperty("files").EnumerateArray().Select(f => f.GetString()!).ToList();
        Assert.Contains(AppEndpoints.Page, kept);
        Assert.Contains(kept, f => f.EndsWith(".css", StringComparison.Ordinal));
        foreach (var file in kept)
        {
            using var answer = await stranger.GetAsync(file, TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{file} answers {answer.StatusCode}.");
        }

        // What the page itself names is kept under the very name.
        var page = new HtmlParser().ParseDocument(await stranger.GetStringAsync(AppEndpoints.Page, TestContext.Current.CancellationToken));
        foreach (var named in page.QuerySelectorAll("script[src], link[rel=stylesheet]").Select(e => "/" + (e.GetAttribute("src") ?? e.GetAttribute("href"))!.TrimStart('/')))
            Assert.Contains(named, kept);
    }

    [Fact]
    public async Task The_manifest_makes_it_installable_and_its_icons_are_there()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        using var stranger = await installation.StrangerAsync();
        using var answer = await stranger.GetAsync(AppEndpoints.Manifest, TestContext.Current.CancellationToken);

        Assert.Equal("application/manifest+json", answer.Content.Headers.ContentType?.MediaType);
        var manifest = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal(("/presence", "/presence", "standalone"), (manifest.GetProperty("start_url").GetString(), manifest.GetProperty("scope").GetString(), manifest.GetProperty("display").GetString()));
        var icons = manifest.GetProperty("icons").EnumerateArray().ToList();
        Assert.Contains(icons, i => i.GetProperty("purpose").GetString() == "maskable");
        foreach (var icon in icons)
        {
            var png = await stranger.GetByteArrayAsync(icon.GetProperty("src").GetString(), TestContext.Current.CancellationToken);
            var width = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16));
            Assert.Equal($"{width}x{width}", icon.GetProperty("sizes").GetString());
        }
    }
}
