using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Ramure.Accounts.Contracts;
using Ramure.BrowserTests;
using Ramure.Journal.Contracts;
using Ramure.Kernel.Access;
using Ramure.Network.Contracts;
using Ramure.Sample.Loading;
using Ramure.Sample.Making;
using Ramure.Tests.Support;
using Ramure.Tests.Training.Evaluation;
using Ramure.Training.Programme;
using Ramure.Training.Registration;
using Ramure.Training.Rooms;
using Ramure.Training.Sessions;
using Ramure.Training.Trainers;

[assembly: AssemblyFixture(typeof(BrowserSession))]

namespace Ramure.BrowserTests;

/// <summary>
/// One browser and one installation for the whole run: the real network and schools, the real year of Atelier 62 and a small
/// part of the sample. The browser is the system's; nothing is downloaded.
/// </summary>
public sealed partial class BrowserSession : IAsyncLifetime
{
    private static readonly string Chromium = Environment.GetEnvironmentVariable("RAMURE_CHROMIUM") ?? "/usr/bin/chromium";

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--no-first-run",
    ];

    private IPlaywright? playwright;
    private IBrowser? browser;
    private TestInstallation? installation;
    private string address = "";
    private string activity = "";
    private string course = "";
    private string session = "";
    private string room = "";
    private string trainer = "";
    private string person = "";
    private string held = "";
    private AnsweredSurvey? survey;
    private System.Net.Cookie? administrator;
    private System.Net.Cookie? weak;

    /// <summary>Where it listens.</summary>
    internal string Address => address;

    /// <summary>The installation, for what a test plants or looks up itself.</summary>
    internal TestInstallation Installation => installation!;

    /// <summary>Identifier of the training that is published.</summary>
    internal Guid Course => Guid.Parse(course[(course.LastIndexOf('/') + 1)..]);

    public async ValueTask InitializeAsync()
    {
        installation = await TestInstallation.CreateAsync("sqlite");
        await installation.RunAsync(s => s.GetRequiredService<INetworkData>().LoadReferenceAsync());
        Assert.Empty((await installation.RunAsync(s => s.GetRequiredService<IJournalReference>().LoadAsync())).Refusals);
        Assert.Empty((await installation.RunAsync(s => s.GetRequiredService<SampleLoad>().RunAsync(new SampleOptions(Scale: 0.004m)))).Refusals);
        (room, trainer) = await EquipAsync(installation);
        (course, session, person) = await PlanAsync(installation, room, trainer);
        (held, survey) = await AskAsync(installation, Guid.Parse(course[(course.LastIndexOf('/') + 1)..]));
        administrator = await installation.SignInAsync(Role.Administrator);
        weak = await installation.SignInAsync(Role.Administrator, strong: false);
        await installation.RunAsync(s => s.GetRequiredService<ISampleAccounts>().OpenAsync([new("atelier", "Exemple Atelier", Role.AtelierStaff, "A62"), new("administration", "Exemple Administration", Role.Administrator, "*")]));
        using (var client = await installation.ClientAsync())
        {
            address = client.BaseAddress!.ToString().TrimEnd('/');
            activity = AnActivity().Match(await client.GetStringAsync("/journal?unite=A62")).Value;
        }

        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Args = Arguments });
    }

    /// <summary>A browser of its own with a memory on disk, as a person's device has; the caller closes it.</summary>
    internal Task<IBrowserContext> LaunchAsync(string folder) => playwright!.Chromium.LaunchPersistentContextAsync(folder, new BrowserTypeLaunchPersistentContextOptions
    {
        ExecutablePath = Chromium,
        Args = Arguments,
        Locale = "fr-FR",
        ReducedMotion = ReducedMotion.Reduce,
        ViewportSize = new ViewportSize { Width = OpenPage.Width(Look.NarrowLight), Height = OpenPage.Height },
    });

    /// <summary>Opens an address in a browser of its own; the caller disposes the page's context.</summary>
    /// <param name="path">The address, from the installation's own.</param>
    /// <param name="look">The window.</param>
    /// <param name="script">Whether scripts run.</param>
    /// <param name="byName">Under a name instead of a number: passkeys are bound to names.</param>
    /// <param name="who">Who opens it.</param>
    public async Task<OpenPage> OpenAsync(string path, Look look = Look.WideLight, bool script = true, bool byName = false, Who who = Who.Administrator)
    {
        var origin = byName ? address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) : address;
        var context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = origin,
            ColorScheme = OpenPage.Colours(look),
            JavaScriptEnabled = script,
            Locale = "fr-FR",
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new ViewportSize { Width = OpenPage.Width(look), Height = OpenPage.Height },
        });
        if (who != Who.Stranger && (who == Who.Administrator ? administrator : weak) is { } cookie)
            await context.AddCookiesAsync([new Cookie { Name = cookie.Name, Value = cookie.Value, Url = origin }]);
        var page = await context.NewPageAsync();
        var open = new OpenPage(context, page);
        open.Status = (await page.GotoAsync(Resolve(path), new PageGotoOptions { WaitUntil = WaitUntilState.Load }))!.Status;
        return open;
    }

    /// <summary>An address with the one part that is known only once the data are there.</summary>
    public string Resolve(string path) => path.Replace(Addresses.Activity, activity, StringComparison.Ordinal)
        .Replace(Addresses.Course, course, StringComparison.Ordinal).Replace(Addresses.Session, session, StringComparison.Ordinal)
        .Replace(Addresses.Room, "/formations/salles/" + room, StringComparison.Ordinal).Replace(Addresses.Trainer, "/formations/formateurs/" + trainer, StringComparison.Ordinal)
        .Replace(Addresses.Person, person, StringComparison.Ordinal).Replace(Addresses.Held, held, StringComparison.Ordinal)
        .Replace(Addresses.Opinion, survey!.Link, StringComparison.Ordinal).Replace(Addresses.Comment, survey.Comment, StringComparison.Ordinal);

    /// <summary>A room of the atelier and a trainer of it.</summary>
    private static async Task<(string Room, string Trainer)> EquipAsync(TestInstallation installation) => (
        (await installation.RunAsync(s => s.GetRequiredService<RoomKeeper>().AddAsync("A62", new RoomText { Name = "Pégase", Capacity = "20" }))).Value.Id.ToString(),
        (await installation.RunAsync(s => s.GetRequiredService<TrainerKeeper>().AddAsync("A62", new TrainerText { Name = "Jeanne Martin" }))).Value.Id.ToString());

    /// <summary>A training that is published, a session of it to come, and somebody on it.</summary>
    private static async Task<(string Course, string Session, string Person)> PlanAsync(TestInstallation installation, string room, string trainer)
    {
        var draft = (await installation.RunAsync(s => s.GetRequiredService<CourseEditor>().CreateAsync(new CourseText
        {
            Unit = "A62",
            Title = "Premiers pas en webradio",
            Objectives = "Enregistrer et publier une émission avec une classe.",
            Programme = "Écriture, prise de son, montage.",
            Audiences = ["teacher-secondary"],
            Prerequisites = "Aucun.",
            Hours = "6",
            Modality = "presence",
            Frame = "plan-academique",
            Themes = ["media-literacy"],
            Methods = "Atelier.",
            Evaluation = "Une émission enregistrée.",
            Accessibility = "Salle de plain-pied.",
            Contact = "atelier62@exemple.test",
        }))).Value;
        Assert.Empty((await installation.RunAsync(s => s.GetRequiredService<CourseEditor>().PublishAsync(new CourseChange(draft.Id, draft.Version)))).Refusals);
        var planned = (await installation.RunAsync(s => s.GetRequiredService<SessionPlanner>().PlanAsync(draft.Id, new SessionText { Slots = [new SlotText { Day = "2050-03-02", Start = "9:00", End = "12:00", Place = "atelier", Room = room }], Trainers = [trainer], Capacity = "12", Mode = "libre" }))).Value;
        var person = (await installation.RunAsync(s => s.GetRequiredService<Registrar>().RegisterAsync(new RegisterPerson(planned.Id, "Zoé Lefèvre", "zoe@exemple.test")))).Value;
        return ($"/formations/{draft.Id}", $"/formations/sessions/{planned.Id}", $"/formations/sessions/{planned.Id}/inscrits/{person.Id}");
    }

    /// <summary>A session that was held, and what people thought of it.</summary>
    private static async Task<(string Session, AnsweredSurvey Survey)> AskAsync(TestInstallation installation, Guid course)
    {
        var planned = (await installation.RunAsync(s => s.GetRequiredService<SessionPlanner>().PlanAsync(course, new SessionText { Slots = [new SlotText { Day = "2026-03-02", Start = "9:00", End = "12:00", Place = "adresse", Address = "Arras" }], Capacity = "12", Mode = "libre" }))).Value;
        var person = (await installation.RunAsync(s => s.GetRequiredService<Registrar>().RegisterAsync(new RegisterPerson(planned.Id, "Zoé Lefèvre", "zoe@exemple.test")))).Value;
        return ($"/formations/sessions/{planned.Id}", await AnsweredSurvey.AddAsync(installation, planned.Id, person.Id));
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        if (installation is not null)
            await installation.DisposeAsync();
    }

    [GeneratedRegex("/journal/activites/[0-9a-f-]{36}")]
    private static partial Regex AnActivity();
}

/// <summary>A page, and what went wrong in it.</summary>
public sealed class OpenPage : IAsyncDisposable
{
    /// <summary>Of the window, in pixels.</summary>
    public const int Height = 844;

    private readonly IBrowserContext context;

    public OpenPage(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            // The browser says so itself when the page answers 404 or 422; the status is checked on its own.
            if (message.Type == "error" && !message.Text.Contains("the server responded with a status", StringComparison.Ordinal))
                Problems.Add(message.Text);
        };
        page.PageError += (_, error) => Problems.Add(error);
        page.Response += (_, response) =>
        {
            if (response.Status >= 400 && !response.Request.IsNavigationRequest)
                Problems.Add($"{response.Status}: {response.Url}");
        };
        page.RequestFailed += (_, request) => Problems.Add("request failed: " + request.Url);
    }

    public IPage Page { get; }

    /// <summary>What the server answered.</summary>
    public int Status { get; set; }

    /// <summary>Script errors and files that did not load.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Of the window, in pixels.</summary>
    public static int Width(Look look) => look is Look.NarrowLight or Look.NarrowDark ? 390 : 1280;

    public static ColorScheme Colours(Look look) => look is Look.WideDark or Look.NarrowDark ? ColorScheme.Dark : ColorScheme.Light;

    /// <summary>Shows the page that is open in another window and light.</summary>
    public async Task TurnAsync(Look look)
    {
        await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = Colours(look), ReducedMotion = ReducedMotion.Reduce });
        await Page.SetViewportSizeAsync(Width(look), Height);
        // What scripts draw anew, they draw within two frames.
        await Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
