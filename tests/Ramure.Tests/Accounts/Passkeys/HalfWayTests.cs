using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;
using Ramure.Accounts.Model;
using Ramure.Accounts.Passkeys;
using Ramure.Kernel.Data;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using static Ramure.Tests.Accounts.Passkeys.KeyHands;

namespace Ramure.Tests.Accounts.Passkeys;

/// <summary>
/// The identity library keeps what a device was asked in the same cookie in which we keep that a password was right. Neither may pass for
/// the other.
/// </summary>
public sealed class HalfWayTests
{
    private const string CodePage = "/connexion/code";

    [Fact]
    public async Task A_device_that_was_asked_does_not_pass_for_a_right_password()
    {
        await using var installation = await Person.InstallAsync("sqlite");
        await installation.AddAsync();
        using var visitor = await installation.StrangerAsync();
        await OptionsAsync(visitor, PasskeyEndpoints.Request, Door);
        using (var step = await visitor.GetAsync(CodePage, TestContext.Current.CancellationToken))
            Assert.StartsWith("/connexion?", step.Headers.Location?.PathAndQuery(), StringComparison.Ordinal);

        // Nor does what was asked to make a key, which names the account.
        using var owner = await installation.SignedInAsync();
        await OptionsAsync(owner, PasskeyEndpoints.Creation, List);
        using var second = await owner.GetAsync(CodePage, TestContext.Current.CancellationToken);
        Assert.StartsWith("/connexion?", second.Headers.Location?.PathAndQuery(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_right_password_does_not_pass_for_what_a_device_was_asked()
    {
        await using var installation = await Person.InstallAsync("sqlite");
        var id = await installation.AddAsync();
        using var owner = await installation.SignedInAsync();
        using var key = await AddAsync(owner, "Clé");
        await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Account>().Where(a => a.Id == id).ExecuteUpdateAsync(set => set.SetProperty(a => a.TwoFactorEnabled, true)));

        // Signed for a challenge of another browser: this one holds the cookie of the half-way instead.
        using var other = await installation.StrangerAsync();
        var signed = key.Sign(await OptionsAsync(other, PasskeyEndpoints.Request, Door));
        using var half = await installation.StrangerAsync();
        using (var password = await half.SignInAsync())
            Assert.StartsWith(CodePage, password.Headers.Location!.PathAndQuery(), StringComparison.Ordinal);
        using var answer = await SendAsync(half, Door, "cle", new() { ["cle"] = signed });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var account = await half.GetAsync("/compte", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, account.StatusCode);
        // The control: the browser that was asked comes in by the same signature.
        using var right = await SendAsync(other, Door, "cle", new() { ["cle"] = signed });
        Assert.Equal(HttpStatusCode.Redirect, right.StatusCode);
    }

    [Fact]
    public async Task Asking_a_device_in_the_middle_of_the_second_step_ends_that_step()
    {
        await using var installation = await Person.InstallAsync("sqlite");
        await installation.AddAsync();
        using var owner = await installation.SignedInAsync();
        using var begun = await owner.SendAsync("/compte/code", await owner.PageAsync("/compte/code"), "commencer", []);
        var page = (IHtmlDocument)await begun.DocumentAsync();
        var totp = new Totp(Base32Encoding.ToBytes(page.QuerySelector("ol code")!.TextContent.Replace(" ", "", StringComparison.Ordinal)));
        using (await owner.SendAsync("/compte/code", page, "confirmer-code", new() { ["code"] = totp.ComputeTotp() }))
        {
            using var half = await installation.StrangerAsync();
            (await half.SignInAsync()).Dispose();
            var form = await half.PageAsync(CodePage);
            Assert.NotNull(JsonNode.Parse(await OptionsAsync(half, PasskeyEndpoints.Request, Door)));
            using var code = await half.SendAsync(CodePage, form, "code", new() { ["code"] = totp.ComputeTotp(TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(30)) });
            Assert.StartsWith("/connexion?", code.Headers.Location?.PathAndQuery(), StringComparison.Ordinal);
        }
    }
}
