using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Accounts.Model;
using Ramure.Accounts.PersonalData;
using Ramure.Journal.Model;
using Ramure.Journal.PersonalData;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Jobs;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Outbox;
using Ramure.Kernel.PersonalData;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.Upkeep;
using Ramure.Tests.Journal;
using Ramure.Tests.Kernel.Audit;
using Ramure.Tests.Support;
using Ramure.Trust.Model;
using Ramure.Trust.Persons;

namespace Ramure.Tests.Trust;

public sealed class PersonalDataTests
{
    private const string Register = "/administration/donnees-personnelles";
    private const string Board = "/pilotage/cop-2017-2019";

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Erasing_a_person_leaves_every_figure_as_it_was_and_nothing_that_names_them(string database)
    {
        await using var installation = await JournalInstallation.CreateAsync(database);
        using var admin = await installation.ClientAsync();
        var (zoe, client) = await PersonAsync(installation, "Zoé Lefèvre", "zoe.lefevre@exemple.test");
        var (paul, other) = await PersonAsync(installation, "Paul Martin", "paul.martin@exemple.test");
        await LiveAsync(installation, zoe, "Séance menée avec zoe lefevre et Paul Martin");
        await LiveAsync(installation, paul, "Sans elle");
        var before = await FiguresAsync(installation, admin);
        Assert.Contains("persons=2", before, StringComparison.Ordinal);

        Assert.True((await EraseAsync(installation, zoe)).Succeeded);

        Assert.Equal(before, await FiguresAsync(installation, admin));
        Assert.Empty((await installation.RunAsync(s => s.GetRequiredService<LedgerUpkeep>().VerifyAsync(default))).Differences);
        Assert.Empty((await installation.VerifyAsync()).Breaks);
        foreach (var row in await EverythingAsync(installation))
        {
            Assert.DoesNotContain("zoe.lefevre", row, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("lefevre", Ramure.Kernel.Text.SearchText.Fold(row), StringComparison.Ordinal);
        }

        // The other person is untouched.
        Assert.Contains(await EverythingAsync(installation), r => r.Contains("paul.martin@exemple.test", StringComparison.Ordinal));
        Assert.Contains($"{JournalPersonalData.Mask} et Paul Martin", string.Join('\n', await EverythingAsync(installation)), StringComparison.Ordinal);
        // Whoever held the cookie is out.
        using (var answer = await client.GetAsync("/compte/donnees"))
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        using (var answer = await other.GetAsync("/compte/donnees"))
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await installation.RunAsync(s => s.GetRequiredService<ISubjects>().PresencesAsync(zoe)));
        Assert.Equal(AccountPersonalData.Nobody, (await installation.RunAsync(s => s.GetRequiredService<IActorNames>().NamesAsync([zoe])))[zoe]);
        var said = Assert.Single(await installation.TrailAsync(), e => e is { Operation: "personal-data.erase", SubjectKind: "person" });
        Assert.Equal((zoe, "À la demande de la personne"), (said.SubjectId, said.Reason));
        Assert.Equal("person-unknown", (await EraseAsync(installation, zoe)).Refusals[0].Code);
        client.Dispose();
        other.Dispose();
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task No_table_of_accounts_but_roles_speaks_of_an_erased_account(string database)
    {
        await using var installation = await JournalInstallation.CreateAsync(database);
        var (zoe, client) = await PersonAsync(installation, "Zoé Lefèvre", "zoe.lefevre@exemple.test");
        Assert.True((await EraseAsync(installation, zoe)).Succeeded);
        await installation.RunAsync(async s =>
        {
            var db = s.GetRequiredService<RamureDb>();
            var id = Guid.Parse(zoe["account:".Length..]);
            var checkedTables = 0;
            foreach (var entity in db.Model.GetEntityTypes().Where(e => e.ClrType.Assembly == typeof(Account).Assembly || e.GetTableName()?.StartsWith("accounts_", StringComparison.Ordinal) == true))
            {
                if (entity.ClrType == typeof(RoleGrant) || entity.IsOwned() || (entity.FindProperty("AccountId") ?? entity.FindProperty("UserId")) is not { } property)
                    continue;
                checkedTables++;
                var column = property.GetColumnName();
                // Table and column come from the model.
                var sql = $"SELECT CAST(COUNT(*) AS int) AS \"Value\" FROM {entity.GetTableName()} WHERE \"{column}\" = {{0}}";
                var count = await db.Database.SqlQueryRaw<int>(sql, id).SingleAsync();
                Assert.True(count == 0, $"{entity.GetTableName()} keeps {count}");
            }

            Assert.True(checkedTables >= 6, $"{checkedTables}");
            Assert.All(await db.Set<RoleGrant>().Where(g => g.AccountId == id).ToListAsync(), g => Assert.NotNull(g.RevokedAt));
        });
        client.Dispose();
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_export_holds_all_and_nothing_of_others(string database)
    {
        await using var installation = await JournalInstallation.CreateAsync(database);
        var (zoe, client) = await PersonAsync(installation, "Zoé Lefèvre", "zoe.lefevre@exemple.test");
        var (paul, other) = await PersonAsync(installation, "Paul Martin", "paul.martin@exemple.test");
        await LiveAsync(installation, zoe, "Menée par Paul Martin");
        await LiveAsync(installation, paul, "Préparée par Zoé Lefèvre");

        var text = await client.GetStringAsync("/compte/donnees.json");
        using var document = JsonDocument.Parse(text);
        var data = document.RootElement.GetProperty("data");
        string[] Records(string code) => [.. data.GetProperty(code).GetProperty("records").EnumerateArray().Select(r => r.GetRawText())];
        Assert.Contains("zoe.lefevre@exemple.test", Assert.Single(Records("account")));
        Assert.Contains("A62", Assert.Single(Records("roles")));
        Assert.Single(Records("sessions"));
        Assert.Single(Records("activities-noted"));
        Assert.Single(Records("activities-naming"));
        Assert.Single(Records("presences"));
        Assert.Contains("bienvenue", Assert.Single(Records("messages")));
        Assert.NotEmpty(Records("events-about"));
        Assert.DoesNotContain("Paul", text, StringComparison.Ordinal);
        Assert.DoesNotContain("paul.martin", text, StringComparison.Ordinal);
        Assert.DoesNotContain(paul["account:".Length..], text, StringComparison.Ordinal);

        var page = await client.PageAsync("/compte/donnees");
        Assert.Equal(data.EnumerateObject().Count(), page.QuerySelectorAll("section.panel").Length - 1);
        Assert.Contains("zoe.lefevre@exemple.test", page.QuerySelector("#account")!.TextContent);
        client.Dispose();
        other.Dispose();
    }

    [Fact]
    public async Task A_person_asks_to_be_forgotten_and_an_administrator_does_it()
    {
        await using var installation = await JournalInstallation.CreateAsync("sqlite");
        using var admin = await installation.ClientAsync();
        var (zoe, client) = await PersonAsync(installation, "Zoé Lefèvre", "zoe.lefevre@exemple.test");
        using (var asked = await client.SendAsync("/compte/donnees", await client.PageAsync("/compte/donnees"), "effacement", []))
            Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        Assert.Contains("est enregistrée", (await client.PageAsync("/compte/donnees")).QuerySelector("#effacement")!.TextContent);

        var list = await admin.PageAsync(Register + "/personnes");
        var href = list.QuerySelector("#demandes a")!.GetAttribute("href")!;
        Assert.Equal("Zoé Lefèvre", list.QuerySelector("#demandes a")!.TextContent);
        Assert.Equal(href, (await admin.PageAsync(Register + "/personnes?q=lefevre")).QuerySelector(".people a")!.GetAttribute("href"));
        var page = await admin.PageAsync(href);
        using (var refused = await admin.SendAsync(href, page, "effacer", []))
            Assert.Contains("choisissez un motif", WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        using (var done = await admin.SendAsync(href, page, "effacer", new() { ["motif"] = "demande" }))
            Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);

        Assert.Null((await admin.PageAsync(Register + "/personnes")).QuerySelector("#demandes"));
        await admin.PageAsync(href, HttpStatusCode.NotFound);
        Assert.NotNull((await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<ErasureRequest>().SingleAsync(r => r.Reference == zoe))).DoneAt);
        client.Dispose();
    }

    [Fact]
    public async Task Only_who_administers_the_whole_network_sees_or_erases_others()
    {
        await using var installation = await JournalInstallation.CreateAsync("sqlite");
        var (zoe, client) = await PersonAsync(installation, "Zoé Lefèvre", "zoe.lefevre@exemple.test");
        using var local = await installation.ClientAsync(Role.Administrator, "A62");
        var one = $"{Register}/personne?reference={Uri.EscapeDataString(zoe)}";
        foreach (var address in new[] { Register + "/personnes", one, one.Replace("/personne?", "/personne.json?", StringComparison.Ordinal) })
        {
            await local.PageAsync(address, HttpStatusCode.Forbidden);
            await client.PageAsync(address, HttpStatusCode.Forbidden);
        }

        Assert.Contains("Registre des traitements", (await client.PageAsync(Register)).QuerySelector("caption")!.TextContent);
        using var stranger = await installation.StrangerAsync();
        foreach (var address in new[] { Register, "/compte/donnees", "/compte/donnees.json" })
            await stranger.PageAsync(address, HttpStatusCode.Redirect);
        client.Dispose();
    }

    [Fact]
    public async Task The_last_administrator_of_the_network_is_not_erased()
    {
        await using var installation = await JournalInstallation.CreateAsync("sqlite");
        using var admin = await installation.ClientAsync();
        var id = await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Account>().Select(a => a.Id).SingleAsync());
        var result = await EraseAsync(installation, $"account:{id}");

        Assert.Equal("last-administrator", Assert.Single(result.Refusals).Code);
        await admin.PageAsync("/compte/donnees");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_retention_job_forgets_what_the_register_says_and_nothing_younger(string database)
    {
        await using var installation = await JournalInstallation.CreateAsync(database);
        var (zoe, first) = await PersonAsync(installation, "Zoé Lefèvre", "zoe.lefevre@exemple.test");
        var (paul, second) = await PersonAsync(installation, "Paul Martin", "paul.martin@exemple.test");
        await installation.RunAsync(async s =>
        {
            var db = s.GetRequiredService<RamureDb>();
            var (old, young) = (JournalInstallation.Now.AddYears(-3).AddDays(-1), JournalInstallation.Now.AddYears(-3).AddDays(1));
            await Accounts(db, zoe).ExecuteUpdateAsync(set => set.SetProperty(a => a.DisabledAt, old));
            await Accounts(db, paul).ExecuteUpdateAsync(set => set.SetProperty(a => a.DisabledAt, young));
            var id = Guid.Parse(paul["account:".Length..]);
            foreach (var months in new[] { 11, 13 })
                db.Add(new SignedInSession { Id = Guid.CreateVersion7(), AccountId = id, CreatedAt = old, LastSeenAt = old, ProvenAt = old, ExpiresAt = JournalInstallation.Now.AddMonths(-months), Method = "test", Browser = $"{months}" });
            await db.SaveChangesAsync();
        });
        await RunJobAsync(installation);
        await RunJobAsync(installation);

        await installation.RunAsync(async s =>
        {
            var db = s.GetRequiredService<RamureDb>();
            Assert.NotNull((await Accounts(db, zoe).SingleAsync()).ErasedAt);
            Assert.Null((await Accounts(db, paul).SingleAsync()).ErasedAt);
            Assert.Equal(["11"], await db.Set<SignedInSession>().Where(x => x.Method == "test" && x.Browser != null).Select(x => x.Browser!).Where(b => b == "11" || b == "13").ToListAsync());
        });
        var trail = await installation.TrailAsync();
        // The host's own worker may have run the job as well.
        Assert.Contains(trail, e => e.Operation == "personal-data.forget");
        Assert.Equal("La durée de conservation est passée", Assert.Single(trail, e => e.Operation == "personal-data.erase" && e.SubjectKind == "person").Reason);
        first.Dispose();
        second.Dispose();
    }

    private static IQueryable<Account> Accounts(RamureDb db, string reference)
    {
        var id = Guid.Parse(reference["account:".Length..]);
        return db.Set<Account>().Where(a => a.Id == id);
    }

    private static Task RunJobAsync(TestInstallation installation) =>
        installation.RunAsync(s => s.GetServices<IJob>().Single(j => j.Name == "personal-data.forget").RunAsync(default));

    private static Task<Result<int>> EraseAsync(TestInstallation installation, string reference) =>
        installation.RunAsync(s => s.GetRequiredService<PersonErasure>().EraseAsync(reference, "demande"));

    /// <summary>A member of the team of A62, signed in.</summary>
    private static async Task<(string Reference, HttpClient Client)> PersonAsync(TestInstallation installation, string name, string email)
    {
        var client = await installation.ClientAsync(Role.AtelierStaff, "A62");
        var reference = await installation.RunAsync(async s =>
        {
            var db = s.GetRequiredService<RamureDb>();
            var account = await db.Set<Account>().OrderByDescending(a => a.Id).FirstAsync();
            (account.DisplayName, account.Email, account.NormalizedEmail) = (name, email, email.ToUpperInvariant());
            await db.SaveChangesAsync();
            return $"account:{account.Id}";
        });
        return (reference, client);
    }

    /// <summary>What a person leaves behind: a note, a presence, a message, events that name them.</summary>
    private static async Task LiveAsync(TestInstallation installation, string reference, string note)
    {
        var activity = await installation.RecordAsync(JournalInstallation.Training with { Note = note });
        await installation.RunAsync(async s =>
        {
            var db = s.GetRequiredService<RamureDb>();
            await db.Set<Activity>().Where(a => a.Id == activity.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.RecordedBy, reference));
            var account = await Accounts(db, reference).AsNoTracking().SingleAsync();
            var done = await s.GetRequiredService<OperationRunner>().RunAsync<Done>(new Operation("test.live", Permission.System, $"Arrivée de {account.DisplayName}"), async scope =>
            {
                await s.GetRequiredService<IMeasures>().DeclareAsync(scope, [new("persons", "Personnes", "personnes", "personne", 1, 0, MeasureKind.Distinct, TimeOperator.Distinct, UnitOperator.Distinct, [])]);
                await s.GetRequiredService<ILedger>().PostAsync(
                    scope, [new LedgerPosting(new SourceRef("test", reference, 1), [new LedgerLine("persons", "A62", new DateOnly(2024, 3, 12), 1, Subject: reference)])]);
                scope.Enqueue("test.mail", new { To = account.Email, Text = "bienvenue" });
                scope.Audit("account", account.Id.ToString(), null, new { account.Email, account.DisplayName });
                return default(Done);
            });
            Assert.True(done.Succeeded);
        });
    }

    /// <summary>Every measure of both units, and the published board.</summary>
    private static async Task<string> FiguresAsync(TestInstallation installation, HttpClient client)
    {
        var figures = await installation.RunAsync(async s =>
        {
            var lines = new List<string>();
            foreach (var measure in (await s.GetRequiredService<IMeasures>().AllAsync()).Keys.Order(StringComparer.Ordinal))
                foreach (var unit in new[] { "RC", "A62", "A988" })
                {
                    var answer = await s.GetRequiredService<ILedgerReader>().ReadAsync(new LedgerQuestion(
                        [new Term(measure)], [unit], true, [Ramure.Kernel.Time.Period.Whole(new(new(2024, 1, 1), new(2025, 1, 1)))], HierarchyView.Current, null));
                    var cell = answer.Cell(0, 0, 0);
                    lines.Add(string.Create(CultureInfo.InvariantCulture, $"{unit} {measure}={cell.Value} {cell.State} {cell.Entries}"));
                }

            return lines;
        });
        foreach (var address in new[] { Board + "?annee=2018", Board + "?annee=2019" })
            figures.Add((await client.PageAsync(address)).QuerySelector("main")!.TextContent);
        return string.Join('\n', figures);
    }

    /// <summary>Each row of each table as text.</summary>
    private static Task<List<string>> EverythingAsync(TestInstallation installation) => installation.RunAsync(async s =>
    {
        var db = s.GetRequiredService<RamureDb>();
        var rows = new List<string>();
        await db.Database.OpenConnectionAsync();
        foreach (var table in db.Model.GetEntityTypes().Select(e => e.GetTableName()).OfType<string>().Distinct())
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM {table}";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                rows.Add(table + " " + string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))));
        }

        return rows;
    });
}
