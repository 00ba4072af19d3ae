using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Ramure.Kernel.Access;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.Upkeep;
using Ramure.Network.Contracts;
using Ramure.Tests.Support;

namespace Ramure.Tests.Ledger;

/// <summary>A small network with a ledger: the examples of the rules are told with it.</summary>
internal sealed class LedgerScene : IAsyncDisposable
{
    private int sources;

    private LedgerScene(TestInstallation installation) => Installation = installation;

    public TestInstallation Installation { get; }

    /// <summary>Creates a scene with this network and these measures.</summary>
    public static Task<LedgerScene> CreateAsync(string database, SmallNetwork network, params MeasureDefinition[] measures) =>
        CreateAsync(database, network, _ => { }, measures);

    /// <summary>Creates a scene with further services.</summary>
    public static async Task<LedgerScene> CreateAsync(string database, SmallNetwork network, Action<IServiceCollection> adjust, params MeasureDefinition[] measures)
    {
        var scene = new LedgerScene(await TestInstallation.CreateAsync(database, services => adjust(services.Replace(ServiceDescriptor.Singleton<INetwork>(network)))));
        await scene.DeclareAsync(measures);
        return scene;
    }

    public static MeasureDefinition Flow(string code = "acts", long perUnit = 1, int decimals = 0, UnitOperator units = UnitOperator.Sum, TimeOperator time = TimeOperator.Sum) =>
        new(code, "Actes", "actes", "acte", perUnit, decimals, MeasureKind.Flow, time, units, []);

    public static MeasureDefinition Stock(string code = "posts") =>
        new(code, "Postes", "postes", "poste", 1, 0, MeasureKind.Stock, TimeOperator.Last, UnitOperator.Sum, []);

    public static MeasureDefinition Persons(string code = "persons") =>
        new(code, "Personnes", "personnes", "personne", 1, 0, MeasureKind.Distinct, TimeOperator.Distinct, UnitOperator.Distinct, []);

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DayRange Days(string from, string to) => new(Day(from), Day(to));

    public Task DeclareAsync(params MeasureDefinition[] measures) => Installation.RunAsync(async services =>
        Assert.True((await services.GetRequiredService<OperationRunner>().RunAsync(
            new Operation("test.declare", Permission.System),
            scope => services.GetRequiredService<IMeasures>().DeclareAsync(scope, measures))).Succeeded));

    /// <summary>Posts lines, each from a source of its own.</summary>
    public async Task PostAsync(params LedgerLine[] lines)
    {
        var result = await TryPostAsync([.. lines.Select(l => new LedgerPosting(new SourceRef("test", $"s{++sources}", 1), [l]))]);
        Assert.True(result.Succeeded, string.Join("; ", result.Refusals));
    }

    public Task<Result<PostingOutcome>> TryPostAsync(params LedgerPosting[] postings) => Installation.RunAsync(services =>
        services.GetRequiredService<OperationRunner>().RunAsync(
            new Operation("test.post", Permission.System),
            async scope =>
            {
                var result = await services.GetRequiredService<ILedger>().PostAsync(scope, postings);
                scope.Audit("test", "post", null, null);
                return result;
            }));

    public Task<PostingOutcome> WithdrawAsync(string id) => Installation.RunAsync(async services =>
        (await services.GetRequiredService<OperationRunner>().RunAsync<PostingOutcome>(
            new Operation("test.withdraw", Permission.System),
            async scope =>
            {
                scope.Audit("test", id, null, null);
                return await services.GetRequiredService<ILedger>().WithdrawAsync(scope, "test", id);
            })).Value);

    /// <summary>One cell.</summary>
    public Task<LedgerCell> CellAsync(Term term, string unit, DayRange days, bool subtree = true, string view = "courant", DateTime? asKnownAt = null) =>
        Installation.RunAsync(async services =>
        {
            Assert.True(HierarchyView.TryParse(view, out var parsed));
            var answer = await services.GetRequiredService<ILedgerReader>().ReadAsync(new LedgerQuestion([term], [unit], subtree, [Period.Whole(days)], parsed, asKnownAt));
            return answer.Cell(0, 0, 0);
        });

    public Task<LedgerCell> CellAsync(string measure, string unit, string from, string to, bool subtree = true, string view = "courant", DateTime? asKnownAt = null) =>
        CellAsync(new Term(measure), unit, Days(from, to), subtree, view, asKnownAt);

    public Task<Ramure.Ledger.Query.Cut> CutAsync(string measure, string unit, string from, string to, string by, string view = "courant") => Installation.RunAsync(async services =>
        (await services.GetRequiredService<Ramure.Ledger.Query.CellQueries>().CutAsync(
            new Ramure.Ledger.Query.CellRequest(measure, unit, true, from, to, by, view, null, null), CancellationToken.None)).Value);

    public Task<EntryPage> EntriesAsync(Term term, string unit, DayRange days, bool subtree = true, string view = "courant", string? within = null) => Installation.RunAsync(services =>
    {
        Assert.True(HierarchyView.TryParse(view, out var parsed));
        return services.GetRequiredService<ILedgerReader>().EntriesAsync(term, unit, subtree, days, parsed, null, 0, 100_000, within);
    });

    public Task<VerificationReport> VerifyAsync() => Installation.RunAsync(services => services.GetRequiredService<LedgerUpkeep>().VerifyAsync(CancellationToken.None));

    public Task RebuildAsync() => Installation.RunAsync(services => services.GetRequiredService<OperationRunner>().RunAsync<Done>(
        new Operation("test.rebuild", Permission.System),
        async scope =>
        {
            await services.GetRequiredService<LedgerUpkeep>().RebuildAsync(scope, CancellationToken.None);
            scope.Audit("test", "rebuild", null, null);
            return default(Done);
        }));

    public ValueTask DisposeAsync() => Installation.DisposeAsync();
}

/// <summary>A network told in a few words: <c>Unit("C", "DT1", "2015-01-01", "2025-01-01")</c> once per membership.</summary>
internal sealed class SmallNetwork : INetwork
{
    private readonly List<(string Code, string? Parent, DayRange Days)> memberships = [];
    private readonly List<(string Predecessor, string Successor, DateOnly Day, decimal? Share)> successions = [];
    private NetworkSnapshot? snapshot;

    /// <summary>NAT with DT1 (A, B and, until 2025, C) and DT2 (C from 2025 on): the example of L9.</summary>
    public static SmallNetwork OfTheRules() => new SmallNetwork()
        .Unit("NAT", null).Unit("DT1", "NAT").Unit("DT2", "NAT").Unit("A", "DT1").Unit("B", "DT1")
        .Unit("C", "DT1", "2015-01-01", "2025-01-01").Unit("C", "DT2", "2025-01-01");

    public SmallNetwork Unit(string code, string? parent, string from = "2015-01-01", string? to = null)
    {
        memberships.Add((code, parent, new DayRange(LedgerScene.Day(from), to is null ? DateOnly.MaxValue : LedgerScene.Day(to))));
        return this;
    }

    public SmallNetwork Continues(string predecessor, string successor, string day, decimal? share = 1)
    {
        successions.Add((predecessor, successor, LedgerScene.Day(day), share));
        return this;
    }

    public ValueTask<NetworkSnapshot> SnapshotAsync(CancellationToken cancel = default)
    {
        var numbers = memberships.Select(m => m.Code).Distinct().Select((code, i) => (code, i + 1)).ToDictionary(c => c.code, c => c.Item2);
        return ValueTask.FromResult(snapshot ??= new NetworkSnapshot(
            1,
            [.. numbers.Select(n => Info(n.Key, n.Value))],
            [.. memberships.Select(m => new MembershipInfo(numbers[m.Code], m.Parent is null ? null : numbers[m.Parent], m.Days))],
            [.. successions.Select(s => new SuccessionInfo(numbers[s.Predecessor], numbers[s.Successor], s.Day, s.Share))]));
    }

    private UnitInfo Info(string code, int number)
    {
        var own = memberships.Where(m => m.Code == code).Select(m => m.Days).ToList();
        var kind = code.StartsWith("DT", StringComparison.Ordinal) ? UnitKinds.Directorate : code == "NAT" ? UnitKinds.HeadOffice : UnitKinds.Atelier;
        return new UnitInfo(number, code, code, code, kind, "Europe/Paris", new DayRange(own.Min(d => d.From), own.Max(d => d.To)), null, null, null, null);
    }
}
