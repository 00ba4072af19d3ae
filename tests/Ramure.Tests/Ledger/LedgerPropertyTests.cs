using CsCheck;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Tests.Support;
using static Ramure.Tests.Ledger.LedgerScene;

namespace Ramure.Tests.Ledger;

/// <summary>The ledger against a naive model that keeps every live line and computes each cell from the rules' words.</summary>
public sealed class LedgerPropertyTests
{
    private static readonly string[] Ateliers = ["A", "B", "C", "D"];

    /// <summary>C moves in the middle of a month; D opens and closes in the middle of months.</summary>
    private static SmallNetwork Network() => new SmallNetwork().Unit("NAT", null).Unit("DT1", "NAT").Unit("DT2", "NAT").Unit("A", "DT1").Unit("B", "DT1")
        .Unit("C", "DT1", "2015-01-01", "2024-03-16").Unit("C", "DT2", "2024-03-16").Unit("D", "DT2", "2023-10-05", "2024-11-20");

    private static readonly Gen<DateOnly> AnyDay = Gen.Int[0, 364].Select(n => Day("2023-11-01").AddDays(n));

    private static readonly Gen<Line> AnyLine = Gen.Select(
        Gen.Int[0, 2], Gen.Int[0, 3].Select(i => Ateliers[i]), AnyDay, Gen.Int[-3, 40], Gen.Int[0, 2], Gen.Int[0, 4],
        (kind, unit, day, quantity, theme, person) => new Line(kind, unit, day, quantity, theme, person));

    private static readonly Gen<Step[]> AnySteps = Gen.Select(Gen.Int[0, 5], AnyLine.Array[0, 4], (source, lines) => new Step(source, lines)).Array[1, 14];

    private static readonly Gen<Question> AnyQuestion = Gen.Select(
        Pick("NAT", "DT1", "DT2", "A", "C", "D"), AnyDay, Gen.Int[1, 200], Gen.Bool, Pick("courant", "constant:2024-01-10", "constant:2024-06-10"), Gen.Int[0, 3],
        (unit, from, length, months, view, theme) => new Question(unit, months ? Months(from, length) : new DayRange(from, from.AddDays(length)), view, theme));

    [Theory(DisplayName = "L2 L4 L5 L9 L13 Any cell after any postings and reversals is what the rules say of the live lines")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Any_cell_is_what_the_rules_say(string database)
    {
        await using var scene = await CreateAsync(database, Network());
        var run = 0;
        await Gen.Select(AnySteps, AnyQuestion.Array[4]).SampleAsync(
            async (steps, questions) =>
            {
                // Measures of its own for each run: one installation serves them all.
                var number = Interlocked.Increment(ref run);
                string[] codes = [$"flow{number}", $"stock{number}", $"persons{number}"];
                await scene.DeclareAsync(Flow(codes[0]), Stock(codes[1]), Persons(codes[2]));
                var live = await PostAsync(scene, steps, codes, number);
                foreach (var question in questions)
                {
                    for (var kind = 0; kind < 3; kind++)
                        await CheckAsync(scene, live, question, kind, codes[kind]);
                }

                Assert.Empty((await scene.VerifyAsync()).Differences);
            },
            iter: 25, threads: 1);
    }

    [Fact(DisplayName = "L13 Both databases agree to the last digit")]
    public async Task Both_databases_agree_to_the_last_digit()
    {
        Assert.SkipWhen(Databases.Postgres is null, "No PostgreSQL server is named; ./test starts one.");
        await using var embedded = await CreateAsync("sqlite", Network(), Flow("flow", 360), Stock("stock"), Persons("persons"));
        await using var server = await CreateAsync("postgres", Network(), Flow("flow", 360), Stock("stock"), Persons("persons"));
        var run = 0;
        await Gen.Select(AnySteps, AnyQuestion.Array[6]).SampleAsync(
            async (steps, questions) =>
            {
                var number = Interlocked.Increment(ref run);
                string[] codes = ["flow", "stock", "persons"];
                await PostAsync(embedded, steps, codes, number);
                await PostAsync(server, steps, codes, number);
                foreach (var q in questions)
                {
                    foreach (var code in codes)
                    {
                        var a = await embedded.CellAsync(new Term(code), q.Unit, q.Days, view: q.View);
                        var b = await server.CellAsync(new Term(code), q.Unit, q.Days, view: q.View);
                        Assert.Equal((a.State, a.Value, a.Entries, a.Coverage), (b.State, b.Value, b.Entries, b.Coverage));
                    }
                }
            },
            iter: 8, threads: 1);
    }

    private static async Task<List<Line>> PostAsync(LedgerScene scene, Step[] steps, string[] codes, int run)
    {
        var versions = new Dictionary<int, (int Version, Line[] Lines)>();
        foreach (var step in steps)
        {
            var version = versions.TryGetValue(step.Source, out var known) ? known.Version + 1 : 1;
            versions[step.Source] = (version, step.Lines);
            var result = await scene.TryPostAsync(new LedgerPosting(new SourceRef("test", $"r{run}-{step.Source}", version), [.. step.Lines.Select(l => l.Posted(codes))]));
            Assert.True(result.Succeeded, string.Join("; ", result.Refusals));
        }

        return [.. versions.Values.SelectMany(v => v.Lines)];
    }

    private static async Task CheckAsync(LedgerScene scene, List<Line> live, Question q, int kind, string code)
    {
        var network = await Network().SnapshotAsync();
        var inside = live.Where(l => l.Kind == kind && q.Days.Contains(l.Day) && IsUnder(network, l, q)).ToList();
        var expected = inside.Count == 0 ? null : Value(kind, inside);
        var cell = await scene.CellAsync(new Term(code), q.Unit, q.Days, view: q.View);
        Assert.Equal(expected, cell.Value);
        Assert.Equal(inside.Count > 0, cell.State == CellState.Value);

        var filtered = new Term(code, [new ContextFilter("theme", [$"t{q.Theme}"])]);
        var chosen = inside.Where(l => l.Theme == q.Theme).ToList();
        Assert.Equal(inside.Count == 0 ? null : chosen.Count == 0 ? 0 : Value(kind, chosen), (await scene.CellAsync(filtered, q.Unit, q.Days, view: q.View)).Value);

        var page = await scene.EntriesAsync(new Term(code), q.Unit, q.Days, view: q.View);
        Assert.Equal(cell.Entries, page.Count);
        Assert.Equal(page.Count, page.Entries.Count);
        if (kind == 0)
            Assert.Equal(expected ?? 0, page.Entries.Sum(e => e.Quantity * e.Share));
        if (kind == 2)
            Assert.Equal(expected ?? 0, page.Distinct);
    }

    private static Gen<string> Pick(params string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);

    private static bool IsUnder(Ramure.Network.Contracts.NetworkSnapshot network, Line line, Question q)
    {
        Assert.True(network.TryFind(line.Unit, out var unit));
        Assert.True(HierarchyView.TryParse(q.View, out var view));
        var day = view.ConstantAt ?? line.Day;
        return unit.Code == q.Unit || network.AncestorsAt(unit.Number, day).Any(a => a.Code == q.Unit);
    }

    private static decimal? Value(int kind, List<Line> lines) => kind switch
    {
        0 => lines.Sum(l => l.Quantity),
        1 => lines.GroupBy(l => (l.Unit, l.Theme)).Sum(g => g.Where(l => l.Day == g.Max(x => x.Day)).Sum(l => l.Quantity)),
        _ => lines.Select(l => l.Person).Distinct().Count(),
    };

    private static DayRange Months(DateOnly from, int length)
    {
        var first = new DateOnly(from.Year, from.Month, 1);
        return new DayRange(first, first.AddMonths(1 + (length / 40)));
    }

    private sealed record Line(int Kind, string Unit, DateOnly Day, int Quantity, int Theme, int Person)
    {
        public LedgerLine Posted(string[] codes) => new(
            codes[Kind], Unit, Day, Kind == 2 ? 1 : Quantity, new Dictionary<string, string> { ["theme"] = $"t{Theme}" }, Kind == 2 ? $"p{Person}" : null);
    }

    private sealed record Step(int Source, Line[] Lines);

    private sealed record Question(string Unit, DayRange Days, string View, int Theme);
}
