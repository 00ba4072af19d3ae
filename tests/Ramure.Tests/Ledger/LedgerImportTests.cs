using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Csv;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.Import;
using Ramure.Tests.Support;
using static Ramure.Tests.Ledger.LedgerScene;

namespace Ramure.Tests.Ledger;

public sealed class LedgerImportTests
{
    private const string Header = "measure,unit,day,quantity,context,subject,source\n";

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_file_is_posted_once_with_its_audit_event(string database)
    {
        await using var scene = await CreateAsync(database, SmallNetwork.OfTheRules(), Flow("euros", 100, 2), Persons());
        const string file = Header
            + "euros,A,2024-05-02,12.34,modality=remote;theme=t1,,bill:1\n"
            + "euros,B,2024-05-02,NC,,,bill:2\n"
            + "persons,A,2024-05-02,,,jean,presence:1\n";

        Assert.Equal(3, (await ImportAsync(scene, file)).Value.Posted);
        Assert.Equal(3, (await ImportAsync(scene, file)).Value.AlreadyKnown);
        var cell = await scene.CellAsync("euros", "DT1", "2024-01-01", "2025-01-01");
        Assert.Equal((12.34m, new Coverage(1, 3)), (cell.Value, cell.Coverage));
        Assert.Equal(2, await scene.Installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<AuditEvent>().CountAsync(a => a.Operation == "ledger.import" && a.SubjectId == "f.csv")));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_dry_run_checks_everything_and_leaves_nothing(string database)
    {
        await using var scene = await CreateAsync(database, SmallNetwork.OfTheRules(), Flow());

        Assert.Equal(1, (await ImportAsync(scene, Header + "acts,A,2024-05-02,5,,,v:1\n", dryRun: true)).Value.Posted);
        Assert.Equal(0, (await scene.VerifyAsync()).Entries);
    }

    [Theory]
    [InlineData("acts,A,2024-04-31,5,,,v:9", "day-invalid", "day", 3)]
    [InlineData("acts,Z,2024-04-30,5,,,v:9", "unit-unknown", "unit", 2)]
    [InlineData("nope,A,2024-04-30,5,,,v:9", "measure-unknown", "measure", 1)]
    [InlineData("acts,A,2024-04-30,cinq,,,v:9", "quantity-invalid", "quantity", 4)]
    [InlineData("acts,A,2024-04-30,1.5,,,v:9", "quantity-invalid", "quantity", 4)]
    [InlineData("acts,A,2024-04-30,99999999999999999999999,,,v:9", "quantity-invalid", "quantity", 4)]
    [InlineData("acts,A,2024-04-30,5,theme,,v:9", "context-invalid", "context", 5)]
    [InlineData("acts,A,2024-04-30,5,theme=a;theme=b,,v:9", "context-invalid", "context", 5)]
    [InlineData("acts,A,2024-04-30,5,theme=a' OR 1=1,,v:9", "context-invalid", "context", 5)]
    [InlineData("acts,A,2024-04-30,5,,jean,v:9", "subject-unexpected", "subject", 6)]
    [InlineData("persons,A,2024-04-30,1,,,v:9", "subject-missing", "subject", 6)]
    [InlineData("persons,A,2024-04-30,2,,jean,v:9", "quantity-invalid", "quantity", 4)]
    [InlineData("acts,A,2014-04-30,5,,,v:9", "unit-closed", "day", 3)]
    [InlineData("acts,A,2024-05-02,5,,,v:1", "source-duplicated", "source", 7)]
    public async Task A_wrong_line_is_named_with_its_column_and_nothing_is_posted(string line, string code, string column, int number)
    {
        await using var scene = await CreateAsync("sqlite", SmallNetwork.OfTheRules(), Flow(), Persons());
        var refusal = Assert.Single((await ImportAsync(scene, Header + "acts,A,2024-05-02,5,,,v:1\n" + line + "\n")).Refusals);

        Assert.Equal((code, column, 3, number, "f.csv"), (refusal.Code, refusal.Field, refusal.Line, refusal.Column, refusal.File));
        Assert.Equal(0, (await scene.VerifyAsync()).Entries);
    }

    [Fact]
    public async Task A_source_that_said_something_else_before_is_refused_with_its_line()
    {
        await using var scene = await CreateAsync("sqlite", SmallNetwork.OfTheRules(), Flow());
        await ImportAsync(scene, Header + "acts,A,2024-05-02,5,,,v:1\n");
        var refusal = Assert.Single((await ImportAsync(scene, Header + "acts,B,2024-05-02,1,,,v:2\nacts,A,2024-05-02,6,,,v:1\n")).Refusals);
        Assert.Equal(("source-version-differs", 3), (refusal.Code, refusal.Line));

        Assert.Equal(1, (await ImportAsync(scene, Header + "acts,A,2024-05-02,6,,,v:1@2\n")).Value.Reversed);
        Assert.Equal(6, (await scene.CellAsync("acts", "NAT", "2024-01-01", "2025-01-01")).Value);
    }

    [Fact(DisplayName = "L8 A day column may hold a month, a civil year or a school year")]
    public async Task A_day_may_be_a_month_or_a_year()
    {
        await using var scene = await CreateAsync("sqlite", SmallNetwork.OfTheRules(), Flow());
        await ImportAsync(scene, Header + "acts,A,2024-05,1,,,v:1\nacts,A,2024,2,,,v:2\nacts,B,2023-2024,4,,,v:3\n");

        Assert.Equal(3, (await scene.CellAsync("acts", "A", "2024-01-01", "2025-01-01")).Value);
        Assert.Equal(4, (await scene.CellAsync("acts", "B", "2023-09-01", "2024-09-01")).Value);
        Assert.Equal(CellState.NotComputable, (await scene.CellAsync("acts", "A", "2024-05-01", "2024-06-01")).State);
    }

    private static Task<Result<PostingOutcome>> ImportAsync(LedgerScene scene, string text, bool dryRun = false) => scene.Installation.RunAsync(services =>
    {
        var table = CsvTable.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "f.csv", LedgerImport.Header);
        return table.Succeeded
            ? services.GetRequiredService<LedgerImport>().RunAsync(table.Value, dryRun, CancellationToken.None)
            : Task.FromResult(Result<PostingOutcome>.Refused(table.Refusals));
    });
}
