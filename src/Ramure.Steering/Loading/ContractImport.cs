using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Ledger.Contracts;
using Ramure.Steering.Contracts;
using Ramure.Steering.Model;

namespace Ramure.Steering.Loading;

/// <summary>A contract's file to import.</summary>
/// <param name="File">Its name, for messages and for the record.</param>
/// <param name="DryRun">Does everything but keep it.</param>
internal sealed record ImportContract(string File, string Text, bool DryRun = false);

/// <summary>What an import did.</summary>
/// <param name="Version">The version that holds now.</param>
internal sealed record ImportedContract(ContractDefinition Definition, int Version, bool Changed);

/// <summary>Imports a contract: version 1 when it is new, n+1 when its file changed, nothing when it is the one that holds.</summary>
internal sealed class ContractImport(OperationRunner operations, IMeasures measures, IStorageProvider storage)
{
    /// <summary>Loads of contracts wait for each other.</summary>
    internal const long Lock = 0x5354_4545_5249_4E47;

    public async Task<Result<ImportedContract>> RunAsync(ImportContract import, CancellationToken cancel = default)
    {
        var known = await measures.AllAsync(cancel);
        var read = ContractFile.Read(import.File, import.Text, known.Keys);
        if (!read.TryGet(out var definition, out var refusals))
            return Result<ImportedContract>.Refused(refusals);
        return await operations.RunAsync<ImportedContract>(
            new Operation("steering.import-contract", SteeringPermissions.Import),
            async scope =>
            {
                scope.DemandNetwork();
                await storage.LockAsync(scope.Connection, scope.Transaction, Lock, cancel);
                if (import.DryRun)
                    scope.Rehearse();
                return await StoreAsync(scope, import, definition, cancel);
            },
            cancel);
    }

    private async Task<Result<ImportedContract>> StoreAsync(
        OperationScope scope, ImportContract import, ContractDefinition definition, CancellationToken cancel)
    {
        var fingerprint = ContractFile.Fingerprint(import.Text);
        var contract = await scope.Db.Set<Contract>().FirstOrDefaultAsync(c => c.Code == definition.Code, cancel);
        if (contract is not null && await scope.Db.Set<ContractVersion>().AnyAsync(
                v => v.Contract == contract.Code && v.Version == contract.Version && v.Fingerprint == fingerprint, cancel))
            return new ImportedContract(definition, contract.Version, false);

        var declared = await measures.DeclareAsync(scope, [.. definition.Measures.Select(m => m.Measure)], cancel);
        if (!declared.Succeeded)
            return declared.Refusals.Select(r => r with { File = import.File, Line = null }).ToList();
        var before = contract?.Version;
        if (contract is null)
        {
            contract = new Contract { Code = definition.Code, Title = definition.Title, Version = 1, Revision = 1 };
            scope.Db.Add(contract);
        }
        else
        {
            contract.Title = definition.Title;
            contract.Version++;
            contract.Revision++;
        }

        scope.Db.Add(new ContractVersion
        {
            Id = Guid.CreateVersion7(),
            Contract = definition.Code,
            Version = contract.Version,
            LoadedAt = scope.At,
            LoadedBy = scope.Actor,
            File = import.File,
            Fingerprint = fingerprint,
            Definition = JsonSerializer.Serialize(definition, ContractStore.Json),
        });
        scope.Audit(
            "contract", definition.Code, before is null ? null : new { version = before },
            new { version = contract.Version, file = import.File, fingerprint });
        await scope.Db.SaveChangesAsync(cancel);
        return new ImportedContract(definition, contract.Version, true);
    }
}
