using Deque.AxeCore.Playwright;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Ramure.Kernel.Data;
using Ramure.Training.Model;

namespace Ramure.BrowserTests.AttendanceApp;

/// <summary>
/// The trainer's application in a real browser, through what happens to it between a school without signal and the server. Each day
/// ends with the sheet that the same day noted online has, every thing said once.
/// </summary>
public sealed class AppTests(BrowserSession session)
{
    private readonly AppScene scene = new(session.Installation, session.Course);

    [Fact]
    public async Task A_whole_session_without_network_nor_server_ends_as_done_online()
    {
        var day = await scene.SessionAsync();
        await using var device = await TrainerDevice.WithSheetsAsync(session, await scene.TrainerAsync(day));
        await device.GoOfflineAsync();

        await device.OpenAsync();
        await device.NoteMorningAsync(day);
        await device.NoteAfternoonAsync(day);
        await Assertions.Expect(device.Status).ToContainTextAsync("12 saisies gardées");
        Assert.Empty(await scene.MarksAsync(day));
        await device.GoOnlineAsync();
        await device.AllSentAsync();

        await IsAsOnlineAsync(day);
    }

    [Fact]
    public async Task A_browser_killed_twice_and_opened_again_forgets_nothing()
    {
        var day = await scene.SessionAsync();
        await using var device = await TrainerDevice.WithSheetsAsync(session, await scene.TrainerAsync(day));
        await device.GoOfflineAsync();

        await device.NoteMorningAsync(day);
        await device.KillAsync();
        await device.LaunchAsync(offline: true);
        await device.OpenSheetAsync(day);
        await Assertions.Expect(device.Status).ToContainTextAsync("8 saisies gardées");
        await Assertions.Expect(device.Person("Chloé").GetByRole(AriaRole.Button, new() { Name = "Absent", Exact = true })).ToHaveAttributeAsync("aria-pressed", "true");
        await device.NoteAfternoonAsync(day);
        await device.KillAsync();
        await device.LaunchAsync();
        await device.GoOnlineAsync();
        await device.OpenAsync();
        await device.AllSentAsync();

        await IsAsOnlineAsync(day);
    }

    [Fact]
    public async Task Two_devices_on_one_sheet_say_where_they_disagree_and_one_settles_it()
    {
        var day = await scene.SessionAsync();
        await using var one = await TrainerDevice.WithSheetsAsync(session, await scene.TrainerAsync(day));
        await using var other = await TrainerDevice.WithSheetsAsync(session, await scene.TrainerAsync(day));
        await one.GoOfflineAsync();
        await other.GoOfflineAsync();
        await one.NoteMorningAsync(day);
        await other.OpenSheetAsync(day);
        // The same of Alice, something else of Bob.
        await other.NoteAsync("Alice", "Présent");
        await other.NoteAsync("Bob", "Absent");

        await one.GoOnlineAsync();
        await one.AllSentAsync();
        await other.GoOnlineAsync();
        await other.AllSentAsync();
        Assert.Contains("Bob 0/105 -", await scene.SheetAsync(day), StringComparison.Ordinal);
        var dispute = other.Page.GetByRole(AriaRole.Region, new() { Name = "À trancher" });
        await Assertions.Expect(dispute).ToContainTextAsync("présent 105 min sur 180, noté par Teacher de A988");
        await Assertions.Expect(dispute).ToContainTextAsync("absent, noté par vous");
        await Assertions.Expect(dispute.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Alice" })).ToHaveCountAsync(0);
        await one.SyncAsync();
        await one.Page.GetByRole(AriaRole.Button, new() { Name = "Retenir : présent 105 min sur 180 pour Bob" }).ClickAsync();
        await Assertions.Expect(one.Page.GetByText("À trancher")).ToHaveCountAsync(0);
        await one.NoteAfternoonAsync(day);
        await one.SyncAsync();
        await one.AllSentAsync();
        await other.SyncAsync();
        await Assertions.Expect(dispute).ToHaveCountAsync(0);

        await IsAsOnlineAsync(day);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(-60)]
    public async Task A_clock_wrong_by_an_hour_moves_neither_the_order_nor_the_instant(int minutes)
    {
        var day = await scene.SessionAsync();
        await using var device = await TrainerDevice.WithSheetsAsync(session, await scene.TrainerAsync(day), TimeSpan.FromMinutes(minutes));
        await Assertions.Expect(device.Page.GetByText("L’horloge de cet appareil")).ToContainTextAsync(minutes > 0 ? "avance de 60 minutes" : "retarde de 60 minutes");
        await device.GoOfflineAsync();
        var before = await scene.NowAsync();
        await device.NoteMorningAsync(day);
        await device.NoteAfternoonAsync(day);
        // Somebody sets it, and overdoes it: what is noted from here on is older by that clock than what it corrects.
        await device.OpenSheetAsync(day, slot: 1);
        await device.NoteAsync("Alice", "Absent");
        device.ClockError = TimeSpan.FromMinutes(-3 * Math.Abs(minutes));
        await device.CloseAsync();
        await device.LaunchAsync(offline: true);
        await device.OpenSheetAsync(day, slot: 1);
        await device.NoteAsync("Alice", "Présent");
        await device.GoOnlineAsync();
        await device.AllSentAsync();

        await IsAsOnlineAsync(day);
        var marks = await scene.MarksAsync(day);
        Assert.All(marks, m => Assert.InRange(m.NotedAt, before.AddMinutes(-1), m.ReceivedAt));
    }

    [Fact]
    public async Task An_exchange_cut_after_the_server_has_written_is_repeated_without_loss_or_doubles()
    {
        var day = await scene.SessionAsync();
        await using var device = await TrainerDevice.WithSheetsAsync(session, await scene.TrainerAsync(day));
        await device.GoOfflineAsync();
        await device.NoteMorningAsync(day);
        device.Cable.LosesAnswers = true;
        await device.GoOnlineAsync();
        await Assertions.Expect(device.Status).ToContainTextAsync("hors réseau");
        await device.SyncAsync();
        await Assertions.Expect(device.Status).ToContainTextAsync("hors réseau");
        // The server has all of it, and the device does not know.
        Assert.NotEmpty(await scene.MarksAsync(day));
        Assert.True(device.Cable.Lost > 0);
        await Assertions.Expect(device.Status).ToContainTextAsync("8 saisies gardées");

        device.Cable.LosesAnswers = false;
        await device.NoteAfternoonAsync(day);
        await device.SyncAsync();
        await device.AllSentAsync();
        await device.SyncAsync();
        await device.AllSentAsync();

        await IsAsOnlineAsync(day);
        Assert.Equal(10, (await scene.MarksAsync(day)).Count);
    }

    [Fact]
    public async Task A_session_that_ended_keeps_everything_and_another_account_neither_sees_nor_sends_it()
    {
        var day = await scene.SessionAsync();
        var (first, second) = (await scene.TrainerAsync(day), await scene.TrainerAsync());
        await using var device = await TrainerDevice.WithSheetsAsync(session, first);
        await device.LoseSessionAsync();
        await device.NoteMorningAsync(day);
        await device.SyncAsync();
        await Assertions.Expect(device.Page.GetByText("Votre connexion a pris fin")).ToBeVisibleAsync();
        await device.NoteAfternoonAsync(day);

        await device.SignInAsync(second);
        await device.OpenAsync();
        await Assertions.Expect(device.Page.GetByText("Un autre compte a 12 saisies à envoyer")).ToBeVisibleAsync();
        await Assertions.Expect(device.Page.GetByText("Aucune feuille sur cet appareil")).ToBeVisibleAsync();
        await device.SyncAsync();
        Assert.DoesNotContain("Bob", await device.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.Empty(await scene.MarksAsync(day));
        // Without network it is still the second one's device.
        await device.GoOfflineAsync();
        await device.OpenAsync();
        await Assertions.Expect(device.Page.GetByText("Premiers pas en webradio")).ToHaveCountAsync(0);

        await device.GoOnlineAsync();
        await device.SignInAsync(first);
        await device.OpenAsync();
        // Until the server has said who it is, nothing to send is what the second one has.
        await Assertions.Expect(device.Page.GetByText("Premiers pas en webradio")).ToBeVisibleAsync();
        await device.AllSentAsync();
        await IsAsOnlineAsync(day);
    }

    [Fact]
    public async Task Signing_out_shuts_the_sheets_until_their_person_comes_back()
    {
        var day = await scene.SessionAsync();
        var trainer = await scene.TrainerAsync(day);
        await using var device = await TrainerDevice.WithSheetsAsync(session, trainer);
        await device.Page.GotoAsync(device.Cable.Address + "/deconnexion");
        await device.Page.Locator("main form button").ClickAsync();
        await Assertions.Expect(device.Page.Locator(".site-account")).ToHaveCountAsync(0);
        await device.GoOfflineAsync();

        await device.OpenAsync();

        await Assertions.Expect(device.Page.GetByText("Les feuilles de cet appareil sont fermées")).ToBeVisibleAsync();
        await Assertions.Expect(device.Page.GetByText("Premiers pas en webradio")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Sheets_leave_the_device_when_closed_or_old_and_never_with_something_unsent()
    {
        var (closed, old, unsent) = (await scene.SessionAsync(), await scene.SessionAsync(daysAgo: 20), await scene.SessionAsync(daysAgo: 21));
        await using var device = await TrainerDevice.WithSheetsAsync(session, await scene.TrainerAsync(closed, old, unsent));
        ILocator Cards() => device.Page.Locator(".presence-card");
        await Assertions.Expect(Cards()).ToHaveCountAsync(3);
        await session.Installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Session>().Where(x => x.Id == closed.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.State, SessionState.Closed)));
        await device.SyncAsync();
        await Assertions.Expect(Cards()).ToHaveCountAsync(2);

        await device.GoOfflineAsync();
        await device.OpenSheetAsync(unsent);
        await device.NoteAsync("Alice", "Présent");
        device.ClockError = TimeSpan.FromDays(15);
        await device.CloseAsync();
        await device.LaunchAsync(offline: true);
        await device.OpenAsync();

        await Assertions.Expect(Cards()).ToHaveCountAsync(1);
        await Assertions.Expect(Cards()).ToContainTextAsync("1 saisie à envoyer");
    }

    [Fact]
    public async Task It_is_installable_and_its_views_have_nothing_serious_for_axe_by_thumb_or_by_keyboard()
    {
        var day = await scene.SessionAsync();
        await using var device = await TrainerDevice.WithSheetsAsync(session, await scene.TrainerAsync(day));
        var page = device.Page;
        var tools = await page.Context.NewCDPSessionAsync(page);
        var manifest = await tools.SendAsync("Page.getAppManifest");
        Assert.Equal(0, manifest!.Value.GetProperty("errors").GetArrayLength());
        Assert.Equal(0, (await tools.SendAsync("Page.getInstallabilityErrors"))!.Value.GetProperty("installabilityErrors").GetArrayLength());
        await IsSoundAsync(page);

        // From the list to a mark and a wrong school, without a mouse.
        var hands = new Hands(page);
        await hands.ReachAsync("Premiers pas en webradio");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToBeFocusedAsync();
        await hands.ReachAsync("Absent");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(device.Person("Alice").GetByRole(AriaRole.Button, new() { Name = "Absent" })).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Alice : absent." })).ToBeAttachedAsync();
        // What the exchange says of itself takes a line more while it lasts: nothing moves under the hand after it.
        await device.AllSentAsync();
        await hands.ReachAsync("En partie");
        await page.Keyboard.PressAsync("Enter");
        await hands.ReachAsync("Personnes sans nom, par public et établissement");
        await page.Keyboard.PressAsync("Enter");
        await hands.ChooseAsync("Public", "Élèves");
        await hands.ReachAsync("Établissement (code UAI)");
        await page.Keyboard.TypeAsync("0622863B");
        await hands.ReachAsync("Noter l’effectif");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#effectif-uai")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#effectif-uai-erreur")).ToContainTextAsync("appelle la lettre A");
        await page.GetByText("Ajouter quelqu’un qui n’est pas inscrit").ClickAsync();
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            await IsSoundAsync(page);
        }
    }

    private static async Task IsSoundAsync(IPage page)
    {
        var serious = (await page.RunAxe()).Violations.Where(v => v.Impact is "serious" or "critical").SelectMany(v => v.Nodes.Select(n => $"{v.Id}: {v.Help} – {n.Html}"));
        Assert.Empty(serious);
        Assert.Equal(0, await page.EvaluateAsync<int>("Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)"));
    }

    private async Task IsAsOnlineAsync(Session day)
    {
        var online = await scene.OnlineAsync();
        Assert.Equal(await scene.SheetAsync(online), await scene.SheetAsync(day));
        var told = await scene.CloseAsync(online);
        Assert.NotEmpty(told);
        Assert.Equal(told, await scene.CloseAsync(day));
    }
}
