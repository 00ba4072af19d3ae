using AngleSharp;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Data;
using Ramure.Kernel.Protection;
using Ramure.Kernel.Secrets;
using Ramure.Tests.Support;

namespace Ramure.Tests.Kernel.Protection;

public sealed class ProtectionKeyTests
{
    private const string Secret = "une-phrase-longue-que-personne-ne-devine";

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_form_of_one_host_is_taken_by_another(string database)
    {
        await using var installation = await TestInstallation.CreateAsync(database);
        await using var second = await installation.CreateSecondHostAsync();
        using var one = await installation.StrangerAsync();
        using var two = await second.StrangerAsync();
        var cancel = TestContext.Current.CancellationToken;
        using var page = await one.GetAsync("/guide/composants", cancel);
        var document = await BrowsingContext.New().OpenAsync(async r => r.Content(await page.Content.ReadAsStringAsync(cancel)), cancel);
        var form = document.QuerySelector("main form[method=post]")!;
        var fields = form.QuerySelectorAll("input[type=hidden]").Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value") ?? ""));
        using var post = new HttpRequestMessage(HttpMethod.Post, "/guide/composants") { Content = new FormUrlEncodedContent(fields) };
        post.Headers.Add("Cookie", string.Join("; ", page.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0])));

        using var answer = await two.SendAsync(post, cancel);

        // Without the keys of the first host the token is unreadable, and the answer 400.
        Assert.True((int)answer.StatusCode < 400, $"{answer.StatusCode}");
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(installation.DataDirectory, "keys"), "*.xml"));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_one_host_protects_another_reads(string database)
    {
        await using var installation = await TestInstallation.CreateAsync(database);
        await using var second = await installation.CreateSecondHostAsync();

        var text = await installation.RunAsync(s => Task.FromResult(Protector(s).Protect("bonjour")));

        Assert.Equal("bonjour", await second.RunAsync(s => Task.FromResult(Protector(s).Unprotect(text))));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task With_a_secret_the_database_alone_opens_nothing(string database)
    {
        await using var installation = await TestInstallation.CreateAsync(database, s => s.AddSingleton(new KeySecret(Secret)));
        var text = await installation.RunAsync(s => Task.FromResult(Protector(s).Protect("bonjour")));

        var stored = await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<ProtectionKey>().Select(k => k.Xml).ToListAsync());
        Assert.All(stored, xml => Assert.DoesNotContain("masterKey", xml, StringComparison.Ordinal));
        await using var sameSecret = await installation.CreateSecondHostAsync(s => s.AddSingleton(new KeySecret(Secret)));
        Assert.Equal("bonjour", await sameSecret.RunAsync(s => Task.FromResult(Protector(s).Unprotect(text))));
        await using var otherSecret = await installation.CreateSecondHostAsync(s => s.AddSingleton(new KeySecret(Secret + "!")));
        await Assert.ThrowsAnyAsync<Exception>(() => otherSecret.RunAsync(s => Task.FromResult(Protector(s).Unprotect(text))));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Keys_of_the_folder_are_taken_over(string database)
    {
        await using var installation = await TestInstallation.CreateAsync(database);
        var folder = Directory.CreateDirectory(Path.Combine(installation.DataDirectory, "keys"));
        var before = DataProtectionProvider.Create(folder, b => b.SetApplicationName("Ramure")).CreateProtector("essai").Protect("gardé");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "key-broken.xml"), "<key", TestContext.Current.CancellationToken);

        await using var later = await installation.CreateSecondHostAsync();

        Assert.Equal("gardé", await later.RunAsync(s => Task.FromResult(Protector(s).Unprotect(before))));
        Assert.Equal(["key-broken.xml"], folder.GetFiles("*.xml").Select(f => f.Name));
        await using var again = await installation.CreateSecondHostAsync();
        Assert.Equal("gardé", await again.RunAsync(s => Task.FromResult(Protector(s).Unprotect(before))));
    }

    [Fact]
    public void A_short_secret_is_refused() => Assert.Contains("32", Assert.Throws<SettingException>(() => KeySecret.Read("court")).Message, StringComparison.Ordinal);

    private static IDataProtector Protector(IServiceProvider services) => services.GetRequiredService<IDataProtectionProvider>().CreateProtector("essai");
}
