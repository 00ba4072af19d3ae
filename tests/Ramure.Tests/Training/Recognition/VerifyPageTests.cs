using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Operations;
using Ramure.Kernel.PersonalData;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Ramure.Training.Model;
using Ramure.Training.PersonalData;
using Ramure.Training.Recognition;

namespace Ramure.Tests.Training.Recognition;

public sealed class VerifyPageTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Whoever_holds_a_document_sees_that_it_is_good_and_not_whom_it_is_about(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var given = await IssuedAsync(scene);
        using var stranger = await scene.Installation.StrangerAsync();
        var address = "/verifier/" + VerificationCode.Shown(given.Code);
        var page = await stranger.PageAsync(address);
        var told = page.Text("main").Replace('\u00a0', ' ');
        foreach (var part in new[] { "Ce document est valable", "valable", given.Number, "Premiers pas en webradio", "18 septembre 2024", "4 h", "Z. D. L." })
            Assert.Contains(part, told, StringComparison.Ordinal);
        Assert.DoesNotContain("Zénobie", page.DocumentElement.OuterHtml, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("exemple.test", page.DocumentElement.OuterHtml, StringComparison.Ordinal);

        foreach (var (name, answer) in new[] { ("delaunay-lévy ZENOBIE", "c’est le nom du document"), ("Zénobie Delaunay Lévy", "c’est le nom du document"), ("Zoé Delaunay", "ce n’est pas le nom") })
        {
            using var asked = await stranger.SendAsync(address, page, "nom", new() { ["Person"] = name });
            Assert.Contains(answer, (await asked.DocumentAsync()).Text("#personne"), StringComparison.Ordinal);
        }

        using var empty = await stranger.SendAsync(address, page, "nom", new() { ["Person"] = " " });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
    }

    [Fact]
    public async Task A_code_is_read_as_people_write_it_and_one_that_is_none_is_said_so()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var given = await IssuedAsync(scene);
        using var stranger = await scene.Installation.StrangerAsync();
        var typed = VerificationCode.Shown(given.Code).ToLowerInvariant().Replace('0', 'o').Replace('1', 'l').Replace("-", " ", StringComparison.Ordinal);
        using var found = await stranger.GetAsync("/verifier?code=" + Uri.EscapeDataString(typed), TestContext.Current.CancellationToken);
        Assert.Equal("/verifier/" + VerificationCode.Shown(given.Code), found.Headers.Location!.PathAndQuery());
        foreach (var address in new[] { "/verifier?code=abc", "/verifier/00000-00000-00000-00000", "/verifier/" + given.Number, "/verifier/" + given.Id })
            Assert.Contains("Aucun document ne porte ce code", (await stranger.PageAsync(address, HttpStatusCode.UnprocessableEntity)).Text("main"), StringComparison.Ordinal);
        Assert.Contains("Vérifier un document", (await stranger.PageAsync("/verifier")).Text("h1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_that_holds_no_more_says_so()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var given = await IssuedAsync(scene);
        await scene.RunAsync(s => s.GetRequiredService<CredentialService>().RevokeAsync(given.Id, "Motif que seul le personnel lit"));
        using var stranger = await scene.Installation.StrangerAsync();
        var told = (await stranger.PageAsync("/verifier/" + VerificationCode.Shown(given.Code))).Text("main");
        Assert.Contains("Ce document ne vaut plus", told, StringComparison.Ordinal);
        Assert.Contains("retiré par l’unité", told, StringComparison.Ordinal);
        Assert.DoesNotContain("Motif", told, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_documents_of_a_person_who_is_erased_stay_as_numbers(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var given = await IssuedAsync(scene);
        var person = new Person("account:" + Guid.CreateVersion7(), "Zénobie") { Email = "Zenobie@exemple.test" };
        var held = Assert.Single(await scene.RunAsync(s => Part(s).HeldAsync(person, CancellationToken.None)));
        Assert.Equal(2, held.Rows.Count);
        Assert.Contains(VerificationCode.Shown(given.Code), held.Rows[0]);

        var erased = await scene.RunAsync(s => s.GetRequiredService<OperationRunner>().RunAsync(
            new Operation("test.erase", global::Ramure.Kernel.Access.Permission.System), scope => Part(s).EraseAsync(scope, person, CancellationToken.None)));
        Assert.Equal(2, erased.Value);
        Assert.True((await scene.RunAsync(s => s.GetRequiredService<OperationRunner>().RunAsync(
            new Operation("test.erase", global::Ramure.Kernel.Access.Permission.System), scope => s.GetServices<IPersonalData>().OfType<TrainingPersonalData>().Single().EraseAsync(scope, person, CancellationToken.None)))).Succeeded);
        Assert.Empty(Assert.Single(await scene.RunAsync(s => Part(s).HeldAsync(person, CancellationToken.None))).Rows);
        using var stranger = await scene.Installation.StrangerAsync();
        var told = (await stranger.PageAsync("/verifier/" + VerificationCode.Shown(given.Code))).Text("main");
        Assert.Contains("retiré à la demande de la personne", told, StringComparison.Ordinal);
        Assert.Contains(given.Number, told, StringComparison.Ordinal);
        foreach (var gone in new[] { "Premiers pas", "2024 |", "Z. ", "Comparer" })
            Assert.DoesNotContain(gone, told, StringComparison.Ordinal);
        using var link = await stranger.GetAsync(await LinkAsync(scene, given), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, link.StatusCode);
        // A further closing gives nothing again to somebody who has gone.
        Assert.Equal(new Issued(0, 0), await scene.CloseAsync(new Session { Id = given.SessionId, CourseId = given.CourseId, Unit = "A62", TimeZone = "Europe/Paris" }));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task After_ten_years_a_document_goes_on_verifying_without_its_name(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var given = await IssuedAsync(scene);
        foreach (var (years, forgotten) in new[] { (9, 0), (11, 2), (11, 0) })
        {
            scene.Clock.UtcNow = given.IssuedAt.AddYears(years);
            var count = await scene.RunAsync(s => s.GetRequiredService<OperationRunner>().RunAsync<int>(
                new Operation("test.forget", global::Ramure.Kernel.Access.Permission.System), async scope => await Part(s).ForgetAsync(scope, CancellationToken.None)));
            Assert.Equal(forgotten, count.Value);
        }

        using var stranger = await scene.Installation.StrangerAsync();
        var told = (await stranger.PageAsync("/verifier/" + VerificationCode.Shown(given.Code))).Text("main");
        Assert.Contains("Ce document est valable", told, StringComparison.Ordinal);
        Assert.DoesNotContain("Initiales", told, StringComparison.Ordinal);
    }

    internal static Task<string> LinkAsync(TrainingScene scene, Credential given) => scene.RunAsync(s => Task.FromResult(s.GetRequiredService<CredentialLinks>().Path(given.RegistrationId)));

    /// <summary>Zénobie attended the morning and an hour of the afternoon; her attestation.</summary>
    internal static async Task<Credential> IssuedAsync(TrainingScene scene)
    {
        var session = await scene.SessionAsync(seats: 5);
        var person = (await scene.RunAsync(s => s.GetRequiredService<Ramure.Training.Registration.Registrar>().RegisterAsync(
            new Ramure.Training.Registration.RegisterPerson(session.Id, "Zénobie Delaunay-Lévy", "zenobie@exemple.test")))).Value;
        await scene.AttendAsync(session, person, 180, 60);
        await scene.CloseAsync(session);
        return (await scene.CredentialsAsync(session))[0];
    }

    private static IPersonalData Part(IServiceProvider services) => services.GetServices<IPersonalData>().OfType<CredentialPersonalData>().Single();
}
