using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Journal.Recording;
using Ramure.Kernel.Access;
using Ramure.Kernel.Csv;
using Ramure.Kernel.Files;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Text;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.Measures;
using Ramure.Network.Import;
using Ramure.Network.Sites;
using Ramure.Steering.Loading;
using Ramure.Tests.Network;
using Ramure.Tests.Support;

namespace Ramure.Tests.Security;

/// <summary>What fuzzing found once, each by itself.</summary>
public sealed class FoundByFuzzingTests
{
    [Fact]
    public void Half_a_character_is_searched_and_named_like_any_other()
    {
        Assert.Equal("a b", SearchText.Fold("A\ud800b"));
        Assert.EndsWith(".pdf", FileNames.Clean("a\udc00.pdf"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_with_an_endless_extension_is_shortened() =>
        Assert.InRange(FileNames.Clean("a." + new string('b', 500)).Length, 1, FileNames.MaxLength);

    [Theory]
    [InlineData("/reseau", 200)]
    [InlineData("/reseau/arbre", 200)]
    [InlineData("/reseau/carte", 200)]
    [InlineData("/reseau/unites/A", 200)]
    [InlineData("/reseau/reorganisations/nouvelle", 200)]
    [InlineData("/reseau/reorganisations/verification", 422)]
    public async Task A_page_waits_for_a_network_that_is_read_slowly(string address, int status)
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite", adjust: Faults.SlowNetwork);
        using var client = await installation.ClientAsync();
        using var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains("<h1", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public void A_workbook_under_the_name_of_a_csv_file_is_refused()
    {
        using var stream = new MemoryStream("a,b\n1,2\n3,\0\n"u8.ToArray());
        var refusal = Assert.Single(CsvTable.Read(stream, "essai.csv", ["a", "b"]).Refusals);
        Assert.Equal(("file-not-text", 3), (refusal.Code, refusal.Line));
    }

    [Theory]
    [InlineData("9999-12-31")]
    [InlineData("0001-01-01")]
    [InlineData("٢٠٢٤-٠١-٠١")]
    public void A_day_at_the_end_of_time_is_no_day(string text)
    {
        Assert.False(WrittenDay.TryRead(text, out _));
        Assert.False(HierarchyView.TryParse("constant:" + text, out _));
        var reader = new ActivityTextReader();
        reader.Read(new ActivityText { Unit = "A62", Kind = "visit", Title = "Visite", Date = text, Precision = "month" });
        Assert.Contains(reader.Refusals, r => r.Field == "date");
    }

    [Fact]
    public void A_day_that_is_missing_in_a_list_of_days_is_asked_for()
    {
        var reader = new ActivityTextReader();
        reader.Read(new ActivityText { Unit = "A62", Kind = "training", Title = "Formation", Date = "2024-03-04", Days = ":" });
        Assert.Contains("2024-03-04:2", Assert.Single(reader.Refusals, r => r.Field == "days").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_of_a_measure_fits_its_column() => Assert.Contains(
        MeasureRules.Check(new MeasureDefinition(new string('a', 101), "Mesure", "jour", "jour", 1, 0, MeasureKind.Flow, TimeOperator.Sum, UnitOperator.Sum, [])),
        r => r.Code == "measure-code-invalid");

    [Theory]
    [InlineData("? &a [*a]\n: 1")]
    [InlineData("code: &a [b, *a]")]
    [InlineData("a: &a {b: c}\nd: *a")]
    public void A_contract_that_refers_to_itself_is_refused_and_does_not_stop_the_program(string text) =>
        Assert.Contains("renvois", Assert.Single(ContractFile.Read("essai.yaml", text, []).Refusals).Message, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Texts_longer_than_their_column_are_refused_with_it(string database)
    {
        await using var installation = await NetworkTesting.CreateAsync(database);
        var refusals = await installation.RunAsync(async s =>
        {
            var places = s.GetRequiredService<PlacesImport>();
            var contacts = await places.ContactsAsync(installation.Write("c.csv", $"unit,email,phone,web\nA,,{new string('0', 50)},\n"));
            var sites = await places.SitesAsync(installation.Write("s.csv", $"unit,name,occupancy,from,to,postcode\nA,Lieu,owned,2020-01-01,,{new string('6', 11)}\n"));
            return contacts.Refusals.Concat(sites.Refusals).ToList();
        });
        Assert.Equal(["phone", "postcode"], refusals.Select(r => r.Field));
        Assert.All(refusals, r => Assert.Equal(("text-long", 2), (r.Code, r.Line)));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_quantity_or_a_source_beyond_its_column_is_refused(string database)
    {
        await using var installation = await NetworkTesting.CreateAsync(database);
        var result = await installation.RunAsync(async s => await s.GetRequiredService<OperationRunner>().RunAsync(
            new Operation("test.post", Permission.System),
            async scope =>
            {
                await s.GetRequiredService<IMeasures>().DeclareAsync(scope, [new MeasureDefinition("fuzz.flow", "Mesure", "jour", "jour", 1, 0, MeasureKind.Flow, TimeOperator.Sum, UnitOperator.Sum, [])], default);
                scope.Audit("test", "post", null, null);
                LedgerLine line = new("fuzz.flow", "A", new DateOnly(2024, 3, 4), long.MaxValue);
                return await s.GetRequiredService<ILedger>().PostAsync(scope, [new LedgerPosting(new SourceRef("test", new string('x', 201), 1), [line])]);
            }));
        Assert.Equal(["quantity-invalid", "source-invalid"], result.Refusals.Select(r => r.Code).Order());
    }
}
