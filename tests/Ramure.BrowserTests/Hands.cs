using System.Text.Json;
using Microsoft.Playwright;

namespace Ramure.BrowserTests;

/// <summary>Somebody who has a keyboard and no mouse: Tab, Enter, Space, arrows and letters, nothing else.</summary>
internal sealed class Hands(IPage page)
{
    private const int FarEnough = 600;

    /// <summary>What has the focus, as this person perceives it.</summary>
    private const string Focused = """
        () => {
          const e = document.activeElement;
          if (!e || e === document.body) return null;
          const said = id => (id ?? '').split(' ').map(i => document.getElementById(i)?.innerText ?? '').join(' ');
          const name = e.getAttribute('aria-label') ?? (e.labels?.length ? e.labels[0].innerText : said(e.getAttribute('aria-labelledby')) || e.innerText);
          const style = getComputedStyle(e), box = e.getBoundingClientRect();
          return {
            name: name.replace(/\s+/g, ' ').trim(), id: e.id, tag: e.tagName.toLowerCase(), type: e.type ?? '', href: e.getAttribute('href') ?? '',
            shown: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none',
            seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
          };
        }
        """;

    /// <summary>Tabs on from where the focus is to the first thing whose name is this, or begins with this word by word.</summary>
    public Task ReachAsync(string name) =>
        ReachAsync(name, f => f.Name == name || f.Name.StartsWith(name + " ", StringComparison.Ordinal));

    public async Task ReachAsync(string what, Func<Focus, bool> wanted)
    {
        var passed = new List<string>();
        for (var i = 0; i < FarEnough; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await FocusAsync() is not { } focus)
                continue;
            Assert.True(focus.Shown && focus.Seen, $"The focus cannot be seen on <{focus.Tag}> « {focus.Name} » of {page.Url}.");
            if (wanted(focus))
                return;
            passed.Add(focus.Name);
        }

        Assert.Fail($"No « {what} » can be reached on {page.Url}. Passed: {string.Join(" | ", passed.Distinct())}");
    }

    public async Task<Focus?> FocusAsync() =>
        (await page.EvaluateAsync(Focused)) is { ValueKind: JsonValueKind.Object } json ? json.Deserialize<Focus>(JsonSerializerOptions.Web) : null;

    /// <summary>Reaches a link or a button and follows it.</summary>
    public async Task GoAsync(string name)
    {
        await ReachAsync(name);
        await EnterAsync();
    }

    public async Task GoAsync(string what, Func<Focus, bool> wanted)
    {
        await ReachAsync(what, wanted);
        await EnterAsync();
    }

    /// <summary>Enter, and the page that comes.</summary>
    public async Task EnterAsync()
    {
        await page.EvaluateAsync("window.before = true");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => !window.before && document.readyState === 'complete'");
    }

    /// <summary>Writes in a field; what was in it goes.</summary>
    public async Task WriteAsync(string label, string text)
    {
        await ReachAsync(label);
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync(text);
    }

    /// <summary>Types a day part by part; one whose day and month are the same, for the order follows the browser's language.</summary>
    public async Task WriteDayAsync(string label, DateOnly day)
    {
        Assert.Equal(day.Day, day.Month);
        await ReachAsync(label);
        await page.Keyboard.TypeAsync(day.ToString("ddMMyyyy", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), await page.EvaluateAsync<string>("document.activeElement.value"));
    }

    /// <summary>Chooses in a list with the arrows.</summary>
    public async Task ChooseAsync(string label, string start)
    {
        await ReachAsync(label);
        await page.Keyboard.PressAsync("Home");
        for (var i = 0; i < FarEnough; i++)
        {
            var chosen = await page.EvaluateAsync<string>("document.activeElement.selectedOptions[0]?.text ?? ''");
            if (chosen.StartsWith(start, StringComparison.Ordinal))
                return;
            await page.Keyboard.PressAsync("ArrowDown");
        }

        var offered = await page.EvaluateAsync<string>("[...document.activeElement.options].map(o => o.text).join(' | ')");
        Assert.Fail($"« {label} » offers no « {start} » on {page.Url}, but: {offered}");
    }

    public async Task<string> TitleAsync() => (await page.Locator("h1").InnerTextAsync()).Trim();

    public Task<string> ContentAsync() => page.Locator("main").InnerTextAsync();
}

/// <summary>Where the focus is.</summary>
internal sealed record Focus(string Name, string Id, string Tag, string Type, string Href, bool Shown, bool Seen);
