using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Data;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Ramure.Tests.Training.Mail;
using Ramure.Training.Evaluation.Results;
using Ramure.Training.Model;

namespace Ramure.Tests.Training.Evaluation;

/// <summary>Of an anonymous answer nothing leads to who gave it: not a column, not a place in the file, not a transaction.</summary>
public sealed class AnonymityTests
{
    private const int People = 8;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task No_column_of_an_answer_meets_one_of_a_person_or_of_who_answered(string database)
    {
        await using var scene = await MailScene.CreateAsync(database);
        var session = await scene.HeldAsync(People);
        await scene.AskAsync();
        var links = scene.Links();
        for (var i = 0; i < 6; i++)
        {
            scene.Clock.UtcNow += TimeSpan.FromMinutes(7);
            Assert.True((await scene.AnswerAsync(links[i].Link, $"mieux=commentaire {i}")).Succeeded);
        }

        var survey = await scene.SurveyAsync(session);
        var answers = await RowsAsync(scene, database, SurveyAnswerMapping.Table);
        Assert.Equal(6, answers.Count);
        foreach (var table in new[] { SurveyInvitationMapping.Table, "training_survey_links", "training_registrations", SessionMailMapping.Table, "kernel_audit_events" })
        {
            var others = (await RowsAsync(scene, database, table)).SelectMany(r => r.Values).OfType<string>().Where(v => v.Length > 2).ToHashSet(StringComparer.OrdinalIgnoreCase);
            Assert.NotEmpty(others);
            // The survey is all that they have in common.
            Assert.Empty(answers.SelectMany(r => r.Where(v => v.Key is not ("SurveyId" or "Numbers" or "Texts"))).Select(v => v.Value).OfType<string>().Where(v => v.Length > 2).Intersect(others, StringComparer.OrdinalIgnoreCase));
        }

        Assert.All(answers, r => Assert.Equal((null, null), (r["RegistrationId"], r["SavedAt"])));
        Assert.All(await scene.Installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<global::Ramure.Kernel.Operations.AuditEvent>().AsNoTracking().Where(e => e.Operation == "training.answer-survey").ToListAsync()),
            e => Assert.Equal((null, null, survey.Id.ToString("D")), (e.Before, e.After, e.SubjectId)));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Neither_the_place_of_a_row_nor_its_transaction_tells_in_which_order_people_answered(string database)
    {
        await using var scene = await MailScene.CreateAsync(database);
        await scene.HeldAsync(People);
        await scene.AskAsync();
        foreach (var (_, link) in scene.Links().Take(7))
            await scene.AnswerAsync(link, "mieux=x");
        var answers = await RowsAsync(scene, database, SurveyAnswerMapping.Table, hidden: true);
        var marks = await RowsAsync(scene, database, SurveyInvitationMapping.Table, hidden: true);
        Assert.Equal(7, marks.Count(m => m["Answered"] is "True" or "1"));
        // In the order in which the file holds them, rows stand by what was drawn, and by the registration: never by when.
        Assert.Equal(answers.Select(a => a["Id"]).Order(StringComparer.OrdinalIgnoreCase), answers.Select(a => a["Id"]), StringComparer.OrdinalIgnoreCase);
        Assert.Equal(marks.Select(m => m["RegistrationId"]).Order(StringComparer.OrdinalIgnoreCase), marks.Select(m => m["RegistrationId"]), StringComparer.OrdinalIgnoreCase);
        if (database == "postgres")
        {
            // One transaction wrote them all: the last one.
            Assert.Single(answers.Select(a => a["xmin"]).Concat(marks.Select(m => m["xmin"])).Distinct());
        }
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Fewer_than_five_show_nothing_and_count_in_no_sum(string database)
    {
        await using var scene = await MailScene.CreateAsync(database);
        var (small, large) = (await scene.HeldAsync(6), await scene.HeldAsync(6));
        await scene.AskAsync();
        var links = scene.Links();
        foreach (var (_, link) in links.Take(AnonymityFloor.Least - 1))
            await scene.AnswerAsync(link, "satisfaction=1", "mieux=secret");
        foreach (var (_, link) in links.Skip(6).Take(AnonymityFloor.Least))
            await scene.AnswerAsync(link, "satisfaction=5", "mieux=public");
        using var director = await scene.Installation.ClientAsync(global::Ramure.Kernel.Access.Role.AtelierDirector, "A62");
        var (few, enough) = (await AnswersAsync(scene, small) < AnonymityFloor.Least ? (small, large) : (large, small));
        var page = (await director.PageAsync($"/formations/sessions/{few.Id}/avis")).Text("main");
        Assert.Contains("se montrent à partir de 5", page, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", page, StringComparison.Ordinal);
        Assert.Contains("public", (await director.PageAsync($"/formations/sessions/{enough.Id}/avis")).Text("main"), StringComparison.Ordinal);
        // Together: nine answers are counted, the mean is that of five.
        var together = await director.PageAsync("/formations/evaluations?unite=A62&annee=2024");
        Assert.Contains("Une session n’est que comptée", together.Text("main .notice"), StringComparison.Ordinal);
        Assert.Contains("Satisfaction 5,00sur 5", together.Text(".tile"), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", together.Text("main"), StringComparison.Ordinal);
        foreach (var file in new[] { "export.csv", "commentaires/export.csv" })
            Assert.DoesNotContain("secret", await director.GetStringAsync($"/formations/evaluations/{file}?unite=A62&annee=2024"), StringComparison.Ordinal);
        Assert.Contains("À chaud;Dans l’ensemble, êtes-vous satisfait de cette formation ?;Échelle de 1 à 5;1;0;5;5", await director.GetStringAsync("/formations/evaluations/export.csv?unite=A62&annee=2024"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_it_is_over_who_answered_is_forgotten()
    {
        await using var scene = await MailScene.CreateAsync("sqlite");
        await scene.HeldAsync(People);
        await scene.AskAsync();
        foreach (var (_, link) in scene.Links().Take(5))
            await scene.AnswerAsync(link);
        scene.Clock.UtcNow += TimeSpan.FromDays(22);
        await scene.AskAsync();
        Assert.All(await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SurveyInvitation>().AsNoTracking().ToListAsync()), i => Assert.False(i.Answered));
    }

    private static async Task<int> AnswersAsync(TrainingScene scene, Session session) => (await scene.SurveyAsync(session)).Tally.Answers;

    /// <summary>Every column of a table as text, in the order of the file; with what the database keeps beside.</summary>
    private static Task<List<Dictionary<string, string?>>> RowsAsync(TrainingScene scene, string database, string table, bool hidden = false) => scene.RunAsync(async s =>
    {
        var db = s.GetRequiredService<RamureDb>();
        var known = db.Model.GetEntityTypes().Select(t => t.GetTableName()).First(t => t == table);
        var connection = db.Database.GetDbConnection();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        var (more, order) = database == "postgres" ? (hidden ? ", ctid::text AS ctid, xmin::text AS xmin" : "", "ctid") : (hidden ? ", rowid" : "", "rowid");
        command.CommandText = $"SELECT *{more} FROM {known} ORDER BY {order}";
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<Dictionary<string, string?>>();
        while (await reader.ReadAsync())
            rows.Add(Enumerable.Range(0, reader.FieldCount).GroupBy(reader.GetName).ToDictionary(g => g.Key, g => reader.IsDBNull(g.First()) ? null : Convert.ToString(reader.GetValue(g.First()), CultureInfo.InvariantCulture)));
        return rows;
    });
}
