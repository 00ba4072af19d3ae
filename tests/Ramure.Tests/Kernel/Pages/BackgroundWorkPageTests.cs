using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Outbox;
using Ramure.Tests.Support;

namespace Ramure.Tests.Kernel.Pages;

public sealed class BackgroundWorkPageTests
{
    private const string Address = "/administration/travaux";

    [Fact]
    public async Task The_page_shows_each_job_and_says_that_nothing_was_sent()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        using var client = await installation.ClientAsync();
        var page = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync(Address));
        Assert.Contains("Oublier les envois traités", page.QuerySelector("#travaux")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Aucun envoi", page.QuerySelector("#envois")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_message_is_shown_with_its_error_and_put_back_in_the_queue_by_its_button()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        var id = await FailedAsync(installation);
        using var client = await installation.ClientAsync();
        var page = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync(Address));
        Assert.Contains("boîte pleine", page.QuerySelector("#envois")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(id.ToString(), page.QuerySelector("button[name=message]")!.GetAttribute("value"));

        var answer = await PostAsync(client, page, id);
        Assert.Equal((HttpStatusCode.Redirect, Address), (answer.StatusCode, answer.Headers.Location!.ToString().Replace(client.BaseAddress!.ToString(), "/", StringComparison.Ordinal)));
        Assert.Equal(OutboxState.Waiting, (await MessageAsync(installation)).State);
    }

    [Fact]
    public async Task A_message_that_is_gone_is_refused_on_the_page()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        await FailedAsync(installation);
        using var client = await installation.ClientAsync();
        var page = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync(Address));
        var answer = await PostAsync(client, page, Guid.CreateVersion7());
        Assert.Contains("Cet envoi n’existe pas", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Equal(OutboxState.Failed, (await MessageAsync(installation)).State);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, AngleSharp.Dom.IDocument page, Guid id)
    {
        var fields = page.QuerySelectorAll("main form[method=post] input[type=hidden]")
            .Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value")!));
        return client.PostAsync(Address, new FormUrlEncodedContent([.. fields, KeyValuePair.Create("message", id.ToString())]));
    }

    private static async Task<Guid> FailedAsync(TestInstallation installation)
    {
        await installation.RunAsync(s => s.GetRequiredService<OperationRunner>().RunAsync<Done>(new Operation("test.send", Permission.System), scope =>
        {
            scope.Enqueue("test.unhandled", new { });
            scope.Audit("test", "1", null, null);
            return Task.FromResult<Result<Done>>(default(Done));
        }));
        await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<OutboxMessage>()
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.State, OutboxState.Failed).SetProperty(m => m.Error, "boîte pleine")));
        return (await MessageAsync(installation)).Id;
    }

    private static Task<OutboxMessage> MessageAsync(TestInstallation installation) =>
        installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<OutboxMessage>().AsNoTracking().SingleAsync());
}
