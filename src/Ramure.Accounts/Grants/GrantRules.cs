using Ramure.Accounts.Model;
using Ramure.Kernel.Access;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Ui.Components;

namespace Ramure.Accounts.Grants;

/// <summary>A role as a form, an invitation or a command asks for it.</summary>
/// <param name="Unit">Code of a unit, or <c>*</c>.</param>
/// <param name="From">First day; today when null.</param>
/// <param name="Until">Last day, included; null without end.</param>
/// <param name="Items">References of indicators and measures, for the role that names some.</param>
internal sealed record GrantWish(Role? Role, string? Unit, DateOnly? From = null, DateOnly? Until = null, IReadOnlyList<string>? Items = null);

/// <summary>A role that may be granted as it stands.</summary>
internal sealed record SoundGrant(Role Role, string Unit, DateOnly From, DateOnly? To, string? Items);

/// <summary>What a grant must satisfy, the same for grants and for invitations. Refusals name the fields role, unite, du, au, elements.</summary>
internal sealed class GrantRules(INetwork network, IClock clock, IEnumerable<INamedItems> items)
{
    private const int ItemsLength = 4000;
    private static readonly DateOnly Latest = new(2199, 12, 31);

    public async Task<Result<SoundGrant>> CheckAsync(GrantWish wish, GrantingPower power, CancellationToken cancel = default)
    {
        var snapshot = await network.SnapshotAsync(cancel);
        var refusals = new List<Refusal>();
        void Refuse(string code, string message, string field) => refusals.Add(new Refusal(code, message, field));
        if (wish.Role is not { } role)
            Refuse("role-missing", "Choisissez un rôle.", "role");
        else if (wish.Unit is { Length: > 0 } asked && !power.Allows(role, asked))
            Refuse("role-too-wide", $"Vos propres rôles ne permettent pas de donner « {RoleWords.Label(role)} » pour {asked}. Demandez-le à l’administration.", "role");
        if (string.IsNullOrEmpty(wish.Unit))
            Refuse("unit-missing", "Choisissez l’unité pour laquelle le rôle est tenu.", "unite");
        else if (wish.Unit != RoleGrant.WholeNetwork && UnitFault(snapshot, wish.Unit) is { } fault)
            refusals.Add(fault);
        var from = wish.From ?? GrantDays.Today(wish.Unit ?? "", snapshot, clock);
        CheckDays(from, wish.Until, refusals);
        var named = wish.Items?.Distinct(StringComparer.Ordinal).ToList() ?? [];
        if (wish.Role is Role.HeadOfficeService)
            await CheckItemsAsync(named, refusals, cancel);
        else if (named.Count > 0)
            Refuse("items-unasked", "Seul un service du siège tient des indicateurs et des mesures désignés.", "elements");
        return refusals.Count > 0
            ? refusals
            : new SoundGrant(wish.Role!.Value, wish.Unit!, from, wish.Until?.AddDays(1), named.Count == 0 ? null : string.Join(' ', named));
    }

    /// <summary>Refusals name du and au.</summary>
    public static void CheckDays(DateOnly from, DateOnly? until, List<Refusal> refusals)
    {
        if (from > Latest)
            refusals.Add(new Refusal("day-too-late", "Le premier jour est trop lointain.", "du"));
        if (until > Latest)
            refusals.Add(new Refusal("day-too-late", "Le dernier jour est trop lointain : laissez-le vide pour un rôle sans fin.", "au"));
        else if (until < from)
            refusals.Add(new Refusal("days-reversed", $"Le dernier jour vient avant le premier, le {French.Day(from)}.", "au"));
    }

    private Refusal? UnitFault(NetworkSnapshot snapshot, string code)
    {
        if (!snapshot.TryFind(code, out var unit))
            return new Refusal("unit-unknown", $"L’unité « {code} » n’existe pas : choisissez-la dans la liste.", "unite");
        if (unit.Open.To > GrantDays.Today(code, snapshot, clock))
            return null;
        var next = snapshot.SuccessorsOf(unit.Number).Select(s => snapshot[s.Successor].Code).ToList();
        return new Refusal(
            "unit-closed",
            $"{code} est fermée depuis le {French.Day(unit.Open.To)}{(next.Count == 0 ? "." : $" : donnez le rôle pour ce qui la continue, {string.Join(" ou ", next)}.")}", "unite");
    }

    private async Task CheckItemsAsync(List<string> named, List<Refusal> refusals, CancellationToken cancel)
    {
        if (named.Count == 0)
            refusals.Add(new Refusal("items-missing", "Désignez au moins un indicateur ou une mesure : un service du siège n’écrit que ce qu’il tient.", "elements"));
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var source in items)
            known.UnionWith((await source.AllAsync(cancel)).Select(i => i.Reference));
        refusals.AddRange(named.Where(n => !known.Contains(n)).Take(5)
            .Select(n => new Refusal("item-unknown", $"« {n} » n’est ni un indicateur ni une mesure : choisissez dans la liste.", "elements")));
        if (named.Sum(n => n.Length + 1) > ItemsLength)
            refusals.Add(new Refusal("items-too-many", "Trop d’éléments pour un seul rôle : donnez-en deux.", "elements"));
    }
}
