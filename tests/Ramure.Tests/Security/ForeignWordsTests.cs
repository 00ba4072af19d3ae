using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text;
using Ramure.Kernel.Access;

namespace Ramure.Tests.Security;

/// <summary>
/// No role sees another unit's words by changing an address, an identifier, an export or a parameter of the API: whatever status is
/// answered, the words are looked for in what comes back.
/// </summary>
public sealed class ForeignWordsTests(TwoAteliers ateliers) : IClassFixture<TwoAteliers>
{
    private static readonly string[] Units = ["A22", "A62", "RC", "DT-BPL", "DT-HDF"];

    [Fact]
    public async Task No_role_sees_the_words_of_another_unit()
    {
        var addresses = (await AddressesAsync()).Distinct().ToList();
        Assert.True(addresses.Count > 400, $"{addresses.Count} addresses.");
        var (here, elsewhere) = (ateliers.Here, ateliers.Elsewhere);
        string[] theirs = [.. elsewhere.Open, .. elsewhere.Inside], all = [.. here.Open, .. here.Inside, .. theirs];
        var people = new List<(string Name, HttpClient Client, string[] Forbidden)> { ("stranger", await ateliers.Whole.Installation.StrangerAsync(), all) };
        foreach (var role in Enum.GetValues<Role>())
            people.Add((role.ToString(), await ateliers.Whole.Installation.ClientAsync(role, "A62"), role switch
            {
                Role.Teacher or Role.Trainer => all,
                Role.HeadOfficeService or Role.OversightReader or Role.FunderReader => [.. here.Inside, .. theirs],
                _ => theirs,
            }));
        people.Add(("directorate", await ateliers.Whole.Installation.ClientAsync(Role.TerritorialDirector, "DT-HDF"), theirs));

        var (leaks, seen) = (new ConcurrentBag<string>(), new ConcurrentDictionary<(string, string), bool>());
        var requests = people.SelectMany(p => addresses.Select(a => (Person: p, Address: a)));
        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken }, async (asked, cancel) =>
        {
            using var answer = await asked.Person.Client.GetAsync(asked.Address, cancel);
            var text = Text(await answer.Content.ReadAsByteArrayAsync(cancel)) + answer.Headers + answer.Content.Headers;
            Assert.True((int)answer.StatusCode < 500, $"{asked.Address} answers {answer.StatusCode}.");
            foreach (var word in all.Where(w => text.Contains(w, StringComparison.OrdinalIgnoreCase)))
            {
                seen[(asked.Person.Name, word)] = true;
                if (asked.Person.Forbidden.Contains(word))
                    leaks.Add($"{asked.Person.Name} reads « {word} » at {asked.Address} ({(int)answer.StatusCode})");
            }
        });
        people.ForEach(p => p.Client.Dispose());

        Assert.Empty(leaks.Order());
        // The same walk does find what is one's own: an empty answer to everything would prove nothing.
        foreach (var word in here.Open.Concat(here.Inside))
            Assert.True(seen.ContainsKey((nameof(Role.AtelierStaff), word)), $"Nobody at A62 found « {word} ».");
        Assert.All(here.Open, word => Assert.True(seen.ContainsKey((nameof(Role.FunderReader), word))));
    }

    [Fact]
    public async Task Unknown_is_not_found_and_foreign_is_refused()
    {
        using var client = await ateliers.Whole.Installation.ClientAsync(Role.AtelierDirector, "A62");
        foreach (var end in new[] { "", "/note", "/corriger", "/effectif", "/repeter", "/retirer" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(client, $"/journal/activites/{ateliers.Elsewhere.Activity}{end}"));
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, $"/journal/activites/{Guid.CreateVersion7()}{end}"));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, $"/journal/activites/{ateliers.Here.Activity}{end}"));
        }

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(client, $"/journal/import?fichier={ateliers.Elsewhere.Stored}"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, $"/journal/activites/{ateliers.Here.Activity}/pieces/{ateliers.Elsewhere.Attachment}"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(client, "/journal?unite=A22"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, "/journal?unite=A000"));
    }

    /// <summary>What is searched must not tell, by what is found, what a note says.</summary>
    [Fact]
    public async Task A_searched_word_finds_no_note_that_may_not_be_read()
    {
        var (title, note) = (ateliers.Here.Open[0], ateliers.Here.Inside[0]);
        using var staff = await ateliers.Whole.Installation.ClientAsync(Role.AtelierStaff, "A62");
        using var funder = await ateliers.Whole.Installation.ClientAsync(Role.FunderReader, "A62");
        foreach (var address in new[] { $"/journal?unite=A62&q={note}", $"/journal/export.csv?unite=A62&q={note}" })
        {
            Assert.Contains(title, await staff.GetStringAsync(address, TestContext.Current.CancellationToken), StringComparison.Ordinal);
            Assert.DoesNotContain(title, await funder.GetStringAsync(address, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        Assert.DoesNotContain(ateliers.Elsewhere.Open[0], await staff.GetStringAsync($"/journal/export.csv?q={ateliers.Elsewhere.Inside[0]}", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    /// <summary>Each route with every mix of one's own and foreign identifiers, and each parameter with every unit.</summary>
    private async Task<IEnumerable<string>> AddressesAsync()
    {
        var list = new List<string>();
        var (here, elsewhere) = (ateliers.Here, ateliers.Elsewhere);
        foreach (var route in (await Route.AllAsync(ateliers.Whole)).Where(r => r.Method == "GET"))
        {
            foreach (var (activity, attachment, unit) in new[] { (here, here, "A62"), (elsewhere, elsewhere, "A22"), (here, elsewhere, "A22"), (elsewhere, here, "A62") })
            {
                var values = new Dictionary<string, string>(ateliers.Whole.Values, StringComparer.OrdinalIgnoreCase)
                {
                    ["/journal/activites Id"] = activity.Activity.ToString(),
                    ["/journal/activites activity"] = activity.Activity.ToString(),
                    ["/journal/activites attachment"] = attachment.Attachment.ToString(),
                    ["/journal/bilans Report"] = $"atelier-{unit[1..]}-2023-2024",
                    ["/pilotage/{Contract}/unites Code"] = unit,
                    ["/reseau/unites Code"] = unit,
                    ["/exemple Id"] = $"web.visits:{unit}:2018",
                };
                list.Add(route.Address(values));
            }
        }

        string[] days = ["&du=2023-09-01&au=2024-08-31", "&du=2010-01-01&au=2035-12-31"];
        foreach (var unit in Units)
        {
            list.AddRange([
                $"/journal?unite={unit}", $"/journal/export.csv?unite={unit}", $"/journal/export.xlsx?unite={unit}", $"/journal/calendrier?unite={unit}&mois=2024-03",
                $"/journal/nouvelle?unite={unit}", $"/journal/nouvelle?unite={unit}&genre=training", $"/pilotage/cop-2017-2019?unite={unit}&annee=2024",
                $"/pilotage/cop-2017-2019/unites/{unit}?annee=2024", $"/api/v1/contracts/cop-2017-2019/values?year=2024&unit={unit}",
                $"/administration/audit?unite={unit}", $"/administration/audit/export.csv?unite={unit}",
            ]);
            foreach (var below in new[] { "", "&sous-arbre=1" })
                foreach (var period in days)
                    foreach (var view in new[] { "", "&perimetre=constant:2031-06-01", "&perimetre=constant:2024-01-01" })
                        foreach (var within in view.Length > 0 ? [""] : new[] { "", "&dans=A62", "&dans=A22", "&dans=DT-HDF" })
                        {
                            var question = $"mesure=training.actions&unite={unit}{below}{period}{view}{within}";
                            list.AddRange([$"/registre/ecritures.csv?{question}", $"/registre/agregats?{question}&par=unit"]);
                            if (within.Length == 0)
                                list.AddRange([$"/registre/ecritures?{question}", $"/registre/ecritures.xlsx?{question}"]);
                            list.Add("/api/v1/entries?" + question.Replace("mesure=", "measure=", StringComparison.Ordinal).Replace("unite=", "unit=", StringComparison.Ordinal)
                                .Replace("sous-arbre=1", "subtree=true", StringComparison.Ordinal).Replace("&du=", "&from=", StringComparison.Ordinal).Replace("&au=", "&to=", StringComparison.Ordinal)
                                .Replace("perimetre=", "view=", StringComparison.Ordinal).Replace("dans=", "within=", StringComparison.Ordinal));
                        }
        }

        list.AddRange([
            "/journal", "/journal?unite=", "/journal/export.csv", "/journal/export.xlsx", "/journal/export.csv?unite=&genre=training", "/journal/export.csv?unite=A22&unite=A62",
            "/journal/export.csv?unite=a22", $"/journal/nouvelle?copie={elsewhere.Activity}", $"/journal/nouvelle?copie={elsewhere.Activity}&unite=A62", $"/journal/import?fichier={elsewhere.Stored}",
            $"/journal/import?fichier={here.Stored}", "/administration/audit", "/administration/audit/export.csv",
        ]);
        for (var number = 1; number <= 60; number++)
            list.Add($"/administration/audit/{number}");
        return list;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    /// <summary>A workbook is looked into: its sheets are compressed.</summary>
    private static string Text(byte[] content)
    {
        if (content is not [(byte)'P', (byte)'K', ..])
            return WebUtility.HtmlDecode(Encoding.UTF8.GetString(content));
        using var archive = new ZipArchive(new MemoryStream(content));
        return string.Concat(archive.Entries.Select(e => new StreamReader(e.Open()).ReadToEnd()));
    }
}
