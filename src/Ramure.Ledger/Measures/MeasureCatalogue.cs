using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.Model;

namespace Ramure.Ledger.Measures;

/// <summary>The declared measures. Few, so they are read whole; the numbers stay inside the ledger.</summary>
internal sealed class MeasureCatalogue(RamureDb db) : IMeasures
{
    private Dictionary<string, (int Id, MeasureDefinition Definition)>? all;

    public async ValueTask<IReadOnlyDictionary<string, MeasureDefinition>> AllAsync(CancellationToken cancel = default) =>
        (await NumberedAsync(cancel)).ToDictionary(m => m.Key, m => m.Value.Definition, StringComparer.Ordinal);

    /// <summary>Measures with their numbers, by code.</summary>
    public async ValueTask<IReadOnlyDictionary<string, (int Id, MeasureDefinition Definition)>> NumberedAsync(CancellationToken cancel)
    {
        if (all is not null)
            return all;
        var rows = await db.Set<Measure>().AsNoTracking().ToListAsync(cancel);
        return all = rows.ToDictionary(m => m.Code, m => (m.Id, Definition(m)), StringComparer.Ordinal);
    }

    public async Task<Result<Done>> DeclareAsync(
        OperationScope scope, IReadOnlyList<MeasureDefinition> measures, CancellationToken cancel = default)
    {
        var refusals = measures.SelectMany((m, i) => MeasureRules.Check(m).Select(r => r with { Line = i + 1 })).ToList();
        var existing = await scope.Db.Set<Measure>().ToDictionaryAsync(m => m.Code, StringComparer.Ordinal, cancel);
        for (var i = 0; i < measures.Count; i++)
        {
            if (existing.TryGetValue(measures[i].Code, out var known) && !MeasureRules.CountsTheSame(Definition(known), measures[i])
                && await scope.Db.Set<Entry>().AnyAsync(e => e.MeasureId == known.Id, cancel))
            {
                refusals.Add(new Refusal(
                    "measure-in-use",
                    $"La mesure « {measures[i].Code} » a déjà des écritures : son genre, son unité élémentaire et ses opérateurs ne changent plus. Déclarez une autre mesure sous un autre code.",
                    "code", Line: i + 1));
            }
        }

        if (refusals.Count > 0)
            return refusals;
        var next = existing.Count == 0 ? 1 : existing.Values.Max(m => m.Id) + 1;
        foreach (var definition in measures)
        {
            if (!existing.TryGetValue(definition.Code, out var measure))
            {
                measure = Row(next++, definition);
                scope.Db.Add(measure);
                existing.Add(measure.Code, measure);
                scope.Audit("measure", definition.Code, null, definition);
            }
            else if (Definition(measure) is var before && !MeasureRules.Same(before, definition))
            {
                Update(measure, definition);
                scope.Audit("measure", definition.Code, before, definition);
            }
        }

        await scope.Db.SaveChangesAsync(cancel);
        all = null;
        return default(Done);
    }

    private static Measure Row(int id, MeasureDefinition d) => new()
    {
        Id = id,
        Code = d.Code,
        Label = d.Label,
        Unit = d.Unit,
        SmallestUnit = d.SmallestUnit,
        PerUnit = d.PerUnit,
        Decimals = d.Decimals,
        Kind = d.Kind,
        TimeOperator = d.TimeOperator,
        UnitOperator = d.UnitOperator,
        Asked = string.Join(';', d.Asked),
        Service = d.Service,
        Source = d.Source,
        CollectionTool = d.CollectionTool,
        Owner = d.Owner,
    };

    private static void Update(Measure m, MeasureDefinition d)
    {
        (m.Label, m.Unit, m.SmallestUnit, m.PerUnit, m.Decimals) = (d.Label, d.Unit, d.SmallestUnit, d.PerUnit, d.Decimals);
        (m.Kind, m.TimeOperator, m.UnitOperator, m.Asked) = (d.Kind, d.TimeOperator, d.UnitOperator, string.Join(';', d.Asked));
        (m.Service, m.Source, m.CollectionTool, m.Owner) = (d.Service, d.Source, d.CollectionTool, d.Owner);
    }

    private static MeasureDefinition Definition(Measure m) => new(
        m.Code, m.Label, m.Unit, m.SmallestUnit, m.PerUnit, m.Decimals, m.Kind, m.TimeOperator, m.UnitOperator,
        m.Asked.Split(';', StringSplitOptions.RemoveEmptyEntries), m.Service, m.Source, m.CollectionTool, m.Owner);
}
