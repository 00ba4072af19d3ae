using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Hosting;
using Ramure.Tests.Network;
using Ramure.Tests.Support;
using Ramure.Tests.Training.Exchange;
using Ramure.Training.Programme;

namespace Ramure.Tests.Training.CommandLine;

/// <summary>The standard output is one for the whole program: who listens to it runs alone.</summary>
[CollectionDefinition(nameof(StandardOutput), DisableParallelization = true)]
public sealed class StandardOutput;

/// <summary><c>ramure training …</c>, as somebody types it.</summary>
[Collection(nameof(StandardOutput))]
public sealed class TrainingCommandTests
{
    [Fact]
    public async Task Files_are_checked_taken_in_given_and_a_sheet_is_closed_from_the_command_line()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite");
        var draft = (await installation.RunAsync(s => s.GetRequiredService<CourseEditor>().CreateAsync(With("A")))).Value;
        await installation.RunAsync(s => s.GetRequiredService<CourseEditor>().PublishAsync(new CourseChange(draft.Id, draft.Version)));
        var sessions = installation.Write("sessions.csv", ExchangeScene.TwoHalves.Replace(";A62;", ";A;", StringComparison.Ordinal)).FullName;
        var people = installation.Write("inscrits.csv", ExchangeScene.People + "S1;C1;;Lise Martin;lise@exemple.test;;;inscrit;\n").FullName;
        var presences = installation.Write("presences.csv", ExchangeScene.Presences + "S1;C1;;;2024-09-18;09:00;present;;;;\nS1;C1;;;2024-09-18;13:30;;60;;;\n").FullName;
        var wrong = installation.Write("faux.csv", ExchangeScene.People + "S1;C9;;;lise;;;inscrit;\n").FullName;
        async Task<(int Code, string Said)> SayAsync(params string[] words) => await RunAsync(installation, words);

        Assert.Equal(0, (await SayAsync("mapping", "check", "ramure")).Code);
        Assert.Equal((1, 1, 1), ((await SayAsync("mapping", "check", "inconnue")).Code, (await SayAsync("mapping", "check", "absente.json")).Code, (await SayAsync("mapping", "check", wrong)).Code));
        Assert.Contains("gaia", (await SayAsync("mapping", "list", "--json")).Said, StringComparison.Ordinal);

        using (var plan = JsonDocument.Parse((await SayAsync("import", "sessions", sessions, "--mapping", "ramure", "--dry-run", "--json")).Said))
            Assert.Equal((true, 2, 0), (plan.RootElement.GetProperty("dryRun").GetBoolean(), plan.RootElement.GetProperty("created").GetInt32(), plan.RootElement.GetProperty("refusals").GetArrayLength()));
        Assert.Equal((0, "{\"sessions\":[]}"), await SayAsync("sessions", "--from", "2024-01-01", "--json"));
        Assert.Equal((0, "Nouveaux : 2 ; changés : 0 ; déjà connus : 0."), await SayAsync("import", "sessions", sessions, "--mapping", "ramure"));
        Assert.Equal((0, "Nouveaux : 0 ; changés : 0 ; déjà connus : 2."), await SayAsync("import", "sessions", sessions, "--mapping", "ramure"));
        Assert.Equal(0, (await SayAsync("import", "registrations", people, "--mapping", "ramure")).Code);
        using (var refused = JsonDocument.Parse((await SayAsync("import", "registrations", wrong, "--mapping", "ramure", "--json")).Said))
            Assert.Equal([2, 2], refused.RootElement.GetProperty("refusals").EnumerateArray().Select(r => r.GetProperty("line").GetInt32()));
        Assert.Equal(1, (await SayAsync("import", "registrations", wrong, "--mapping", "ramure")).Code);
        Assert.Equal(1, (await SayAsync("import", "registrations", "absent.csv", "--mapping", "ramure")).Code);
        Assert.Equal((0, "Nouveaux : 2 ; changés : 0 ; déjà connus : 0."), await SayAsync("import", "attendance", presences, "--mapping", "ramure"));

        var output = Path.Combine(installation.DataDirectory, "donne.csv");
        string[] asked = ["--unit", "DT1", "--from", "2024-09-01", "--to", "2024-10-01", "--mapping", "ramure"];
        Assert.Equal((0, "donne.csv : 2 lignes."), await SayAsync(["export", "attendance", .. asked, "--output", output]));
        Assert.Contains("\r\nS1;C1;;Lise Martin;lise@exemple.test;2024-09-18;13:30;partiel;60;", await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(1, (await SayAsync("export", "sessions", "--unit", "Z", "--from", "2024-09-01", "--to", "2024-10-01", "--mapping", "ramure")).Code);
        Assert.Equal(1, (await SayAsync(["export", "sessions", .. asked, "--output", Path.Combine(installation.DataDirectory, "nulle", "part.csv")])).Code);
        Assert.Equal(1, (await SayAsync("export", "sessions", "--unit", "A", "--from", "hier", "--to", "2024-10-01", "--mapping", "ramure")).Code);

        using var listed = JsonDocument.Parse((await SayAsync("sessions", "--unit", "A", "--from", "2024-09-01", "--to", "2024-10-01", "--json")).Said);
        var session = Assert.Single(listed.RootElement.GetProperty("sessions").EnumerateArray());
        Assert.Equal(1, session.GetProperty("taken").GetInt32());
        var id = session.GetProperty("id").GetString()!;
        using (var closed = JsonDocument.Parse((await SayAsync("close", id, "--json")).Said))
            Assert.Equal(("close", 1), (closed.RootElement.GetProperty("state").GetString(), closed.RootElement.GetProperty("version").GetInt32()));
        Assert.Equal((1, 1), ((await SayAsync("close", id)).Code, (await SayAsync("close", Guid.Empty.ToString())).Code));
        Assert.Contains("Premiers pas en webradio (A, publiee", (await SayAsync("show", draft.Id.ToString())).Said, StringComparison.Ordinal);
        Assert.Contains("\"state\":\"close\"", (await SayAsync("show", draft.Id.ToString(), "--json")).Said, StringComparison.Ordinal);
        Assert.Equal((1, 1, 1), ((await SayAsync("show", Guid.Empty.ToString())).Code, (await SayAsync("show", "x")).Code, (await SayAsync("list", "--state", "perdue")).Code));
        Assert.Contains(draft.Id.ToString(), (await SayAsync("list", "--state", "publiee", "--words", "webradio", "--json")).Said, StringComparison.Ordinal);
    }

    private static CourseText With(string unit)
    {
        var c = TrainingScene.Course;
        return new CourseText
        {
            Unit = unit,
            Title = c.Title,
            Objectives = c.Objectives,
            Programme = c.Programme,
            Audiences = c.Audiences,
            Prerequisites = c.Prerequisites,
            Hours = c.Hours,
            Modality = c.Modality,
            Frame = c.Frame,
            Methods = c.Methods,
            Evaluation = c.Evaluation,
            Accessibility = c.Accessibility,
            Contact = c.Contact,
        };
    }

    private static async Task<(int Code, string Said)> RunAsync(TestInstallation installation, string[] words)
    {
        var (before, said) = (Console.Out, new StringWriter());
        Console.SetOut(said);
        try
        {
            var code = await RamureCommandLine.InvokeAsync(["training", .. words, "--data", installation.DataDirectory], new StringWriter());
            return (code, said.ToString().Trim());
        }
        finally
        {
            Console.SetOut(before);
        }
    }
}
