using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.PersonalData;
using Ramure.Trust.Model;

namespace Ramure.Trust.Persons;

/// <summary>Why a person is forgotten: fixed words, because a free text would name them again.</summary>
internal static class ErasureReasons
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["demande"] = "À la demande de la personne",
        ["depart"] = "La personne a quitté le réseau",
        ["duree"] = "La durée de conservation est passée",
    };
}

/// <summary>Forgets a person everywhere at once, and keeps every figure.</summary>
internal sealed class PersonErasure(OperationRunner runner, RamureDb db, PersonFinder persons, IEnumerable<IPersonalData> parts, IAccess access, IStorageProvider storage)
{
    public const string SubjectKind = "person";

    // One erasure at a time: the second of two at once finds that the person is no more.
    private const long LockKey = 0x5045_5253_4F4E;
    private static readonly Refusal Unknown = new("person-unknown", "Cette personne n’existe pas, ou est déjà effacée. Vérifiez la référence.", "personne");

    /// <summary>How many records changed.</summary>
    public Task<Result<int>> EraseAsync(string? reference, string? reason, CancellationToken cancel = default) => EraseAsync(
        reference, reason, ErasureReasons.All.TryGetValue(reason ?? "", out var words)
            ? new Operation("personal-data.erase", TrustPermissions.Persons, words)
            : new Operation("personal-data.erase", TrustPermissions.Persons), cancel);

    private Task<Result<int>> EraseAsync(string? reference, string? reason, Operation operation, CancellationToken cancel) =>
        runner.RunAsync<int>(operation, async scope =>
        {
            scope.DemandNetwork();
            if (!ErasureReasons.All.ContainsKey(reason ?? ""))
                return new Refusal("reason-missing", "Dites pourquoi cette personne est effacée : choisissez un motif.", "motif");
            await storage.LockAsync(scope.Connection, scope.Transaction, LockKey, cancel);
            db.ChangeTracker.Clear();
            if (await persons.FindAsync(reference, cancel) is not { } person)
                return Unknown;
            var changed = 0;
            foreach (var part in parts)
            {
                if (!(await part.EraseAsync(scope, person, cancel)).TryGet(out var count, out var refusals))
                    return refusals.ToList();
                changed += count;
            }

            // A subject's key may be a name: the trail keeps the references of accounts, which name nobody any more.
            var kept = person.Reference.StartsWith("account:", StringComparison.Ordinal) ? person.Reference : "subject";
            if (kept == "subject" && changed == 0)
                return Unknown;
            scope.Audit(SubjectKind, kept, null, new { Erased = changed });
            await db.Set<ErasureRequest>().Where(r => r.Reference == person.Reference && r.DoneAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.DoneAt, scope.At), cancel);
            return changed;
        }, cancel);

    /// <summary>The person who is signed in asks to be forgotten.</summary>
    public Task<Result<Done>> AskAsync(CancellationToken cancel = default) =>
        runner.RunAsync<Done>(new Operation("personal-data.ask-erasure", Permission.OwnAccount), async scope =>
        {
            var reference = access.Actor.Reference;
            if (await persons.FindAsync(reference, cancel) is null)
                return Unknown;
            if (await db.Set<ErasureRequest>().AnyAsync(r => r.Reference == reference && r.DoneAt == null, cancel))
                return new Refusal("already-asked", "Votre demande est déjà enregistrée : une personne qui administre Ramure y répond sous un mois.");
            db.Add(new ErasureRequest { Id = Guid.CreateVersion7(), Reference = reference, AskedAt = scope.At });
            scope.Audit(SubjectKind, reference, null, new { Asked = true });
            return default(Done);
        }, cancel);

    /// <summary>When a person asked, if nobody answered yet.</summary>
    public async Task<DateTime?> AskedAtAsync(string reference, CancellationToken cancel = default) =>
        (await db.Set<ErasureRequest>().AsNoTracking().FirstOrDefaultAsync(r => r.Reference == reference && r.DoneAt == null, cancel))?.AskedAt;

    /// <summary>Requests that wait, oldest first.</summary>
    public async Task<IReadOnlyList<ErasureRequest>> WaitingAsync(CancellationToken cancel = default) =>
        await db.Set<ErasureRequest>().AsNoTracking().Where(r => r.DoneAt == null).OrderBy(r => r.AskedAt).ToListAsync(cancel);
}
