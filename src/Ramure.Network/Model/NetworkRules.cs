using System.Globalization;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;

namespace Ramure.Network.Model;

/// <summary>How a rule names the row it refuses: stable code, column, French message.</summary>
internal delegate Refusal RowRefusal(string code, string column, string message);

/// <summary>A membership as the rules see it, from a file, the database or a plan.</summary>
internal sealed record MembershipRow(string Unit, string? Parent, DayRange Days, RowRefusal Refuse);

/// <summary>A succession as the rules see it.</summary>
internal sealed record SuccessionRow(string Predecessor, string Successor, DateOnly Day, decimal? Share, RowRefusal Refuse);

/// <summary>What every network must satisfy (L9), whatever brings the rows. All faults are reported, not the first one.</summary>
internal static class NetworkRules
{
    /// <summary>Why a parent that nobody knows is refused.</summary>
    public static string ParentUnknown(string code) => $"L'unité de rattachement « {code} » n'est pas connue. Corrigez son code ou ajoutez sa ligne.";

    public static List<Refusal> Check(IReadOnlyCollection<MembershipRow> memberships, IReadOnlyCollection<SuccessionRow> successions)
    {
        var refusals = new List<Refusal>();
        var byUnit = memberships.GroupBy(m => m.Unit, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.OrderBy(m => m.Days.From).ToList(), StringComparer.Ordinal);
        foreach (var rows in byUnit.Values)
            CheckSequence(rows, refusals);
        CheckParents(memberships, byUnit, refusals);
        CheckCycles(memberships, refusals);
        CheckSuccessions(successions, byUnit, refusals);
        return refusals;
    }

    /// <summary>"2024-09-01", or "sans fin".</summary>
    public static string Text(DateOnly day) => day == DateOnly.MaxValue ? "sans fin" : day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(DayRange days) => days.To == DateOnly.MaxValue ? $"depuis le {Text(days.From)}" : $"du {Text(days.From)} au {Text(days.To)}";

    private static void CheckSequence(List<MembershipRow> rows, List<Refusal> refusals)
    {
        for (var i = 1; i < rows.Count; i++)
        {
            var (before, row) = (rows[i - 1], rows[i]);
            if (row.Days == before.Days && row.Parent == before.Parent)
                refusals.Add(row.Refuse("row-twice", "from", $"Le rattachement de « {row.Unit} » {Text(row.Days)} est écrit deux fois. Retirez l'une des deux lignes."));
            else if (row.Days.From < before.Days.To)
                refusals.Add(row.Refuse("membership-overlap", "from", $"« {row.Unit} » a deux rattachements qui se chevauchent : {Text(before.Days)} et {Text(row.Days)}. Faites finir l'un le jour où l'autre commence."));
            else if (row.Days.From > before.Days.To)
                refusals.Add(row.Refuse("membership-gap", "from", $"« {row.Unit} » n'a pas de rattachement du {Text(before.Days.To)} au {Text(row.Days.From)}. Faites commencer celui-ci le {Text(before.Days.To)}, ou ajoutez la ligne qui manque."));
        }
    }

    private static void CheckParents(
        IReadOnlyCollection<MembershipRow> memberships, Dictionary<string, List<MembershipRow>> byUnit, List<Refusal> refusals)
    {
        foreach (var row in memberships.Where(m => m.Parent is not null))
        {
            if (!byUnit.TryGetValue(row.Parent!, out var parent))
            {
                refusals.Add(row.Refuse("parent-unknown", "parent", ParentUnknown(row.Parent!)));
                continue;
            }

            var open = new DayRange(parent.Min(p => p.Days.From), parent.Max(p => p.Days.To));
            if (!open.Contains(row.Days))
                refusals.Add(row.Refuse(
                    "parent-closed", row.Days.From < open.From ? "from" : "to",
                    $"« {row.Unit} » est rattachée à « {row.Parent} » {Text(row.Days)}, mais « {row.Parent} » n'est ouverte que {Text(open)}. Ramenez les dates dans cet intervalle ou changez de rattachement."));
        }
    }

    private static void CheckCycles(IReadOnlyCollection<MembershipRow> memberships, List<Refusal> refusals)
    {
        var told = new HashSet<MembershipRow>(ReferenceEqualityComparer.Instance);
        foreach (var row in memberships.Where(m => m.Parent == m.Unit))
        {
            told.Add(row);
            refusals.Add(row.Refuse("membership-cycle", "parent", $"« {row.Unit} » ne peut pas être rattachée à elle-même. Laissez la colonne vide pour une unité sans rattachement."));
        }

        // A cycle that exists at all exists on the first day of one of its memberships.
        foreach (var day in memberships.Select(m => m.Days.From).Distinct().Order())
        {
            var parents = new Dictionary<string, MembershipRow>(StringComparer.Ordinal);
            foreach (var row in memberships.Where(m => m.Days.Contains(day) && m.Parent is not null))
                parents.TryAdd(row.Unit, row);
            var done = new HashSet<string>(StringComparer.Ordinal);
            foreach (var start in parents.Keys)
            {
                var path = new List<MembershipRow>();
                var seen = new HashSet<string>(StringComparer.Ordinal);
                for (var unit = start; !done.Contains(unit) && parents.TryGetValue(unit, out var row); unit = row.Parent!)
                {
                    if (!seen.Add(unit))
                    {
                        var cycle = path.SkipWhile(r => r.Unit != unit).ToList();
                        if (cycle.All(told.Add))
                            refusals.Add(cycle[0].Refuse("membership-cycle", "parent", $"Le {Text(day)}, les rattachements forment une boucle : {string.Join(" → ", cycle.Select(r => r.Unit))} → {unit}. Rattachez l'une de ces unités ailleurs."));
                        break;
                    }

                    path.Add(row);
                }

                done.UnionWith(seen);
            }
        }
    }

    private static void CheckSuccessions(
        IReadOnlyCollection<SuccessionRow> successions, Dictionary<string, List<MembershipRow>> byUnit, List<Refusal> refusals)
    {
        foreach (var row in successions)
        {
            if (!byUnit.TryGetValue(row.Predecessor, out var predecessor))
                refusals.Add(row.Refuse("unit-unknown", "predecessor", $"L'unité « {row.Predecessor} » n'est pas connue. Corrigez son code ou ajoutez-la au fichier des unités."));
            else if (predecessor.Max(m => m.Days.To) > row.Day)
                refusals.Add(row.Refuse("predecessor-open", "date", $"« {row.Predecessor} » est encore ouverte le {Text(row.Day)} ({Text(new DayRange(predecessor.Min(m => m.Days.From), predecessor.Max(m => m.Days.To)))}). Une succession commence le jour où l'unité ferme."));
            if (!byUnit.TryGetValue(row.Successor, out var successor))
                refusals.Add(row.Refuse("unit-unknown", "successor", $"L'unité « {row.Successor} » n'est pas connue. Corrigez son code ou ajoutez-la au fichier des unités."));
            else if (row.Successor == row.Predecessor)
                refusals.Add(row.Refuse("succession-self", "successor", $"« {row.Successor} » ne peut pas se succéder à elle-même."));
            else if (!new DayRange(successor.Min(m => m.Days.From), successor.Max(m => m.Days.To)).Contains(row.Day))
                refusals.Add(row.Refuse("successor-closed", "date", $"« {row.Successor} » n'est pas ouverte le {Text(row.Day)}. Une succession mène à une unité ouverte ce jour-là."));
        }

        foreach (var rows in successions.GroupBy(s => s.Predecessor, StringComparer.Ordinal).Select(g => g.ToList()))
        {
            foreach (var twice in rows.GroupBy(r => r.Successor, StringComparer.Ordinal).SelectMany(g => g.Skip(1)))
                refusals.Add(twice.Refuse("row-twice", "successor", $"La succession de « {twice.Predecessor} » vers « {twice.Successor} » est écrite deux fois. Retirez l'une des deux lignes."));
            foreach (var other in rows.Skip(1).Where(r => r.Day != rows[0].Day))
                refusals.Add(other.Refuse("succession-days", "date", $"Les successions de « {other.Predecessor} » ont des dates différentes. Une unité se ferme un seul jour."));
            var known = rows.Where(r => r.Share is not null).ToList();
            if (known.Count > 0 && known.Count < rows.Count)
                refusals.Add(rows.First(r => r.Share is null).Refuse("share-missing", "share", $"Des parts manquent pour « {rows[0].Predecessor} ». Donnez une part à chaque successeur, ou à aucun (rupture de série)."));
            else if (known.Count > 0 && known.Sum(r => r.Share) != 1m)
                refusals.Add(known[^1].Refuse("share-sum", "share", string.Create(CultureInfo.InvariantCulture, $"Les parts de « {rows[0].Predecessor} » font {known.Sum(r => r.Share):0.############} au lieu de 1. Corrigez-les.")));
        }
    }
}
