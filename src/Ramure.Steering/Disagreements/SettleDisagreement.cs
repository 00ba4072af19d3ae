using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Network.Contracts;
using Ramure.Steering.Contracts;
using Ramure.Steering.Loading;
using Ramure.Steering.Model;

namespace Ramure.Steering.Disagreements;

/// <summary>Which reading holds, and why; <paramref name="Reading"/> null reopens the disagreement.</summary>
internal sealed record SettleOptions(string Contract, string Indicator, string Item, string? Reading, string? Reason);

/// <summary>Settles and reopens disagreements between statements (L14). A person decides, with a reason.</summary>
internal sealed class SettleDisagreement(OperationRunner operations, ContractStore store, IStorageProvider storage, INetwork network)
{
    /// <summary>Chooses a reading: what the indicator states and computes follows it at once.</summary>
    public Task<Result<DisagreementState>> SettleAsync(SettleOptions options, CancellationToken cancel = default)
    {
        var refusals = new List<Refusal>();
        if (string.IsNullOrWhiteSpace(options.Reading))
            refusals.Add(new Refusal("reading-missing", "Choisissez la lecture qui fait foi.", "lecture"));
        CheckReason(options, refusals);
        return RunAsync("steering.settle-disagreement", options, refusals, cancel);
    }

    /// <summary>Takes a settlement back: neither statement holds again.</summary>
    public Task<Result<DisagreementState>> ReopenAsync(SettleOptions options, CancellationToken cancel = default)
    {
        var refusals = new List<Refusal>();
        CheckReason(options, refusals);
        return RunAsync("steering.reopen-disagreement", options with { Reading = null }, refusals, cancel);
    }

    /// <summary>Where a contract is settled.</summary>
    public static string Place(NetworkSnapshot network) => network.Roots.FirstOrDefault()?.Code ?? "*";

    /// <summary>An indicator as grants name it.</summary>
    public static string ItemOf(string contract, string indicator) => $"indicator:{contract}/{indicator}";

    private static void CheckReason(SettleOptions options, List<Refusal> refusals)
    {
        if (string.IsNullOrWhiteSpace(options.Reason))
            refusals.Add(new Refusal("reason-missing", "Dites pourquoi, en une phrase : elle reste avec la décision.", "motif"));
        else if (options.Reason.Length > 2000)
            refusals.Add(new Refusal("reason-too-long", "Le motif dépasse 2 000 caractères : résumez-le.", "motif"));
    }

    private async Task<Result<DisagreementState>> RunAsync(
        string name, SettleOptions options, List<Refusal> refusals, CancellationToken cancel)
    {
        if (refusals.Count > 0)
            return refusals;
        var reason = options.Reason!.Trim();
        return await operations.RunAsync<DisagreementState>(
            new Operation(name, SteeringPermissions.Settle, reason),
            async scope =>
            {
                // A contract binds the whole network: it is settled at its root, by who owns the indicator.
                scope.Demand(Place(await network.SnapshotAsync(cancel)), ItemOf(options.Contract, options.Indicator));
                await storage.LockAsync(scope.Connection, scope.Transaction, ContractImport.Lock, cancel);
                var contract = await store.FindAsync(options.Contract, cancel);
                var state = contract?.Find(options.Indicator)?.Disagreements.FirstOrDefault(d => d.Disagreement.Item == options.Item);
                if (contract is null || state is null)
                    return new Refusal("disagreement-unknown", "Ce désaccord n'existe pas, ou plus, dans le contrat : rechargez la page.");
                var reading = state.Disagreement.Readings.FirstOrDefault(r => r.Key == options.Reading);
                if (options.Reading is not null && reading is null)
                    return new Refusal("reading-unknown", "La lecture choisie n'est pas parmi celles du document : choisissez-en une de la liste.", "lecture");
                if (options.Reading is null && !state.IsSettled)
                    return new Refusal("not-settled", "Ce désaccord est déjà ouvert : quelqu'un l'a rouvert entre-temps.");

                var row = await scope.Db.Set<Settlement>().FindAsync([options.Contract, options.Indicator, options.Item], cancel);
                object? before = row is null ? null : new { reading = row.Reading, value = row.Value, reason = row.Reason, by = row.By };
                if (row is null)
                {
                    row = new Settlement
                    {
                        Contract = options.Contract,
                        Indicator = options.Indicator,
                        Item = options.Item,
                        Reason = reason,
                        By = scope.Actor,
                        At = scope.At,
                    };
                    scope.Db.Add(row);
                }

                (row.Reading, row.Value, row.Reason, row.By, row.At) = (reading?.Key, reading?.Value.ToString(), reason, scope.Actor, scope.At);
                var tracked = await scope.Db.Set<Contract>().SingleAsync(c => c.Code == options.Contract, cancel);
                tracked.Revision++;
                scope.Audit(
                    "disagreement", $"{options.Contract}/{options.Indicator}/{options.Item}", before,
                    new { reading = row.Reading, value = row.Value, place = reading?.Place });
                return state with { Settlement = row };
            },
            cancel);
    }
}
