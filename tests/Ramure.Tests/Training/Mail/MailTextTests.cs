using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Tests.Support;
using Ramure.Training.Mail;
using Ramure.Training.Model;

namespace Ramure.Tests.Training.Mail;

/// <summary>The words of mails: those of the product, those of units, and what is refused.</summary>
public sealed class MailTextTests
{
    public static TheoryData<string> Kinds { get; } = [.. MailKinds.All.Select(k => k.Code)];

    [Theory, MemberData(nameof(Kinds))]
    public void The_words_that_come_with_the_product_pass_the_rules_they_are_held_to(string code)
    {
        var words = MailTexts.Default(MailKinds.Find(code)!.Kind);
        Assert.Empty(MailTextRules.Check(words.Subject, words.Body));
    }

    [Theory]
    [InlineData("Bonjour\n\nvous êtes {{ formation.titres }}", 3, 14, "« formation.titres » ne désigne rien")]
    [InlineData("{{ secret }}", 1, 4, "« secret » ne désigne rien")]
    [InlineData("{% if session.motif %}\nMotif", 0, 0, "")]
    [InlineData("un\ndeux {{ formation.titre }", 2, 0, "")]
    [InlineData("{% for creneau in session.creneaux %}{{ creneau.place }}{% endfor %}", 1, 41, "« creneau.place » ne désigne rien")]
    [InlineData("{% for creneau in session.creneaux %}{{ creneau.lieu }}{% endfor %}{{ creneau.lieu }}", 1, 41, "« creneau.lieu » ne désigne rien")]
    [InlineData("a\n  {% include 'autre' %}", 2, 3, "la balise « include » ne sert pas ici")]
    [InlineData("{{ formation.titre | date: '%Y' }}", 1, 22, "le filtre « date » ne sert pas ici")]
    [InlineData("{% for i in (1..100000000) %}x{% endfor %}", 1, 15, "un intervalle de nombres ne sert pas ici")]
    [InlineData("{{ session['dates'] }}", 1, 4, "« session » ne désigne rien")]
    public void What_cannot_be_sent_is_refused_with_its_line_and_column(string body, int line, int column, string message)
    {
        var refusal = Assert.Single(MailTextRules.Check("Objet", body));
        Assert.Equal("texte", refusal.Field);
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(refusal.Line);
        if (line > 0)
            Assert.Equal(line, refusal.Line);
        if (column > 0)
            Assert.Equal(column, refusal.Column);
        Assert.Contains($"ligne {refusal.Line}, colonne {refusal.Column}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_said_at_once_and_empty_words_are_refused()
    {
        Assert.Equal(["objet", "texte"], MailTextRules.Check(" ", null).Select(r => r.Field));
        Assert.Equal(["a.b", "c"], MailTextRules.Check("x", "{{ a.b }} {{ c }}").Select(r => r.Message.Split('«', '»')[1].Trim()));
        Assert.Equal("subject-lines", Assert.Single(MailTextRules.Check("un\ndeux", "x")).Code);
        Assert.Equal("text-too-long", Assert.Single(MailTextRules.Check("x", new string('x', 10_001))).Code);
    }

    [Fact]
    public void Words_that_would_run_for_ever_are_stopped()
    {
        var body = string.Concat(Enumerable.Repeat("{% for a in session.creneaux %}", 12)) + "x" + string.Concat(Enumerable.Repeat("{% endfor %}", 12));
        Assert.Empty(MailTextRules.Check("x", body));
        var session = new Dictionary<string, object?> { ["creneaux"] = Enumerable.Range(0, 60).Select(_ => new Dictionary<string, object?> { ["lieu"] = "x" }).ToList() };
        Assert.ThrowsAny<Exception>(() => MailTemplate.Paragraphs(body, new Dictionary<string, object?> { ["session"] = session }));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_unit_writes_with_its_own_words_else_with_those_above_it_else_with_those_of_the_product(string database)
    {
        await using var scene = await MailScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 9);
        async Task<string> SubjectAsync(string name)
        {
            scene.Clock.UtcNow += TimeSpan.FromMinutes(1);
            await scene.RegisterAsync(session, name);
            await scene.DeliverAsync();
            return scene.Files()[^1].Title();
        }

        Assert.Equal("Ramure : inscription confirmée, Premiers pas en webradio", await SubjectAsync("Alice"));
        Assert.True((await WriteAsync(scene, "RC", 0, "Le siège : {{ formation.titre }}")).Succeeded);
        Assert.Equal("Ramure : Le siège : Premiers pas en webradio", await SubjectAsync("Bob"));
        Assert.True((await WriteAsync(scene, "A62", 0, "{{ unite.nom | upcase }}, {{ personne.nom }}")).Succeeded);
        Assert.EndsWith(", Chloé", await SubjectAsync("Chloé"), StringComparison.Ordinal);
        Assert.Equal("text-changed", Assert.Single((await WriteAsync(scene, "A62", 0, "autre")).Refusals).Code);

        Assert.True((await scene.RunAsync(s => s.GetRequiredService<MailTextEditor>().ResetAsync(new MailTextChange("A62", MailKind.Confirmed, 1, null, null)))).Succeeded);
        Assert.Equal("Ramure : Le siège : Premiers pas en webradio", await SubjectAsync("David"));
        Assert.Equal("text-inherited", Assert.Single((await scene.RunAsync(s => s.GetRequiredService<MailTextEditor>().ResetAsync(new MailTextChange("A62", MailKind.Confirmed, 2, null, null)))).Refusals).Code);
        var versions = await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<MailText>().Where(t => t.Unit == "A62").OrderBy(t => t.Version).Select(t => t.Subject).ToListAsync());
        Assert.Equal(["{{ unite.nom | upcase }}, {{ personne.nom }}", null], versions);
        var trail = await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<AuditEvent>().Where(e => e.SubjectKind == MailTextEditor.SubjectKind).OrderBy(e => e.At).Select(e => $"{e.Operation} {e.SubjectId} {e.Unit}").ToListAsync());
        Assert.Equal(["training.write-mail-text RC/confirmation RC", "training.write-mail-text A62/confirmation A62", "training.reset-mail-text A62/confirmation A62"], trail);
    }

    [Fact]
    public async Task What_people_are_called_is_text_never_markup()
    {
        await using var scene = await MailScene.CreateAsync("sqlite");
        var session = await scene.SessionAsync(seats: 9);
        await WriteAsync(scene, "A62", 0, "{{ personne.nom }}", "<b>{{ personne.nom }}</b> {{ '{{ formation.titre }}' }}");
        await scene.RunAsync(s => s.GetRequiredService<Ramure.Training.Registration.Registrar>().RegisterAsync(new(session.Id, "<script>alert(1)</script> {{ formation.titre }}", "alice@exemple.test")));
        await scene.DeliverAsync();
        var message = Assert.Single(scene.Files());
        Assert.DoesNotContain("<script>", message.HtmlBody!, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", message.HtmlBody!, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;&lt;script&gt;alert(1)&lt;/script&gt; {{ formation.titre }}&lt;/b&gt;", message.HtmlBody!, StringComparison.Ordinal);
        Assert.Contains("<b><script>alert(1)</script> {{ formation.titre }}</b>", message.Body(), StringComparison.Ordinal);
    }

    private static Task<Result<MailText>> WriteAsync(TrainingScene scene, string unit, int version, string subject, string body = "Bienvenue.") =>
        scene.RunAsync(s => s.GetRequiredService<MailTextEditor>().WriteAsync(new MailTextChange(unit, MailKind.Confirmed, version, subject, body)));
}
