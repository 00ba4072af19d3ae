using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Ramure.BrowserTests;

public sealed class EveryPageTests(BrowserSession session)
{
    [Theory]
    [MemberData(nameof(Addresses.InItsLooks), MemberType = typeof(Addresses))]
    public async Task A_page_has_nothing_serious_for_axe_and_fits_its_window(string address, Look look)
    {
        await using var open = await session.OpenAsync(address, look);
        await ShootAsync(open.Page, address, look);

        Assert.Equal(Addresses.Statuses.GetValueOrDefault(address, 200), open.Status);
        Assert.Equal(1, await open.Page.Locator("h1").CountAsync());
        var (content, window) = (await open.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), await open.Page.EvaluateAsync<int>("document.documentElement.clientWidth"));
        Assert.True(content <= window, $"The page is {content} px wide in a window of {window} px.");
        Assert.Empty(await SeriousAsync(open.Page));
        Assert.Empty(open.Problems);
    }

    [Theory]
    [MemberData(nameof(Addresses.AtTheDoorInItsLooks), MemberType = typeof(Addresses))]
    public async Task So_has_a_page_at_the_door(string address, Who who, Look look)
    {
        await using var open = await session.OpenAsync(address, look, who: who);
        await ShootAsync(open.Page, $"{who}{address}", look);
        Assert.Equal(200, open.Status);
        Assert.Equal(1, await open.Page.Locator("h1").CountAsync());
        Assert.Equal(who == Who.Stranger ? 1 : 0, await open.Page.Locator("a.site-sign-in").CountAsync());
        Assert.True(await open.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
        Assert.Empty(await SeriousAsync(open.Page));
        Assert.Empty(open.Problems);
    }

    /// <summary>The control: the same check on a page made wrong on purpose.</summary>
    [Fact]
    public async Task Axe_is_asked_for_real()
    {
        await using var open = await session.OpenAsync("/introuvable");
        await open.Page.EvaluateAsync("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"data:,\"><input type=text>')");
        Assert.Equal(["image-alt", "label"], (await SeriousAsync(open.Page)).Select(v => v.Split(':')[0]).Order());
    }

    private static async Task<IReadOnlyList<string>> SeriousAsync(IPage page) =>
        (await page.RunAxe()).Violations
            .Where(v => v.Impact is "serious" or "critical")
            .SelectMany(v => v.Nodes.Select(n => $"{v.Id}: {v.Help} – {n.Html}"))
            .ToList();

    /// <summary>RAMURE_SCREENSHOTS=folder keeps what was seen.</summary>
    private static async Task ShootAsync(IPage page, string address, Look look)
    {
        if (Environment.GetEnvironmentVariable("RAMURE_SCREENSHOTS") is not { Length: > 0 } folder)
            return;
        var name = address == "/" ? "accueil" : new string([.. address.Trim('/').Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}-{look}.png"), FullPage = true });
    }
}
