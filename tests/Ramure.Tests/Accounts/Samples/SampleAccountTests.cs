using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Accounts.Contracts;
using Ramure.Accounts.Model;
using Ramure.Accounts.Samples;
using Ramure.Hosting;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Modules;
using Ramure.Kernel.Secrets;
using Ramure.Tests.Journal;
using Ramure.Tests.Network;
using Ramure.Tests.Support;

namespace Ramure.Tests.Accounts.Samples;

public sealed class SampleAccountTests
{
    private static readonly SampleAccount[] Accounts = [new("atelier", "Exemple Atelier", Role.AtelierStaff, "A"), new("administration", "Exemple Administration", Role.Administrator, "*")];

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task They_open_under_a_password_that_only_the_owner_reads_and_close_with_their_file(string database)
    {
        await using var installation = await NetworkTesting.CreateAsync(database);
        var file = await OpenAsync(installation);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        var password = (await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken)).Single(l => l.StartsWith("Mot de passe", StringComparison.Ordinal)).Split(": ")[1];
        await installation.RunAsync(async s =>
        {
            var users = s.GetRequiredService<UserManager<Account>>();
            var account = await users.FindByEmailAsync(Accounts[0].Email);
            Assert.True(await users.CheckPasswordAsync(account!, password));
        });
        // Again: a new password, the same accounts and roles.
        await OpenAsync(installation);
        Assert.Equal(2, (await installation.GrantsAsync()).Count);

        Assert.Equal(2, await installation.RunAsync(s => s.GetRequiredService<ISampleAccounts>().CloseAsync()));
        Assert.False(File.Exists(file));
        Assert.True(await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Account>().AllAsync(a => a.DisabledAt != null)));
    }

    [Theory]
    [InlineData("http://localhost:5080", false, true), InlineData("http://127.0.0.1:0", false, true), InlineData("http://[::1]:5080", false, true)]
    [InlineData("http://0.0.0.0:5080", false, false), InlineData("http://*:5080", false, false), InlineData("http://ramure.example", false, false), InlineData("http://localhost:5080", true, false)]
    public async Task They_are_served_to_this_machine_only(string address, bool proxy, bool served)
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite");
        var place = new ServingPlace([address], proxy);
        Assert.Null(await RefuseAsync(installation, place));
        await OpenAsync(installation);
        Assert.Equal(served, await RefuseAsync(installation, place) is null);
        await installation.RunAsync(s => s.GetRequiredService<ISampleAccounts>().CloseAsync());
        Assert.Null(await RefuseAsync(installation, place));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_sign_in_page_lists_them_while_they_are_open_and_never_their_password(string database)
    {
        await using var installation = await NetworkTesting.CreateAsync(database);
        using var client = await installation.StrangerAsync();
        Assert.Null((await client.PageAsync("/connexion")).QuerySelector("#exemples"));
        var password = (await File.ReadAllLinesAsync(await OpenAsync(installation), TestContext.Current.CancellationToken)).Single(l => l.StartsWith("Mot de passe", StringComparison.Ordinal)).Split(": ")[1];

        var page = await client.PageAsync("/connexion?retour=%2Fregistre");
        Assert.Equal(["Équipe d’un atelier", "Administration"], page.QuerySelectorAll("#exemples tbody th").Select(c => c.TextContent));
        Assert.Contains("comptes-exemple.txt", page.Text("#exemples"), StringComparison.Ordinal);
        Assert.DoesNotContain(password, page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        var chosen = await client.PageAsync(page.QuerySelector("#exemples tbody a")!.GetAttribute("href")!);
        Assert.Equal(Accounts[0].Email, chosen.QuerySelector("#courriel")!.GetAttribute("value"));

        // The administrator of the sample comes in by the password alone.
        using var entered = await client.SignInAsync(password, Accounts[1].Email);
        await client.PageAsync("/administration/comptes");
        await installation.RunAsync(s => s.GetRequiredService<ISampleAccounts>().CloseAsync());
        using var other = await installation.StrangerAsync();
        Assert.Null((await other.PageAsync("/connexion")).QuerySelector("#exemples"));
    }

    [Fact]
    public async Task A_host_that_others_reach_does_not_start_while_they_are_open()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite", null, o => o with { Proxies = "127.0.0.1" });
        await installation.RunAsync(s => s.GetRequiredService<ISampleAccounts>().OpenAsync([Accounts[1]]));
        var refused = await Assert.ThrowsAsync<SettingException>(() => installation.StrangerAsync());
        Assert.Contains("ramure sample close-accounts", refused.Message, StringComparison.Ordinal);
    }

    private static Task<string> OpenAsync(TestInstallation installation) => installation.RunAsync(s => s.GetRequiredService<ISampleAccounts>().OpenAsync(Accounts));

    private static Task<string?> RefuseAsync(TestInstallation installation, ServingPlace place) =>
        installation.RunAsync(s => s.GetRequiredService<SampleAccounts>().RefuseAsync(place, CancellationToken.None));
}
