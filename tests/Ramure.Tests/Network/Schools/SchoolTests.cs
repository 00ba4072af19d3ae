using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Operations;
using Ramure.Network.Contracts;
using Ramure.Network.Schools;
using Ramure.Tests.Support;

namespace Ramure.Tests.Network.Schools;

public sealed class SchoolTests
{
    private const string Header = "uai;nom;type;commune;code_postal;code_departement;departement;lat;lon\n";

    private const string Few = Header + """
        0010002X;Collège Saint-Exupéry;Collège;Ambérieu-en-Bugey;01500;01;Ain;45.9;5.3
        0010005A;Collège Roger Poulnard;Collège;Bâgé-Dommartin;01380;01;Ain;46.3;5.1
        0010001W;Lycée Descartes;Lycée;Cœuvres;;01;Ain;;

        """;

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Schools_are_found_by_name_town_and_UAI_with_accents_or_without(string database)
    {
        await using var installation = await TestInstallation.CreateAsync(database);
        Assert.Equal(new SchoolsReport(3, 0), (await ImportAsync(installation, Few)).Value);

        foreach (var (words, uai) in new[]
        {
            ("saint exupery", "0010002X"), ("COLLÈGE Saint-Exupéry", "0010002X"), ("exup amberieu", "0010002X"), ("bage", "0010005A"),
            ("0010001w", "0010001W"), ("coeuvres", "0010001W"), ("Cœuvres lycee", "0010001W"), ("01380", "0010005A"),
        })
        {
            Assert.Equal(uai, Assert.Single(await SearchAsync(installation, words)).Uai);
        }

        Assert.Equal(["0010005A", "0010002X"], (await SearchAsync(installation, "collège")).Select(s => s.Uai));
        Assert.Empty(await SearchAsync(installation, "cartes"));
        Assert.Empty(await SearchAsync(installation, "100%"));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Importing_again_updates(string database)
    {
        await using var installation = await TestInstallation.CreateAsync(database);
        await ImportAsync(installation, Few);
        var again = await ImportAsync(installation, Few.Replace("Roger Poulnard", "Simone Veil", StringComparison.Ordinal));

        Assert.Equal(new SchoolsReport(0, 3), again.Value);
        Assert.Equal("Collège Simone Veil", (await installation.RunAsync(s => s.GetRequiredService<ISchools>().FindAsync("0010005A")))?.Name);
        Assert.Empty(await SearchAsync(installation, "poulnard"));
        Assert.Equal(2, (await installation.AuditAsync()).Count(e => e.Operation == "network.import-schools"));
    }

    [Theory]
    [InlineData("0010002Y;Collège;;Lyon;;69;;;", "uai-invalid", 1)]
    [InlineData("001000X;Collège;;Lyon;;69;;;", "uai-invalid", 1)]
    [InlineData("0010002X;Collège;;Lyon;;69;;;", "row-twice", 1)]
    [InlineData("0010006B;Collège;;Lyon;;69;;abc;", "coordinate-invalid", 8)]
    public async Task A_wrong_line_is_refused_and_nothing_is_kept(string line, string code, int column)
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        var refusal = Assert.Single((await ImportAsync(installation, Few + line + "\n")).Refusals);
        Assert.Equal((code, 5, column), (refusal.Code, refusal.Line, refusal.Column));
        Assert.Empty(await SearchAsync(installation, "college"));
    }

    [Fact]
    public void The_check_letter_skips_I_and_O()
    {
        Assert.Null(Uai.Fault("0010002X"));
        Assert.Null(Uai.Fault("0010005A"));
        Assert.Contains("appelle la lettre X", Uai.Fault("0010002A"), StringComparison.Ordinal);
    }

    private static Task<Result<SchoolsReport>> ImportAsync(TestInstallation installation, string text)
    {
        var file = installation.Write("ecoles.csv", text);
        return installation.RunAsync(s => s.GetRequiredService<SchoolsImport>().RunAsync(file));
    }

    private static Task<IReadOnlyList<SchoolInfo>> SearchAsync(TestInstallation installation, string words) =>
        installation.RunAsync(s => s.GetRequiredService<ISchools>().SearchAsync(words, 20));
}
