using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Ramure.BrowserTests;

public sealed class EveryPageTests(BrowserSession session)
{
    [Theory]
    [MemberData(nameof(Addresses.All), MemberType = typeof(Addresses))]
    public async Task A_page_has_nothing_serious_for_axe_and_fits_its_window(string address)
    {
        var looks = Addresses.LooksAt(address);
        await using var open = await session.OpenAsync(address, looks[0]);
        Assert.Equal(Addresses.Statuses.GetValueOrDefault(address, 200), open.Status);
        await SeeAsync(open, address, looks);
    }

    [Theory]
    [MemberData(nameof(Addresses.ByWho), MemberType = typeof(Addresses))]
    public async Task So_has_a_page_at_the_door(string address, Who who)
    {
        var looks = Addresses.LooksAt(address);
        await using var open = await session.OpenAsync(address, looks[0], who: who);
        Assert.Equal(200, open.Status);
        Assert.Equal(who == Who.Stranger ? 1 : 0, await open.Page.Locator("a.site-sign-in").CountAsync());
        await SeeAsync(open, $"{who}{address}", looks);
    }

    /// <summary>The control: the same check on a page made wrong on purpose.</summary>
    [Fact]
    public async Task Axe_is_asked_for_real()
    {
        await using var open = await session.OpenAsync("/introuvable");
        await open.Page.EvaluateAsync("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"data:,\"><input type=text>')");
        Assert.Equal(["image-alt", "label"], (await SeriousAsync(open.Page)).Select(v => v.Split(':')[0]).Order());
    }

    /// <summary>The page in each look, all that is wrong of any of them at once.</summary>
    private static async Task SeeAsync(OpenPage open, string name, IReadOnlyList<Look> looks)
    {
        Assert.Equal(1, await open.Page.Locator("h1").CountAsync());
        var wrong = new List<string>();
        foreach (var look in looks)
        {
            await open.TurnAsync(look);
            await ShootAsync(open.Page, name, look);
            var (content, window) = (await open.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), await open.Page.EvaluateAsync<int>("document.documentElement.clientWidth"));
            if (content > window)
                wrong.Add($"{look}: the page is {content} px wide in a window of {window} px.");
            wrong.AddRange((await SeriousAsync(open.Page)).Select(s => $"{look}: {s}"));
        }

        Assert.Empty(wrong);
        Assert.Empty(open.Problems);
    }

    /// <summary>Only what is wrong is told in full: a page of ten thousand cells has as many that pass.</summary>
    private static readonly AxeRunOptions Asked = new() { ResultTypes = [ResultType.Violations] };

    private static async Task<IReadOnlyList<string>> SeriousAsync(IPage page)
    {
        try
        {
            return await AskAsync(page);
        }
        catch (PlaywrightException gone) when (gone.Message.Contains("axe is not defined", StringComparison.Ordinal) || gone.Message.Contains("context was destroyed", StringComparison.Ordinal))
        {
            // The page that shows the room's code loads itself anew when the code changes: it did so in between.
            await page.WaitForLoadStateAsync();
            return await AskAsync(page);
        }
    }

    private static async Task<IReadOnlyList<string>> AskAsync(IPage page) =>
        (await page.RunAxe(Asked)).Violations
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
