using Microsoft.Playwright;

namespace Ramure.BrowserTests;

/// <summary>Passkeys in a real browser, with an authenticator that the browser itself plays.</summary>
public sealed class PasskeyTests(BrowserSession session)
{
    [Fact]
    public async Task A_passkey_is_added_opens_the_account_and_is_removed()
    {
        await using var open = await session.OpenAsync("/compte/cles", byName: true);
        var page = open.Page;
        var devices = await page.Context.NewCDPSessionAsync(page);
        await devices.SendAsync("WebAuthn.enable");
        await devices.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });

        await page.GetByLabel("Nom").FillAsync("Appareil d’essai");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ajouter une clé d’accès" }).ClickAsync();
        await Assertions.Expect(page.GetByText("La clé d’accès est ajoutée")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#cles")).ToContainTextAsync("Appareil d’essai");

        // A second one on the same device is declined in words, and the form can be sent again.
        await page.GetByRole(AriaRole.Button, new() { Name = "Ajouter une clé d’accès" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "garde déjà une clé" })).ToBeVisibleAsync();

        await page.Context.ClearCookiesAsync();
        await EnterAsync(page);
        await page.GotoAsync("/deconnexion");
        await page.Locator("main form button").ClickAsync();
        await Assertions.Expect(page.Locator(".site-account")).ToHaveCountAsync(0);
        await EnterAsync(page);

        await page.GetByRole(AriaRole.Link, new() { Name = "Renommer ou retirer la clé Appareil d’essai" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Retirer la clé d’accès" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Vous n’avez pas de clé d’accès.")).ToBeVisibleAsync();
        Assert.Empty(open.Problems);
    }

    private static async Task EnterAsync(IPage page)
    {
        await page.GotoAsync("/connexion?retour=%2Fcompte%2Fcles");
        await page.GetByRole(AriaRole.Button, new() { Name = "Se connecter avec une clé d’accès" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Clés d’accès" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_browser_that_cannot_shows_no_button()
    {
        await using var open = await session.OpenAsync("/compte/cles", script: false);
        await Assertions.Expect(open.Page.GetByText("Votre navigateur ne peut pas ajouter de clé d’accès")).ToBeVisibleAsync();
        await Assertions.Expect(open.Page.GetByRole(AriaRole.Button, new() { Name = "Ajouter une clé d’accès" })).ToBeHiddenAsync();
    }
}
