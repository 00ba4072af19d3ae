using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Network.Import;
using Ramure.Network.Model;
using Ramure.Ui.Components;

namespace Ramure.Network.Reorganisations;

/// <summary>
/// Works a plan out in memory: the same code makes the effect shown before confirming and the rows written by it.
/// Refusals name the fields of the form: jour, unites, vers, s1, s1-part…
/// </summary>
internal sealed class ReorganisationPlanner
{
    private readonly NetworkSnapshot before;
    private readonly ReorganisationPlan plan;
    private readonly List<Refusal> refusals = [];
    private readonly List<ShortenedRow> shortened = [];
    private readonly List<AddedRow> added = [];
    private readonly List<UnitInfo> opened = [];
    private readonly List<AddedSuccession> successions = [];
    private readonly HashSet<string> touched = new(StringComparer.Ordinal);

    private ReorganisationPlanner(NetworkSnapshot before, ReorganisationPlan plan) => (this.before, this.plan) = (before, plan);

    public static Result<AppliedPlan> Apply(NetworkSnapshot before, ReorganisationPlan plan) => new ReorganisationPlanner(before, plan).Run();

    private Result<AppliedPlan> Run()
    {
        if (plan.Units.Count == 0)
            Refuse("units-missing", "Choisissez au moins une unité.", "unites");
        foreach (var code in plan.Units.Where(u => !before.TryFind(u, out _)))
            Refuse("unit-unknown", $"L'unité « {code} » n'existe pas.", "unites");
        if (plan.Units.Distinct(StringComparer.Ordinal).Count() < plan.Units.Count)
            Refuse("unit-twice", "La même unité est choisie deux fois.", "unites");
        if (refusals.Count > 0)
            return refusals;
        switch (plan.Kind)
        {
            case ReorganisationKind.Move:
                Move();
                break;
            case ReorganisationKind.Merge:
                Merge();
                break;
            case ReorganisationKind.Split:
                Split();
                break;
            default:
                Close();
                break;
        }

        if (refusals.Count > 0)
            return refusals;
        var after = After();
        refusals.AddRange(Check(after, (code, _, message) => new Refusal(code, message, plan.Kind == ReorganisationKind.Move ? "vers" : "unites")));
        return refusals.Count > 0 ? refusals : new AppliedPlan(plan, after, shortened, added, opened, successions, [.. touched.Order(StringComparer.Ordinal)]);
    }

    /// <summary>What the rules of every network find in a snapshot.</summary>
    public static List<Refusal> Check(NetworkSnapshot network, RowRefusal refuse) => NetworkRules.Check(
        [.. network.Memberships.Select(m => new MembershipRow(network[m.Unit].Code, m.Parent is { } p ? network[p].Code : null, m.Days, refuse))],
        [.. network.Successions.Select(s => new SuccessionRow(network[s.Predecessor].Code, network[s.Successor].Code, s.Day, s.Share, refuse))]);

    private void Move()
    {
        if (OpenUnit(plan.Parent, "vers", "Choisissez l'unité de rattachement.") is not { } parent)
            return;
        foreach (var code in plan.Units)
        {
            before.TryFind(code, out var unit);
            if (before.ParentAt(unit!.Number, plan.Day)?.Code == parent.Code)
                Refuse("parent-same", $"« {code} » est déjà rattachée à « {parent.Code} » le {French.Day(plan.Day)}.", "vers");
            else
                Reattach(code, parent.Code);
        }
    }

    private void Merge()
    {
        if (plan.Successors.Count != 1)
        {
            Refuse("successor-missing", "Choisissez l'unité qui continue, ou donnez le code et le nom de celle qui ouvre.", "s1");
            return;
        }

        var successor = plan.Successors[0];
        // A unit that absorbs the others goes on: only the others close.
        var absorbed = plan.Units.Where(u => u != successor.Code).ToList();
        if (absorbed.Count == 0 || (successor.NewName is not null && absorbed.Count < 2))
        {
            Refuse("merge-alone", "Une fusion réunit au moins deux unités. Choisissez-en une autre.", "unites");
            return;
        }

        if (!Begin(successor, absorbed[0], "s1"))
            return;
        foreach (var code in absorbed)
        {
            End(code);
            foreach (var child in Children(code).Where(c => !absorbed.Contains(c) && c != successor.Code))
                Reattach(child, successor.Code);
            successions.Add(new(code, successor.Code, 1m));
        }
    }

    private void Split()
    {
        if (plan.Units.Count != 1)
            Refuse("split-one", "Une scission porte sur une seule unité.", "unites");
        if (plan.Successors.Count < 2)
            Refuse("split-two", "Une scission mène à deux unités au moins.", "s2");
        if (refusals.Count > 0)
            return;
        var code = plan.Units[0];
        var shares = plan.Successors.Where(s => s.Share is not null).ToList();
        if (shares.Count > 0 && shares.Count < plan.Successors.Count)
            Refuse("share-missing", "Donnez une part à chaque unité qui continue, ou à aucune (rupture de série).", $"s{plan.Successors.ToList().FindIndex(s => s.Share is null) + 1}-part");
        else if (shares.Count > 0 && shares.Sum(s => s.Share) != 1m)
            Refuse("share-sum", $"Les parts font {shares.Sum(s => s.Share):0.############} au lieu de 1.", $"s{shares.Count}-part");
        var children = Children(code).ToList();
        for (var i = 0; i < plan.Successors.Count; i++)
        {
            var successor = plan.Successors[i];
            var field = $"s{i + 1}";
            if (successor.Code == code)
                Refuse("split-self", $"« {code} » ferme : elle ne peut pas se succéder. Donnez un autre code à l'unité qui continue.", field);
            else if (plan.Successors.Take(i).Any(s => s.Code == successor.Code))
                Refuse("unit-twice", $"« {successor.Code} » est nommée deux fois.", field);
            else
                Begin(successor, code, field);
            foreach (var stranger in successor.Children.Where(c => !children.Contains(c)))
                Refuse("child-unknown", $"« {stranger} » n'est pas rattachée à « {code} » le {French.Day(plan.Day)}. Rattachées : {(children.Count == 0 ? "aucune" : string.Join(", ", children))}.", field + "-unites");
            foreach (var child in successor.Children.Where(children.Contains))
            {
                if (plan.Successors.Take(i).Any(s => s.Children.Contains(child)))
                    Refuse("child-twice", $"« {child} » est donnée à deux unités.", field + "-unites");
            }

            successions.Add(new(code, successor.Code, successor.Share));
        }

        var left = children.Where(c => plan.Successors.All(s => !s.Children.Contains(c) && s.Code != c)).ToList();
        if (left.Count > 0)
            Refuse("child-left", $"Dites où {(left.Count == 1 ? "va" : "vont")} {string.Join(", ", left)} : écrivez {(left.Count == 1 ? "son code" : "leurs codes")} sous l'une des unités qui continuent.", "s1-unites");
        if (refusals.Count > 0)
            return;
        End(code);
        foreach (var successor in plan.Successors)
        {
            foreach (var child in successor.Children)
                Reattach(child, successor.Code);
        }
    }

    private void Close()
    {
        var children = plan.Units.SelectMany(Children).Where(c => !plan.Units.Contains(c)).ToList();
        if (children.Count > 0)
        {
            if (OpenUnit(plan.Parent, "vers", $"Des unités resteraient sans rattachement ({string.Join(", ", children)}) : choisissez où elles vont.") is not { } parent)
                return;
            if (plan.Units.Contains(parent.Code))
                Refuse("parent-closes", $"« {parent.Code} » ferme aussi : choisissez une autre unité de rattachement.", "vers");
            else
                children.ForEach(child => Reattach(child, parent.Code));
        }

        foreach (var code in plan.Units)
            End(code);
    }

    /// <summary>Makes sure that a successor is open from the day on: it exists, or it opens.</summary>
    private bool Begin(PlannedSuccessor successor, string predecessor, string field)
    {
        var known = before.TryFind(successor.Code, out var unit);
        if (successor.NewName is null)
        {
            if (known && unit!.Open.Contains(plan.Day))
                return true;
            Refuse("successor-closed", known ? $"« {successor.Code} » n'est pas ouverte le {French.Day(plan.Day)}." : $"L'unité « {successor.Code} » n'existe pas. Pour l'ouvrir, donnez aussi son nom.", field);
            return false;
        }

        before.TryFind(predecessor, out var model);
        if (known)
            Refuse("code-taken", $"Le code « {successor.Code} » est déjà pris par « {unit!.Name} ». Un code ne sert qu'une fois.", field + "-code");
        else if (!UnitFile.CodePattern().IsMatch(successor.Code))
            Refuse("code-invalid", $"Le code « {successor.Code} » n'est pas accepté : lettres sans accent, chiffres, « - », « _ » et « . », 40 signes au plus.", field + "-code");
        else if (successor.NewName.Length > 200)
            Refuse("text-long", $"Ce nom a {successor.NewName.Length} signes. Réduisez-le à 200.", field + "-nom");
        else if (!model!.Open.Contains(plan.Day))
            Refuse("unit-closed", $"« {predecessor} » n'est pas ouverte le {French.Day(plan.Day)}.", "jour");
        else
        {
            var number = before.Units.Max(u => u.Number) + opened.Count + 1;
            var days = new DayRange(plan.Day, DateOnly.MaxValue);
            opened.Add(new UnitInfo(number, successor.Code, successor.NewName, successor.NewName, model.Kind, model.TimeZone, days, null, null, null, null));
            added.Add(new(successor.Code, before.ParentAt(model.Number, plan.Day)?.Code, days));
            touched.Add(successor.Code);
            return true;
        }

        return false;
    }

    private IEnumerable<string> Children(string code) =>
        before.TryFind(code, out var unit) ? before.ChildrenAt(unit.Number, plan.Day).Select(c => c.Code) : [];

    private UnitInfo? OpenUnit(string? code, string field, string missing)
    {
        if (string.IsNullOrEmpty(code))
            Refuse("parent-missing", missing, field);
        else if (!before.TryFind(code, out var unit))
            Refuse("unit-unknown", $"L'unité « {code} » n'existe pas.", field);
        else if (!unit.Open.Contains(plan.Day))
            Refuse("unit-closed", $"« {code} » n'est pas ouverte le {French.Day(plan.Day)}.", field);
        else
            return unit;
        return null;
    }

    private void Reattach(string code, string parent)
    {
        if (Shorten(code) is { } row)
            added.Add(new(code, parent, new DayRange(plan.Day, row.To)));
    }

    private void End(string code)
    {
        if (Shorten(code) is { } row && row.To != DateOnly.MaxValue)
            Refuse("closing-known", $"« {code} » ferme déjà le {French.Day(row.To)}.", "unites");
    }

    private ShortenedRow? Shorten(string code)
    {
        before.TryFind(code, out var unit);
        var rows = before.MembershipsOf(unit!.Number).ToList();
        var row = rows.FirstOrDefault(m => m.Days.Contains(plan.Day));
        if (row is null)
            Refuse("unit-closed", $"« {code} » n'est pas ouverte le {French.Day(plan.Day)} : elle l'est du {French.Day(unit.Open.From)} {(unit.Open.To == DateOnly.MaxValue ? "à aujourd'hui" : "au " + French.Day(unit.Open.To))}.", "jour");
        else if (row.Days.From == plan.Day)
            Refuse("change-same-day", $"« {code} » change déjà ce jour-là. Choisissez un jour suivant.", "jour");
        else if (rows[^1].Days.From > plan.Day)
            Refuse("change-later", $"« {code} » a déjà un changement le {French.Day(rows[^1].Days.From)}. Choisissez un jour suivant, ou retirez d'abord la réorganisation qui l'a prévu.", "jour");
        else
        {
            var old = new ShortenedRow(code, row.Days.From, row.Days.To);
            shortened.Add(old);
            touched.Add(code);
            return old;
        }

        return null;
    }

    private NetworkSnapshot After()
    {
        var numbers = before.Units.Concat(opened).ToDictionary(u => u.Code, u => u.Number, StringComparer.Ordinal);
        var cut = shortened.Select(s => (numbers[s.Unit], s.From)).ToHashSet();
        List<MembershipInfo> memberships =
        [
            .. before.Memberships.Select(m => cut.Contains((m.Unit, m.Days.From)) ? m with { Days = new DayRange(m.Days.From, plan.Day) } : m),
            .. added.Select(a => new MembershipInfo(numbers[a.Unit], a.Parent is null ? null : numbers[a.Parent], a.Days)),
        ];
        var ends = memberships.GroupBy(m => m.Unit).ToDictionary(g => g.Key, g => g.Max(m => m.Days.To));
        return new NetworkSnapshot(
            before.Version,
            [.. before.Units.Concat(opened).Select(u => u with { Open = new DayRange(u.Open.From, ends[u.Number]) })],
            memberships,
            [.. before.Successions, .. successions.Select(s => new SuccessionInfo(numbers[s.Predecessor], numbers[s.Successor], plan.Day, s.Share))]);
    }

    private void Refuse(string code, string message, string field) => refusals.Add(new Refusal(code, message, field));
}
