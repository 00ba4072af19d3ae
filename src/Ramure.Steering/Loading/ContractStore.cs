using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Steering.Model;

namespace Ramure.Steering.Loading;

/// <summary>Definitions read from the database once per version: they never change.</summary>
internal sealed class DefinitionCache
{
    private readonly ConcurrentDictionary<(string Contract, int Version), ContractDefinition> definitions = new();
    private readonly ConcurrentDictionary<(string Contract, long Revision), EffectiveContract> effective = new();

    public ContractDefinition? Definition(string contract, int version) => definitions.GetValueOrDefault((contract, version));

    public EffectiveContract? Effective(string contract, long revision) => effective.GetValueOrDefault((contract, revision));

    public void Keep(ContractDefinition definition, int version) => definitions[(definition.Code, version)] = definition;

    public void Keep(EffectiveContract contract)
    {
        // One per contract is enough: the revision only grows.
        foreach (var old in effective.Keys.Where(k => k.Contract == contract.Code && k.Revision < contract.Revision))
            effective.TryRemove(old, out _);
        effective[(contract.Code, contract.Revision)] = contract;
    }
}

/// <summary>Reads contracts as they hold now.</summary>
internal sealed class ContractStore(RamureDb db, DefinitionCache cache)
{
    internal static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>All contracts, by code.</summary>
    public async Task<IReadOnlyList<EffectiveContract>> AllAsync(CancellationToken cancel = default)
    {
        var rows = await db.Set<Contract>().AsNoTracking().OrderBy(c => c.Code).ToListAsync(cancel);
        var contracts = new List<EffectiveContract>(rows.Count);
        foreach (var row in rows)
            contracts.Add(await EffectiveAsync(row, cancel));
        return contracts;
    }

    /// <summary>The contract of a code, null when there is none.</summary>
    public async Task<EffectiveContract?> FindAsync(string code, CancellationToken cancel = default)
    {
        var row = await db.Set<Contract>().AsNoTracking().FirstOrDefaultAsync(c => c.Code == code, cancel);
        return row is null ? null : await EffectiveAsync(row, cancel);
    }

    private async Task<EffectiveContract> EffectiveAsync(Contract row, CancellationToken cancel)
    {
        if (cache.Effective(row.Code, row.Revision) is { } known)
            return known;
        if (cache.Definition(row.Code, row.Version) is not { } definition)
        {
            var stored = await db.Set<ContractVersion>().AsNoTracking()
                .Where(v => v.Contract == row.Code && v.Version == row.Version).Select(v => v.Definition).SingleAsync(cancel);
            definition = JsonSerializer.Deserialize<ContractDefinition>(stored, Json)!;
            cache.Keep(definition, row.Version);
        }

        var settlements = await db.Set<Settlement>().AsNoTracking().Where(s => s.Contract == row.Code).ToListAsync(cancel);
        // Settled between the two reads: answer what was read, and let the next read keep it.
        var revision = await db.Set<Contract>().Where(c => c.Code == row.Code).Select(c => c.Revision).SingleAsync(cancel);
        var contract = new EffectiveContract(definition, row.Version, row.Revision, settlements);
        if (revision == row.Revision)
            cache.Keep(contract);
        return contract;
    }
}
