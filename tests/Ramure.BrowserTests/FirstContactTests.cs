namespace Ramure.BrowserTests;

/// <summary>What a page gives to who has no mouse, or no script. Apart from the looks, so that both run at once.</summary>
public sealed class FirstContactTests(BrowserSession session)
{
    [Theory]
    [MemberData(nameof(Addresses.KeyPages), MemberType = typeof(Addresses))]
    public async Task The_first_key_offers_to_skip_to_the_content(string address)
    {
        await using var open = await session.OpenAsync(address);
        await open.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Aller au contenu", await open.Page.EvaluateAsync<string>("document.activeElement.textContent"));
        var before = new Uri(open.Page.Url);
        await open.Page.Keyboard.PressAsync("Enter");
        // Same page, its content in focus: the address keeps its question.
        Assert.Equal(before.PathAndQuery + "#contenu", new Uri(open.Page.Url).PathAndQuery + new Uri(open.Page.Url).Fragment);
        Assert.Equal("contenu", await open.Page.EvaluateAsync<string>("document.activeElement.id"));
    }

    [Theory]
    [MemberData(nameof(Addresses.KeyPages), MemberType = typeof(Addresses))]
    public async Task A_page_says_what_it_is_without_script(string address)
    {
        await using var open = await session.OpenAsync(address, script: false);
        Assert.NotEqual("", (await open.Page.Locator("h1").InnerTextAsync()).Trim());
        Assert.NotEqual("", await open.Page.TitleAsync());
    }
}
