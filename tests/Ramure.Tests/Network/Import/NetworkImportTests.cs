using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Network.Contracts;
using Ramure.Network.Import;
using Ramure.Tests.Support;

namespace Ramure.Tests.Network.Import;

public sealed class NetworkImportTests
{
    private const string Header = NetworkTesting.Header;

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Units_and_memberships_are_read_whatever_the_order_of_lines(string database)
    {
        await using var installation = await TestInstallation.CreateAsync(database);
        var result = await installation.ImportAsync(Header + """
            C,Atelier C,atelier,DT2,2020-01-01,,Europe/Paris
            C,Atelier C,atelier,DT1,2015-01-01,2020-01-01,Europe/Paris
            DT2,Direction 2,directorate,RC,2015-01-01,,Europe/Paris
            DT1,Direction 1,directorate,RC,2015-01-01,,Europe/Paris
            RC,Réseau,head-office,,2015-01-01,,Europe/Paris
            """);

        Assert.Empty(result.Refusals);
        var network = await installation.SnapshotAsync();
        Assert.True(network.TryFind("C", out var unit));
        Assert.Equal("DT1", network.ParentAt(unit.Number, new DateOnly(2019, 12, 31))?.Code);
        Assert.Equal("DT2", network.ParentAt(unit.Number, new DateOnly(2020, 1, 1))?.Code);
        Assert.Equal(new DateOnly(2015, 1, 1), unit.Open.From);
        Assert.Equal(DateOnly.MaxValue, unit.Open.To);
        Assert.Equal("RC", network.Units[0].Code);
        Assert.Single(await installation.AuditAsync(), e => e.Operation == "network.import" && e.Actor == "system");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_reference_network_has_the_numbers_that_the_documents_state_and_loads_once(string database)
    {
        await using var installation = await TestInstallation.CreateAsync(database);
        await installation.RunAsync(s => s.GetRequiredService<INetworkData>().LoadReferenceAsync());
        var network = await installation.SnapshotAsync();
        await installation.RunAsync(s => s.GetRequiredService<INetworkData>().LoadReferenceAsync());

        Assert.Equal(network.Version, (await installation.SnapshotAsync()).Version);
        int Count(string kind, int year, int month, int day) => network.Units.Count(u => u.Kind == kind && u.Open.Contains(new DateOnly(year, month, day)));
        Assert.Equal((12, 4, 101), (Count("directorate", 2017, 6, 1), Count("academic-directorate", 2017, 6, 1), Count("atelier", 2017, 6, 1)));
        Assert.Equal((12, 5, 102), (Count("directorate", 2024, 6, 1), Count("academic-directorate", 2024, 6, 1), Count("atelier", 2024, 6, 1)));
        Assert.Equal(47_398, await installation.RunAsync(async s => (await s.GetRequiredService<Ramure.Network.Schools.SchoolDirectory>().CountAsync(null, default))));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Importing_the_same_file_again_changes_nothing(string database)
    {
        const string Successions = "predecessor,successor,date,share\nOLD,A,2020-01-01,\n";
        const string Units = NetworkTesting.Small + "OLD,Ancien,atelier,DT1,2015-01-01,2020-01-01,Europe/Paris\n";
        await using var installation = await TestInstallation.CreateAsync(database);
        Assert.Empty((await installation.ImportAsync(Units, Successions)).Refusals);
        var before = await installation.SnapshotAsync();

        var again = await installation.ImportAsync(Units.Replace(',', ';'), "\uFEFF" + Successions);

        Assert.Equal(new NetworkImportReport(0, 0, 0, 0, 8, false), again.Value);
        Assert.Equal(before.Version, (await installation.SnapshotAsync()).Version);
        Assert.Equal(1m, Assert.Single(before.Successions).Share);
        Assert.Single(await installation.AuditAsync());
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_dry_run_reports_and_changes_nothing(string database)
    {
        await using var installation = await TestInstallation.CreateAsync(database);
        var result = await installation.ImportAsync(NetworkTesting.Small, dryRun: true);

        Assert.Equal(new NetworkImportReport(6, 6, 0, 0, 0, true), result.Value);
        Assert.Empty((await installation.SnapshotAsync()).Units);
        Assert.Empty(await installation.AuditAsync());
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_change_is_seen_by_another_host_on_its_next_read(string database)
    {
        await using var installation = await NetworkTesting.CreateAsync(database);
        var first = await installation.SnapshotAsync();
        Assert.Same(first, await installation.SnapshotAsync());
        await installation.ImportAsync(Header + "N,Nouvel atelier,atelier,DT1,2024-01-01,,Europe/Paris\n");

        var second = await installation.SnapshotAsync();
        Assert.True(second.Version > first.Version);
        Assert.True(second.TryFind("N", out var unit));
        Assert.Equal(7, unit.Number);
    }

    [Fact]
    public async Task A_file_may_extend_a_unit_and_correct_a_name()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite", NetworkTesting.Small + "D,Atelier D,atelier,DT1,2015-01-01,2020-01-01,Europe/Paris\n");
        var result = await installation.ImportAsync(Header + "D,Atelier du Nord,atelier,DT2,2020-01-01,,Europe/Paris\n");

        Assert.Equal(new NetworkImportReport(0, 1, 0, 1, 0, false), result.Value);
        var network = await installation.SnapshotAsync();
        Assert.True(network.TryFind("D", out var unit));
        Assert.Equal(("Atelier du Nord", DateOnly.MaxValue), (unit.Name, unit.Open.To));
        Assert.Contains(await installation.AuditAsync(), e => e.SubjectId == "D" && e.Before!.Contains("Atelier D", StringComparison.Ordinal));
    }

    public static TheoryData<string, string, int, int> WrongLines => new()
    {
        { "X,X,atelier,DT1,2020-04-31,,Europe/Paris", "day-invalid", 8, 5 },
        { "X,X,atelier,DT1,2020-01-01,2020-04-31,Europe/Paris", "day-invalid", 8, 6 },
        { "X,X,atelier,DT1,2020-01-01,2019-01-01,Europe/Paris", "interval-reversed", 8, 6 },
        { "X,X,atelier,DT1,2020-01-01,2020-01-01,Europe/Paris", "interval-reversed", 8, 6 },
        { "X,X,atelier,NO,2020-01-01,,Europe/Paris", "parent-unknown", 8, 4 },
        { "X,X,atelier,DT1,2020-01-01,,Europe/Pariis", "time-zone-unknown", 8, 7 },
        { "X,X,atelier,DT1,2020-01-01,,Romance Standard Time", "time-zone-unknown", 8, 7 },
        { "X,X,atelier,DT1,2014-01-01,,Europe/Paris", "parent-closed", 8, 5 },
        { "X,X,atelier,X,2020-01-01,,Europe/Paris", "membership-cycle", 8, 4 },
        { "X,X,atelier,Y,2020-01-01,,Europe/Paris\nY,Y,atelier,X,2020-01-01,,Europe/Paris", "membership-cycle", 8, 4 },
        { "X,X,atelier,DT1,2020-01-01,2021-01-01,Europe/Paris\nX,X,atelier,DT2,2020-06-01,,Europe/Paris", "membership-overlap", 9, 5 },
        { "X,X,atelier,DT1,2020-01-01,2021-01-01,Europe/Paris\nX,X,atelier,DT2,2021-01-02,,Europe/Paris", "membership-gap", 9, 5 },
        { "X,X,atelier,DT1,2020-01-01,,Europe/Paris\nX,X,atelier,DT1,2020-01-01,,Europe/Paris", "row-twice", 9, 5 },
        { "X,X,atelier,DT1,2020-01-01,2021-01-01,Europe/Paris\nX,Z,atelier,DT2,2021-01-01,,Europe/Paris", "unit-disagrees", 9, 2 },
        { "X,X,Atelier !,DT1,2020-01-01,,Europe/Paris", "kind-invalid", 8, 3 },
        { "é,X,atelier,DT1,2020-01-01,,Europe/Paris", "code-invalid", 8, 1 },
        { "X,,atelier,DT1,2020-01-01,,Europe/Paris", "field-missing", 8, 2 },
        { "X,X,atelier,DT1,2020-01-01", "fields-count", 8, 5 },
    };

    [Theory]
    [MemberData(nameof(WrongLines))]
    public async Task A_wrong_line_is_refused_with_line_and_column_and_nothing_is_kept(string lines, string code, int line, int column)
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        var result = await installation.ImportAsync(NetworkTesting.Small + lines + "\n");

        var refusal = Assert.Single(result.Refusals);
        Assert.Equal((code, "unites.csv", line, column), (refusal.Code, refusal.File, refusal.Line, refusal.Column));
        Assert.Empty((await installation.SnapshotAsync()).Units);
    }

    [Fact]
    public async Task All_errors_of_both_files_are_told_at_once()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        var result = await installation.ImportAsync(
            NetworkTesting.Small + "X,X,atelier,DT1,2020-04-31,,Europe/Paris\nY,Y,atelier,NO,2020-01-01,,Mars/Base\nZ,Z,atelier,NO,2020-01-01,,Europe/Paris\n",
            "predecessor,successor,date,share\nNOPE,A,2020-01-01,\nX,A,2020-02-30,2\n");

        Assert.Equal(
            ["successions.csv 2 unit-unknown", "successions.csv 3 day-invalid", "successions.csv 3 share-invalid", "unites.csv 8 day-invalid", "unites.csv 9 parent-unknown", "unites.csv 9 time-zone-unknown", "unites.csv 10 parent-unknown"],
            result.Refusals.Select(r => $"{r.File} {r.Line} {r.Code}"));
    }

    public static TheoryData<string, string, int> WrongSuccessions => new()
    {
        { "OLD,NO,2020-01-01,", "unit-unknown", 2 },
        { "A,B,2020-01-01,", "predecessor-open", 2 },
        { "OLD,OLD,2020-01-01,", "succession-self", 2 },
        { "OLD,A,2020-01-01,0.4\nOLD,B,2020-01-01,0.5", "share-sum", 3 },
        { "OLD,A,2020-01-01,0.4\nOLD,B,2020-01-01,", "share-missing", 3 },
        { "OLD,A,2020-01-01,\nOLD,A,2020-01-01,", "row-twice", 3 },
        { "OLD,A,2020-01-01,0.5\nOLD,B,2020-02-01,0.5", "succession-days", 3 },
        { "OLD,A,2020-01-01,\"0,5\"\nOLD,B,2020-01-01,0.5", "share-invalid", 2 },
    };

    [Theory]
    [MemberData(nameof(WrongSuccessions))]
    public async Task A_wrong_succession_is_refused(string lines, string code, int line)
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        var result = await installation.ImportAsync(
            NetworkTesting.Small + "OLD,Ancien,atelier,DT1,2015-01-01,2020-01-01,Europe/Paris\n", "predecessor,successor,date,share\n" + lines + "\n");

        Assert.Contains(result.Refusals, r => r.Code == code && r.Line == line && r.File == "successions.csv");
        Assert.Empty((await installation.SnapshotAsync()).Units);
    }

    public static TheoryData<string, string> Contradictions => new()
    {
        { "A,Atelier A,atelier,DT2,2015-01-01,,Europe/Paris", "membership-contradicts" },
        { "A,Atelier A,atelier,DT1,2016-01-01,,Europe/Paris", "membership-contradicts" },
        { "A,Atelier A,service,DT1,2015-01-01,,Europe/Paris", "kind-contradicts" },
        { "A,Atelier A,atelier,DT1,2015-01-01,,Indian/Reunion", "time-zone-contradicts" },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public async Task A_file_that_contradicts_the_network_is_refused_with_a_remedy(string line, string code)
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite");
        var before = (await installation.SnapshotAsync()).Text();
        var result = await installation.ImportAsync(Header + line + "\n");

        var refusal = Assert.Single(result.Refusals);
        Assert.Equal((code, 2), (refusal.Code, refusal.Line));
        Assert.Equal(before, (await installation.SnapshotAsync()).Text());
    }

    [Theory]
    [InlineData("", "file-empty")]
    [InlineData(Header, "file-empty")]
    [InlineData("code,name,kind,parent,from,to\nX,X,atelier,,2020-01-01,\n", "column-missing")]
    [InlineData("code,name,kind,parent,from,to,time_zone,colour\n", "column-unknown")]
    public async Task A_file_that_is_not_a_network_is_refused(string text, string code)
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        Assert.Equal(code, Assert.Single((await installation.ImportAsync(text)).Refusals).Code);
    }

    [Fact]
    public async Task A_file_that_is_not_UTF_8_is_refused_with_its_line()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        var file = new FileInfo(Path.Combine(installation.DataDirectory, "latin.csv"));
        await File.WriteAllBytesAsync(file.FullName, Encoding.Latin1.GetBytes(NetworkTesting.Small), TestContext.Current.CancellationToken);
        var result = await installation.RunAsync(s => s.GetRequiredService<NetworkImport>().RunAsync(new(file, null)));
        Assert.Equal(("file-encoding", 2), (Assert.Single(result.Refusals).Code, result.Refusals[0].Line));
    }
}
