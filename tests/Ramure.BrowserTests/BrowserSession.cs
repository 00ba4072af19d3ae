using Microsoft.Playwright;
using Ramure.BrowserTests;
using Ramure.Tests.Support;

[assembly: AssemblyFixture(typeof(BrowserSession))]

namespace Ramure.BrowserTests;

/// <summary>One browser and one installation for the whole run. The browser is the system's; nothing is downloaded.</summary>
public sealed class BrowserSession : IAsyncLifetime
{
    private const int Wide = 1280;
    private const int Narrow = 390;

    private IPlaywright? playwright;
    private IBrowser? browser;
    private TestInstallation? installation;
    private string address = "";

    public async ValueTask InitializeAsync()
    {
        installation = await TestInstallation.CreateAsync("sqlite");
        using (var client = await installation.ClientAsync())
            address = client.BaseAddress!.ToString().TrimEnd('/');
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("RAMURE_CHROMIUM") ?? "/usr/bin/chromium",
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--no-first-run",
            ],
        });
    }

    /// <summary>Opens an address in a browser of its own; the caller disposes the page's context.</summary>
    public async Task<OpenPage> OpenAsync(string path, Look look = Look.WideLight, bool script = true)
    {
        var context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address,
            ColorScheme = look is Look.WideDark or Look.NarrowDark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = script,
            Locale = "fr-FR",
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new ViewportSize { Width = look is Look.NarrowLight or Look.NarrowDark ? Narrow : Wide, Height = 844 },
        });
        var page = await context.NewPageAsync();
        var open = new OpenPage(context, page);
        await page.GotoAsync(path, new PageGotoOptions { WaitUntil = WaitUntilState.Load });
        return open;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        if (installation is not null)
            await installation.DisposeAsync();
    }
}

/// <summary>A page, and what went wrong in it.</summary>
public sealed class OpenPage : IAsyncDisposable
{
    private readonly IBrowserContext context;

    public OpenPage(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                Problems.Add(message.Text);
        };
        page.PageError += (_, error) => Problems.Add(error);
        page.RequestFailed += (_, request) => Problems.Add("request failed: " + request.Url);
    }

    public IPage Page { get; }

    /// <summary>Script errors and files that did not load.</summary>
    public List<string> Problems { get; } = [];

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
