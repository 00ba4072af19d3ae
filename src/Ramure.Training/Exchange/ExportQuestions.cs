using Ramure.Kernel.Access;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Training.Contracts;
using Ramure.Training.Exchange.Mapping;
using Ramure.Ui.Components;

namespace Ramure.Training.Exchange;

/// <summary>What somebody wants to give to another system, as an address or a command says it.</summary>
internal sealed record ExportRequest(string? Unit, string? From, string? To, string? Mapping);

/// <summary>What is given: sessions of these units that begin on these days.</summary>
/// <param name="To">Last day, included.</param>
internal sealed record ExportQuestion(UnitInfo Unit, IReadOnlySet<string> Units, DateOnly From, DateOnly To, ExchangeMapping Mapping);

/// <summary>Reads what is asked, everything at once.</summary>
internal sealed class ExportQuestions(INetwork network, IAccess access, IClock clock, MappingShelf shelf)
{
    /// <param name="mapping">The mapping, where it is not one of the installation’s.</param>
    public async Task<Result<ExportQuestion>> ReadAsync(ExportRequest asked, Permission permission, ExchangeMapping? mapping = null, CancellationToken cancel = default)
    {
        var refusals = new List<Refusal>();
        var snapshot = await network.SnapshotAsync(cancel);
        if (!snapshot.TryFind(asked.Unit ?? "", out var unit))
            refusals.Add(new Refusal("unit-unknown", string.IsNullOrEmpty(asked.Unit) ? "Choisissez l’unité." : $"L’unité « {asked.Unit} » n’existe pas.", "unite"));
        var (from, to) = (Day(asked.From, "du", refusals), Day(asked.To, "au", refusals));
        if (from > to)
            refusals.Add(new Refusal("days-reversed", "Le dernier jour vient après le premier : échangez-les.", "au"));
        mapping ??= shelf.Find(asked.Mapping);
        if (mapping is null)
            refusals.Add(new Refusal("mapping-unknown", string.IsNullOrEmpty(asked.Mapping) ? "Choisissez la correspondance." : $"La correspondance « {asked.Mapping} » n’existe pas : choisissez-en une autre.", "correspondance"));
        if (refusals.Count > 0)
            return refusals;
        await access.DemandAsync(permission, unit!.Code, cancel);
        var own = await access.ScopeAsync(permission, cancel);
        var units = snapshot.SubtreeAt(unit.Number, clock.Today(unit.TimeZone)).Select(u => u.Code).Where(c => own.Covers(c)).ToHashSet(StringComparer.Ordinal);
        return new ExportQuestion(unit, units, from!.Value, to!.Value, mapping!);
    }

    /// <summary>The open units whose registered persons who asks may see.</summary>
    public async Task<IReadOnlyList<Choice>> ChoicesAsync(CancellationToken cancel = default)
    {
        var own = await access.ScopeAsync(TrainingPermissions.People, cancel);
        return [.. (await network.SnapshotAsync(cancel)).Units.Where(u => own.Covers(u.Code) && u.Open.Contains(clock.Today(u.TimeZone))).OrderBy(u => u.Code, StringComparer.Ordinal).Select(u => new Choice(u.Code, $"{u.Code} – {u.Name}"))];
    }

    private static DateOnly? Day(string? text, string field, List<Refusal> refusals)
    {
        if (WrittenDay.TryRead(text, out var day))
            return day;
        refusals.Add(new Refusal("day-invalid", string.IsNullOrEmpty(text) ? "Donnez un jour." : $"« {(text.Length <= 40 ? text : text[..40])} » n’est pas un jour : écrivez-le comme 2026-03-12.", field));
        return null;
    }
}
