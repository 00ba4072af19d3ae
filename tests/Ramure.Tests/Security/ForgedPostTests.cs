using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Journal.Model;
using Ramure.Journal.Recording;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Ledger.Upkeep;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;

namespace Ramure.Tests.Security;

/// <summary>Forms that no page shows: sent by somebody signed in, with a good token, for another unit's records.</summary>
public sealed class ForgedPostTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_form_forged_for_another_unit_is_refused_and_leaves_nothing(string database)
    {
        await using var installation = await JournalInstallation.CreateAsync(database);
        var own = await installation.RecordAsync(JournalInstallation.Training);
        var foreign = await installation.RecordAsync(JournalInstallation.Training with { Unit = "A988" });
        var attached = await installation.RunAsync(s => s.GetRequiredService<Attachments>().AddAsync(foreign.Id, new MemoryStream("x"u8.ToArray()), "x.txt", "text/plain"));
        using var client = await installation.ClientAsync(Role.AtelierDirector, "A62");
        var page = await client.PageAsync($"/journal/activites/{own.Id}/corriger");
        var token = page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var fields = page.QuerySelectorAll("main form input, main form select, main form textarea").Where(e => e.GetAttribute("name") is not null)
            .ToDictionary(e => e.GetAttribute("name")!, e => ((e as AngleSharp.Html.Dom.IHtmlInputElement)?.Value ?? (e as AngleSharp.Html.Dom.IHtmlSelectElement)?.Value) ?? "", StringComparer.Ordinal);
        (fields["reason"], fields["version"]) = ("forgé", "1");
        var before = await StateAsync(installation);

        var there = $"/journal/activites/{foreign.Id}";
        (string Address, string Handler, (string, string)[] More)[] forged =
        [
            (there + "/corriger", "correction", []), (there + "/effectif", "effectif", []), (there + "/retirer", "retrait", []),
            (there + "/repeter", "repetition", [("every_days", "7"), ("until", "2024-06-01")]), (there, "joindre", []),
            (there, $"retirer-{attached.Value.Id}", [("attachment", attached.Value.Id.ToString())]),
            // From one's own page, in another unit's name.
            ("/journal/nouvelle?unite=A62&genre=training", "activite", [("unit", "A988")]),
            ($"/journal/activites/{own.Id}/corriger", "correction", [("unit_choice", "A988")]),
            ("/reseau/reorganisations/verification?type=fermer&unites=A988&jour=2030-01-01&motif=x", "confirmer", []),
        ];
        foreach (var (address, handler, more) in forged)
        {
            using var content = new MultipartFormDataContent();
            foreach (var (name, value) in fields.Where(f => f.Key is not ("_handler" or "__RequestVerificationToken") && more.All(m => m.Item1 != f.Key)))
                content.Add(new StringContent(value), name);
            foreach (var (name, value) in more.Append(("_handler", handler)).Append(("__RequestVerificationToken", token)))
                content.Add(new StringContent(value), name);
            if (handler == "joindre")
                content.Add(new ByteArrayContent("y"u8.ToArray()), "file", "y.txt");
            using var answer = await client.PostAsync(address, content, TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{handler} at {address} answers {answer.StatusCode}.");
        }

        Assert.Equal(before, await StateAsync(installation));
    }

    [Fact]
    public async Task A_file_with_lines_of_another_unit_is_refused_by_line_and_nothing_is_recorded()
    {
        await using var installation = await JournalInstallation.CreateAsync("sqlite");
        using var client = await installation.ClientAsync(Role.AtelierDirector, "A62");
        var before = await StateAsync(installation);
        var page = await client.PageAsync("/journal/import");
        var file = Encoding.UTF8.GetBytes("unit,kind,title,date,source\nA62,visit,Ici,2024-03-12,s-1\nA988,visit,Ailleurs,2024-03-12,s-2\n");
        using var sent = await client.SendAsync("/journal/import", page, "fichier", [], ("file", "f.csv", file));
        Assert.Equal(HttpStatusCode.Found, sent.StatusCode);
        var checkedPage = await client.PageAsync(sent.Headers.Location!.ToString());

        Assert.Contains("Votre compte ne note pas l’activité de A988", checkedPage.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(before, await StateAsync(installation));
        using var another = await installation.ClientAsync(Role.AtelierDirector, "A62");
        await another.PageAsync(sent.Headers.Location!.ToString(), HttpStatusCode.Forbidden);
    }

    private static Task<(int Activities, int Versions, int Files, int Events, long Entries)> StateAsync(TestInstallation installation) => installation.RunAsync(async s =>
    {
        var db = s.GetRequiredService<RamureDb>();
        return (
            await db.Set<Activity>().CountAsync(), await db.Set<Activity>().SumAsync(a => a.Version), await db.Set<Attachment>().CountAsync(),
            await db.Set<AuditEvent>().CountAsync(e => e.Operation.StartsWith("journal.") || e.Operation.StartsWith("network.")),
            (await s.GetRequiredService<LedgerUpkeep>().VerifyAsync(CancellationToken.None)).Entries);
    });
}
