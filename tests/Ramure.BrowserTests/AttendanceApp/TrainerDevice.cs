using System.Diagnostics;
using Microsoft.Playwright;

namespace Ramure.BrowserTests.AttendanceApp;

/// <summary>A trainer's telephone: a browser with a memory of its own, which can be killed and opened again.</summary>
internal sealed class TrainerDevice : IAsyncDisposable
{
    private readonly BrowserSession session;
    private readonly string folder = Directory.CreateTempSubdirectory("ramure-appareil-").FullName;
    private IBrowserContext? context;
    private SceneTrainer? signedIn;

    private TrainerDevice(BrowserSession session, Cable cable) => (this.session, Cable) = (session, cable);

    public Cable Cable { get; }

    public IPage Page { get; private set; } = null!;

    /// <summary>By how much its clock is wrong, from its next start.</summary>
    public TimeSpan ClockError { get; set; }

    /// <summary>Faults of the script; lost connections are what these tests are about.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Starts it; nobody is signed in.</summary>
    public static async Task<TrainerDevice> StartAsync(BrowserSession session, TimeSpan clockError = default)
    {
        var device = new TrainerDevice(session, new Cable(session.Address)) { ClockError = clockError };
        await device.LaunchAsync();
        return device;
    }

    /// <summary>The same, signed in, with the sheets of its trainer on it.</summary>
    public static async Task<TrainerDevice> WithSheetsAsync(BrowserSession session, SceneTrainer trainer, TimeSpan clockError = default)
    {
        var device = await StartAsync(session, clockError);
        await device.SignInAsync(trainer);
        await device.OpenAsync();
        // The worker holds the files: from here on it opens without network.
        await Assertions.Expect(device.Page.Locator("html[data-presence='hors-ligne']")).ToBeAttachedAsync();
        await Assertions.Expect(device.Status).ToContainTextAsync("Tout est envoyé");
        return device;
    }

    public ILocator Status => Page.Locator(".presence-status");

    public ILocator Person(string name) => Page.GetByRole(AriaRole.Group, new() { Name = name, Exact = true });

    public Task SignInAsync(SceneTrainer trainer)
    {
        signedIn = trainer;
        return context!.AddCookiesAsync([new Cookie { Name = trainer.Cookie.Name, Value = trainer.Cookie.Value, Url = Cable.Address }]);
    }

    /// <summary>The session of sign-in ends, elsewhere or by its age: the device is not told.</summary>
    public Task LoseSessionAsync()
    {
        signedIn = null;
        return context!.ClearCookiesAsync();
    }

    public Task OpenAsync() => Page.GotoAsync(Cable.Address + "/presence", new() { WaitUntil = WaitUntilState.Load });

    /// <summary>Opens the sheet of the session, at its first or second slot.</summary>
    public async Task OpenSheetAsync(Ramure.Training.Model.Session session, int slot = 0)
    {
        var address = $"{Cable.Address}/presence#/seance/{session.Id}/{session.Slots.OrderBy(s => s.StartsAt).ElementAt(slot).Id}";
        await Page.GotoAsync(address);
        await Assertions.Expect(Page.Locator(".tabs [aria-current]")).ToContainTextAsync(slot == 0 ? "9 h 00" : "13 h 30");
    }

    /// <summary>No network and no server.</summary>
    public async Task GoOfflineAsync()
    {
        Cable.Unplug();
        await context!.SetOfflineAsync(true);
    }

    public async Task GoOnlineAsync()
    {
        Cable.Plug();
        await context!.SetOfflineAsync(false);
    }

    public Task SyncAsync() => Page.GetByRole(AriaRole.Button, new() { Name = "Échanger maintenant" }).ClickAsync();

    public Task AllSentAsync() => Assertions.Expect(Status).ToContainTextAsync("Tout est envoyé", new() { Timeout = 15_000 });

    /// <summary>Presses a button of a person, and waits until the screen says it is written.</summary>
    public async Task NoteAsync(string name, string choice)
    {
        var button = Person(name).GetByRole(AriaRole.Button, new() { Name = choice, Exact = true });
        await button.ClickAsync();
        await Assertions.Expect(button).ToHaveAttributeAsync("aria-pressed", "true");
    }

    /// <summary>Notes that somebody came later.</summary>
    public async Task NoteLateAsync(string name, string came)
    {
        await Person(name).GetByRole(AriaRole.Button, new() { Name = "En partie" }).ClickAsync();
        await Page.GetByLabel("Arrivée").FillAsync(came);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Noter", Exact = true }).ClickAsync();
        await Assertions.Expect(Person(name).GetByRole(AriaRole.Button, new() { Name = "En partie" })).ToHaveAttributeAsync("aria-pressed", "true");
    }

    /// <summary>The morning of the day that every test notes.</summary>
    public async Task NoteMorningAsync(Ramure.Training.Model.Session of)
    {
        await OpenSheetAsync(of);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Tout le monde est présent" }).ClickAsync();
        await NoteLateAsync("Bob", "10:15");
        await NoteAsync("Chloé", "Absent");
        await Page.GetByText("Ajouter quelqu’un qui n’est pas inscrit").ClickAsync();
        await Page.GetByLabel("Nom et prénom").FillAsync("Dora");
        await Page.GetByLabel("Courriel").FillAsync("dora@exemple.test");
        await Page.Locator("#venu-audience").SelectOptionAsync("librarian");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Ajouter, présent" }).ClickAsync();
        await Assertions.Expect(Person("Dora").GetByRole(AriaRole.Button, new() { Name = "Présent", Exact = true })).ToHaveAttributeAsync("aria-pressed", "true");
        await Page.GetByText("Personnes sans nom, par public et établissement").ClickAsync();
        await Page.Locator("#effectif-audience").SelectOptionAsync("pupil");
        await Page.Locator("#effectif-uai").FillAsync("0622863A");
        await Page.GetByLabel("Nombre de personnes").FillAsync("24");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Noter l’effectif" }).ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Élèves" })).ToContainTextAsync("24");
    }

    public async Task NoteAfternoonAsync(Ramure.Training.Model.Session of)
    {
        await OpenSheetAsync(of, slot: 1);
        await NoteAsync("Alice", "Présent");
        await NoteAsync("Bob", "Absent");
        await NoteAsync("Chloé", "Présent");
        await NoteAsync("Dora", "Absent");
    }

    /// <summary>The battery is dead: no process of this browser says goodbye.</summary>
    public async Task KillAsync()
    {
        var gone = new TaskCompletionSource();
        context!.Close += (_, _) => gone.TrySetResult();
        foreach (var process in Process.GetProcesses())
        {
            using (process)
            {
                var line = $"/proc/{process.Id}/cmdline";
                if (process.Id != Environment.ProcessId && File.Exists(line) && (await ReadAsync(line)).Contains("--user-data-dir=" + folder, StringComparison.Ordinal))
                    process.Kill();
            }
        }

        await gone.Task.WaitAsync(TimeSpan.FromSeconds(30));
        context = null;

        static async Task<string> ReadAsync(string path)
        {
            try
            {
                return await File.ReadAllTextAsync(path);
            }
            catch (IOException)
            {
                return "";
            }
        }
    }

    /// <summary>Starts the browser, with the memory that it had.</summary>
    public async Task LaunchAsync(bool offline = false)
    {
        context = await session.LaunchAsync(folder);
        Page = context.Pages[0];
        Page.PageError += (_, fault) => Faults.Add(fault);
        if (ClockError != TimeSpan.Zero)
            await context.AddInitScriptAsync($$"""
                (() => {
                  const wrong = {{(long)ClockError.TotalMilliseconds}}, Real = Date;
                  globalThis.Date = class extends Real {
                    constructor(...given) { given.length ? super(...given) : super(Real.now() + wrong); }
                    static now() { return Real.now() + wrong; }
                  };
                })();
                """);
        if (signedIn is not null)
            await SignInAsync(signedIn);
        if (offline)
            await context.SetOfflineAsync(true);
    }

    public async Task CloseAsync()
    {
        if (context is not null)
            await context.CloseAsync();
        context = null;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await Cable.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        Assert.Empty(Faults);
    }
}
