using Ramure.Ledger.Contracts;
using Ramure.Network.Contracts;

namespace Ramure.Sample.Making;

/// <summary>Makes up the elementary data of a year that no module posts: what services and directorates state.</summary>
internal sealed class FigureMaker(SampleNetwork network, Aims aims, SampleOptions options, int year)
{
    private static readonly double[] Even = [.. Enumerable.Repeat(1.0, 12)];

    private readonly List<Figure> made = [];
    private readonly int index = year - SampleOptions.Years[0];

    private string HeadOffice => network.Root.Code;

    public IReadOnlyList<Figure> Make()
    {
        Production();
        Audience();
        Partnership();
        Staff();
        Money();
        Ateliers();
        Premises();
        return made;
    }

    private void Production()
    {
        var paths = new[] { 42, 48, 57 }[index];
        Monthly("magistere.paths", paths);
        Monthly("magistere.paths-framework", Part(paths, aims["1-2", year]));
        Stock("canoprof.active-accounts", Whole(aims["1-3", year]), 0.97);
        var resources = new[] { 310, 330, 350 }[index];
        Monthly("production.resources", resources);
        Monthly("production.resources-needs-study", Part(resources, aims["2-1", year]));
    }

    private void Audience()
    {
        var visits = Whole(aims["2-2-1", year]);
        Monthly("web.visits", visits, Seasons.Months);
        Monthly("web.purchases", Part(visits, aims["2-4", year]), Seasons.Months);
        (string Service, double Weight)[] services =
        [
            ("e-sidoc", 30), ("reseau-canope", 26), ("magistere", 16), ("clemi", 9), ("viaeduc", 8), ("e-twinning", 5), ("canoprof", 3), ("myriae", 2), ("scolomfr", 1),
        ];
        var each = Sharing.Out(Whole(aims["3-3", year]), [.. services.Select(s => s.Weight)]);
        Add("platform.visits", HeadOffice, [.. services.SelectMany((s, i) => Months("platform.visits", HeadOffice, each[i], Seasons.Months, ("service", s.Service)))]);
    }

    private void Partnership()
    {
        (string Kind, double Weight)[] kinds = [("local-authority", 40), ("association", 22), ("ministry", 14), ("company", 9), ("publisher", 6), ("research", 5), ("international", 4)];
        var each = Sharing.Out(Whole(aims["2-3", year]), [.. kinds.Select(k => k.Weight)]);
        Add("agreements.signed", HeadOffice, [.. kinds.SelectMany((k, i) => Months("agreements.signed", HeadOffice, each[i], Even, ("partner-kind", k.Kind)))]);
        var projects = new[] { 24, 28, 30 }[index];
        Yearly("projects.ministry", HeadOffice, projects);
        // The shared tool was being put in place: its first year was not communicated, as the contract's own baseline.
        if (index == 0)
            Add("projects.tracked", HeadOffice, [new LedgerLine("projects.tracked", HeadOffice, End, 0, null, null, EntryState.NotCommunicated, DayBasis.CivilYear)]);
        else
            Yearly("projects.tracked", HeadOffice, Part(projects, aims["3-1", year]));
        JointActions();
        var (step, month, done) = new[] { ("framing", 11, 1), ("implementation", 10, 1), ("evaluation", 12, 0) }[index];
        Add("mutualisation.milestones", HeadOffice, [new LedgerLine("mutualisation.milestones", HeadOffice, new DateOnly(year, month, 15), done, Context("step", step))]);
    }

    /// <summary>A survey of the directorates that few answer the first year: shown, not publishable (L6).</summary>
    private void JointActions()
    {
        var chance = new Chance(options.Seed, $"joint actions {year}");
        var asked = network.Directorates(year);
        if (asked.Count == 0)
            return;
        var answering = asked.OrderBy(_ => chance.Next()).Take(Math.Max(1, index == 0 ? asked.Count * 6 / 10 : asked.Count - index % 2)).OrderBy(u => u.Code, StringComparer.Ordinal).ToList();
        var each = Sharing.Out(Whole(aims["3-2", year]), [.. answering.Select(_ => 0.5 + chance.Next())]);
        for (var i = 0; i < answering.Count; i++)
            Yearly("dan.joint-actions", answering[i].Code, each[i]);
    }

    private void Staff()
    {
        var total = new long[] { 175_000, 172_400, 170_150 }[index];
        Stock("staff.fte", total, 1.005);
        Stock("staff.fte-priority", Part(total, aims["4-1-2", year]), 0.99);
    }

    private void Money()
    {
        var own = Whole(aims["4-2-1", year] * 100);
        double[] quarters = [.. Enumerable.Range(1, 12).Select(m => m % 3 == 0 ? 1.4 : 0.8)];
        Monthly("revenue.own-and-public", own, quarters);
        Monthly("spending.core", Whole(own * 100 / aims["4-2-5", year]), Even);
        Monthly("spending.support", Whole(aims["4-2-4", year] * 100), Even);
        var titles = new[] { 5200, 5100, 5050 }[index];
        Stock("production.titles", titles, 0.99);
        Monthly("revenue.publishing", Whole(titles * aims["4-2-3", year] * 100), Seasons.Months);
    }

    private void Ateliers()
    {
        var chance = new Chance(options.Seed, $"ateliers {year}");
        var shuffled = network.Ateliers.OrderBy(_ => chance.Next()).ToList();
        var fewSay = network.Ateliers.Count >= 20;
        var silent = shuffled.Take(fewSay ? 5 : 0).Select(a => a.Unit.Code).ToHashSet();
        var withoutShop = shuffled.Skip(5).Take(fewSay ? 2 : 0).Select(a => a.Unit.Code).ToHashSet();
        var answering = network.Ateliers.Where(a => !silent.Contains(a.Unit.Code)).ToList();
        double[] sizes = [.. answering.Select(a => a.Weight * (0.8 + 0.4 * chance.Next()))];
        var trainers = Sharing.Out(Math.Max(answering.Count, 4L * answering.Count), sizes);
        var certified = Sharing.Out(Part(trainers.Sum(), aims["4-1-1", year]), [.. trainers.Select(t => (double)t)]);
        for (var i = 0; i < answering.Count; i++)
        {
            Stock("trainers.teachers", trainers[i], 1, answering[i].Unit);
            Stock("trainers.certified", Math.Min(certified[i], trainers[i]), 1, answering[i].Unit);
        }

        foreach (var atelier in network.Ateliers)
            Stock("network.ateliers", 1, 1, atelier.Unit);
        var selling = answering.Where(a => !withoutShop.Contains(a.Unit.Code)).ToList();
        var revenue = Sharing.Out(Whole(aims["4-2-2", year] * 100 * selling.Count), [.. selling.Select(a => a.Weight)]);
        for (var i = 0; i < selling.Count; i++)
            Add("revenue.ateliers", selling[i].Unit.Code, Months("revenue.ateliers", selling[i].Unit.Code, revenue[i], Seasons.Months));
        foreach (var unit in withoutShop.Order(StringComparer.Ordinal))
            Add("revenue.ateliers", unit, [new LedgerLine("revenue.ateliers", unit, End, 0, null, null, EntryState.NotApplicable, DayBasis.CivilYear)]);
    }

    private void Premises() => Stock("premises.count", Whole(aims["4-3", year]), 1.03);

    private DateOnly End => new(year, 12, 31);

    /// <summary>The head office states it each month.</summary>
    private void Monthly(string measure, long total, IReadOnlyList<double>? months = null) =>
        Add(measure, HeadOffice, Months(measure, HeadOffice, total, months ?? Even));

    private void Yearly(string measure, string unit, long total) =>
        Add(measure, unit, [new LedgerLine(measure, unit, End, total, Basis: DayBasis.CivilYear)]);

    /// <summary>Stated at the end of each quarter, on the way to the year's last value.</summary>
    private void Stock(string measure, long last, double first, UnitInfo? unit = null) => Add(measure, (unit ?? network.Root).Code,
    [
        .. Enumerable.Range(1, 4).Select(q => new LedgerLine(
            measure, (unit ?? network.Root).Code, new DateOnly(year, q * 3, 1).AddMonths(1).AddDays(-1),
            (long)Math.Round(last * (first + (1 - first) * (q - 1) / 3), MidpointRounding.AwayFromZero))),
    ]);

    private List<LedgerLine> Months(string measure, string unit, long total, IReadOnlyList<double> weights, (string Key, string Value)? context = null)
    {
        var parts = Sharing.Out(total, weights);
        return [.. parts.Select((p, m) => new LedgerLine(measure, unit, new DateOnly(year, m + 1, 1), p, context is { } c ? Context(c.Key, c.Value) : null, Basis: DayBasis.Month))];
    }

    private void Add(string measure, string unit, IReadOnlyList<LedgerLine> lines) => made.Add(new Figure(measure, unit, year, lines));

    private static Dictionary<string, string> Context(string key, string value) => new() { [key] = value };

    private static long Whole(decimal value) => (long)Math.Round(value, MidpointRounding.AwayFromZero);

    private static long Part(long total, decimal percent) => Whole(total * percent / 100);
}
