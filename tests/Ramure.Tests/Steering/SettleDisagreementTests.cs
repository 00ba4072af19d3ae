using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Steering.Disagreements;
using Ramure.Steering.Loading;
using Ramure.Steering.Model;
using Ramure.Tests.Support;

namespace Ramure.Tests.Steering;

public sealed class SettleDisagreementTests
{
    private static readonly SettleOptions Target = new("essai", "1-1", "target-2019", "sheet", "La fiche explicite le calcul.");

    [Theory(DisplayName = "L14 A person settles a disagreement with a reason; it can be reopened; both are audited")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Settle_and_reopen(string database)
    {
        await using var installation = await TestInstallation.CreateAsync(database);
        await ContractImportTests.ImportAsync(installation, ContractFileTests.Small);
        Assert.True((await TargetAsync(installation)).Disputed);

        var settled = await installation.RunAsync(s => s.GetRequiredService<SettleDisagreement>().SettleAsync(Target));
        Assert.True(settled.Value.IsSettled);
        Assert.Equal(31, (await TargetAsync(installation)).Value!.Number);

        var reopened = await installation.RunAsync(s => s.GetRequiredService<SettleDisagreement>().ReopenAsync(Target with { Reason = "Erreur." }));
        Assert.False(reopened.Value.IsSettled);
        Assert.Equal((true, null), (await TargetAsync(installation)) is var t ? (t.Disputed, t.Value) : default);

        await installation.RunAsync(async services =>
        {
            var events = await services.GetRequiredService<RamureDb>().Set<AuditEvent>()
                .Where(e => e.SubjectId == "essai/1-1/target-2019").OrderBy(e => e.At).ThenBy(e => e.Id).ToListAsync();
            Assert.Equal(["steering.settle-disagreement", "steering.reopen-disagreement"], events.Select(e => e.Operation));
            Assert.Equal(["La fiche explicite le calcul.", "Erreur."], events.Select(e => e.Reason));
            Assert.Contains("\"reading\":\"sheet\"", events[1].Before!, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_settlement_without_reason_or_reading_is_refused_at_its_fields()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        await ContractImportTests.ImportAsync(installation, ContractFileTests.Small);
        var result = await installation.RunAsync(s => s.GetRequiredService<SettleDisagreement>().SettleAsync(Target with { Reading = " ", Reason = "" }));
        Assert.Equal(["lecture", "motif"], result.Refusals.Select(r => r.Field));
    }

    [Theory]
    [InlineData("reading-unknown", "target-2019", "annexe")]
    [InlineData("disagreement-unknown", "target-2017", "sheet")]
    public async Task What_is_not_in_the_document_cannot_be_chosen(string code, string item, string reading)
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        await ContractImportTests.ImportAsync(installation, ContractFileTests.Small);
        var result = await installation.RunAsync(s => s.GetRequiredService<SettleDisagreement>().SettleAsync(Target with { Item = item, Reading = reading }));
        Assert.Equal(code, Assert.Single(result.Refusals).Code);
    }

    [Fact]
    public async Task A_new_version_that_says_something_else_reopens_what_was_settled()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        await ContractImportTests.ImportAsync(installation, ContractFileTests.Small);
        await installation.RunAsync(s => s.GetRequiredService<SettleDisagreement>().SettleAsync(Target));
        await ContractImportTests.ImportAsync(installation, ContractFileTests.Small.Replace("2019: 31", "2019: 32", StringComparison.Ordinal));
        Assert.True((await TargetAsync(installation)).Disputed);
    }

    [Fact]
    public void A_settled_definition_switches_the_formula()
    {
        var indicator = ContractFileTests.Real().Find("4-2-2")!;
        var item = DisagreementFinder.Find(indicator).Single(d => d.Item == "denominator");
        Assert.Equal("revenue.ateliers / network.ateliers", Effective(null).Formula!.Text);
        var settled = Effective(item.Readings.Single(r => r.Key == "sheet"));
        Assert.Equal("revenue.ateliers / 101", settled.Formula!.Text);
        Assert.False(settled.IsRate);

        EffectiveIndicator Effective(Reading? reading) => new(indicator, new Dictionary<(string, string), Settlement>
        {
            [("4-2-2", "denominator")] = new()
            {
                Contract = "c",
                Indicator = "4-2-2",
                Item = "denominator",
                Reading = reading?.Key,
                Value = reading?.Value.ToString(),
                Reason = "r",
                By = "b",
                At = DateTime.UnixEpoch,
            },
        });
    }

    private static Task<EffectiveTarget> TargetAsync(TestInstallation installation) => installation.RunAsync(async services =>
        (await services.GetRequiredService<ContractStore>().FindAsync("essai"))!.Find("1-1")!.Targets[2019]);
}
