using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Ledger.Contracts;
using Ramure.Steering.Loading;
using Ramure.Steering.Model;
using Ramure.Tests.Support;

namespace Ramure.Tests.Steering;

public sealed class ContractImportTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_changed_file_makes_a_further_version_and_the_same_file_changes_nothing(string database)
    {
        await using var installation = await TestInstallation.CreateAsync(database);
        var first = await ImportAsync(installation, ContractFileTests.Small);
        var again = await ImportAsync(installation, ContractFileTests.Small);
        var changed = await ImportAsync(installation, ContractFileTests.Small.Replace("2019: 31", "2019: 30", StringComparison.Ordinal));
        Assert.Equal([(1, true), (1, false), (2, true)], new[] { first, again, changed }.Select(r => (r.Value.Version, r.Value.Changed)));
        await installation.RunAsync(async services =>
        {
            var contract = await services.GetRequiredService<ContractStore>().FindAsync("essai");
            Assert.Equal(30, contract!.Find("1-1")!.Targets[2019].Value!.Number);
            Assert.Equal(0, contract.OpenDisagreements);
            var db = services.GetRequiredService<RamureDb>();
            Assert.Equal(2, await db.Set<ContractVersion>().CountAsync(v => v.Contract == "essai"));
            Assert.Equal(2, await db.Set<AuditEvent>().CountAsync(e => e.SubjectKind == "contract" && e.SubjectId == "essai"));
            var measures = await services.GetRequiredService<IMeasures>().AllAsync();
            Assert.Equal("essai", measures["done"].Owner);
        });
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_refused_file_and_a_dry_run_change_nothing(string database)
    {
        await using var installation = await TestInstallation.CreateAsync(database);
        var refused = await ImportAsync(installation, ContractFileTests.Small.Replace("formula: done", "formula: dome", StringComparison.Ordinal));
        Assert.Equal("formula-invalid", Assert.Single(refused.Refusals).Code);
        var tried = await ImportAsync(installation, ContractFileTests.Small, dryRun: true);
        Assert.Equal(1, tried.Value.Version);
        await installation.RunAsync(async services =>
        {
            Assert.Null(await services.GetRequiredService<ContractStore>().FindAsync("essai"));
            Assert.DoesNotContain("done", (await services.GetRequiredService<IMeasures>().AllAsync()).Keys);
        });
    }

    [Fact]
    public async Task Two_imports_at_once_make_two_versions()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        await ImportAsync(installation, ContractFileTests.Small);
        var results = await Task.WhenAll(Enumerable.Range(40, 4).Select(n => Task.Run(() =>
            ImportAsync(installation, ContractFileTests.Small.Replace("2019: 31", $"2019: {n}", StringComparison.Ordinal)))));
        Assert.Equal([2, 3, 4, 5], results.Select(r => r.Value.Version).Order());
    }

    [Fact(DisplayName = "L14 A target stated twice is null until settled, and both values are listed as numbers")]
    public async Task The_json_of_a_contract_takes_neither_statement()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        await ImportAsync(installation, ContractFileTests.Small);
        var json = await installation.RunAsync(async services =>
            ContractCommands.Json((await services.GetRequiredService<ContractStore>().FindAsync("essai"))!).ToJsonString());
        Assert.Equal(
            """{"code":"essai","indicators":[{"code":"1-1","label":"Nombre de faits","unit":"faits","direction":"up","baseline":"NC","targets":{"2017":10,"2018":20,"2019":null},"disagreements":[{"item":"target-2019","statements":[{"place":"Tableau","value":30},{"place":"Fiche","value":31}]}]}]}""",
            json);
    }

    internal static Task<Result<ImportedContract>> ImportAsync(TestInstallation installation, string text, bool dryRun = false) =>
        installation.RunAsync(services => services.GetRequiredService<ContractImport>()
            .RunAsync(new ImportContract("essai.yaml", text, dryRun)));
}
