using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Contracts;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Training.Contracts;
using Ramure.Training.Model;

namespace Ramure.Training.Registration.Nominations;

/// <summary>What becomes of a line.</summary>
/// <param name="State">Null for somebody who was registered already: nothing changes for them.</param>
internal sealed record NominatedRow(Nominee Person, RegistrationState? State);

/// <summary>Registers designated persons from a file, all or nothing; those who are registered already stay as they are.</summary>
internal sealed class NominationImport(OperationRunner runner, RamureDb db, IAccounts accounts, Seats seats)
{
    /// <param name="rehearse">Does everything and leaves nothing: what the dry run shows is what would happen now.</param>
    public Task<Result<List<NominatedRow>>> RunAsync(Guid id, NominationFile file, bool rehearse, CancellationToken cancel = default) =>
        runner.RunAsync<List<NominatedRow>>(new Operation("training.nominate", TrainingPermissions.People, $"Import du fichier {file.Name}"), async scope =>
        {
            db.ChangeTracker.Clear();
            if (rehearse)
                scope.Rehearse();
            if (await seats.LockAsync(scope, id, cancel) is not { } session)
                return Seats.Unknown;
            scope.Demand(session.Unit);
            if (RegistrationRules.Over(session) is { } over)
                return over;
            var live = (await db.Set<SessionRegistration>().AsNoTracking().Where(r => r.SessionId == id).ToListAsync(cancel)).Where(r => r.IsLive).Select(r => r.PersonKey).ToHashSet();
            var rows = new List<NominatedRow>();
            var refusals = new List<Refusal>();
            foreach (var person in file.People)
            {
                if (live.Contains(Entry.KeyOf(person.Email)))
                {
                    rows.Add(new NominatedRow(person, null));
                    continue;
                }

                var account = await accounts.FindByEmailAsync(person.Email, cancel);
                var entry = new Entry(person.Name, person.Email, person.Belonging, RegistrationOrigin.Import) { Account = account?.Id, IsAgreed = true };
                var entered = await seats.EnterAsync(scope, id, entry, _ => null, cancel);
                if (!entered.TryGet(out var row, out var refused))
                {
                    refusals.AddRange(refused.Select(r => person.Row.Refuse(r.Code, r.Field switch { "public" => "audience", "etablissement" => "uai", _ => "email" }, r.Message)));
                    continue;
                }

                await db.SaveChangesAsync(cancel);
                rows.Add(new NominatedRow(person, row.State));
            }

            return refusals.Count > 0 ? refusals : rows;
        }, cancel);
}
