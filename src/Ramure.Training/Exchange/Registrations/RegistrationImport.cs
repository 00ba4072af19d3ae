using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Contracts;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Lists;
using Ramure.Kernel.Operations;
using Ramure.Training.Contracts;
using Ramure.Training.Exchange.Mapping;
using Ramure.Training.Model;
using Ramure.Training.Registration;
using Ramure.Training.Words;

namespace Ramure.Training.Exchange.Registrations;

/// <summary>Registers whom a file names, and changes those who are registered already.</summary>
internal sealed class RegistrationImport(
    RamureDb db, IAccess access, IAccounts accounts, ReferenceLists lists, Seats seats, RegistrationChanges changes, ExternalKeys keys, ParticipantKeys participants, SessionLookup lookup)
{
    public async Task<ReportDraft> TakeAsync(OperationScope scope, ExchangeMapping mapping, ExchangeTable table, ImportOptions options, CancellationToken cancel)
    {
        var draft = new ReportDraft(table.File);
        var own = await access.ScopeAsync(TrainingPermissions.People, cancel);
        // What is wrong with a line is said whether its session is known or not.
        var lines = table.Rows.Select(r => RegistrationLine.Read(r, lists, draft)).OfType<RegistrationLine>().ToDictionary(l => l.Row);
        foreach (var (session, rows) in await lookup.GroupAsync(mapping.System, table, own, draft, cancel))
        {
            scope.Demand(session.Unit);
            await SessionAsync(new Taking(scope, mapping, table, options, draft), session.Id, [.. rows.Where(lines.ContainsKey).Select(r => lines[r])], cancel);
        }

        return draft;
    }

    private async Task SessionAsync(Taking taking, Guid id, IReadOnlyList<RegistrationLine> lines, CancellationToken cancel)
    {
        var (scope, draft, system) = (taking.Scope, taking.Draft, taking.Mapping.System);
        db.ChangeTracker.Clear();
        // Sessions come in the order of their identifiers: two operations never wait for each other.
        if (await seats.LockAsync(scope, id, cancel) is not { } session)
            return;
        var there = await db.Set<SessionRegistration>().AsNoTracking().Where(r => r.SessionId == id).ToListAsync(cancel);
        var byKey = await keys.FindAsync(ExternalKind.Registration, system, lines.Select(l => l.Key), cancel);
        var hashes = lines.Where(l => l.Person.Length > 0).Select(l => l.Person).Distinct().ToDictionary(p => p, p => participants.Hash(id, p), StringComparer.Ordinal);
        var byPerson = await keys.FindAsync(ExternalKind.Participant, system, hashes.Values, cancel);
        var seen = new Dictionary<Guid, int>();
        var addresses = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            Guid? known = line.Key.Length > 0 && (byKey.TryGetValue(line.Key, out var target) || Guid.TryParse(line.Key, out target)) && there.Exists(r => r.Id == target) ? target : null;
            if (known is null && byKey.ContainsKey(line.Key))
            {
                draft.Refuse(line.Row, new Refusal("key-elsewhere", "Cet identifiant est celui d’une inscription à une autre session : donnez-en un autre.", "registration"));
                continue;
            }

            var hash = hashes.GetValueOrDefault(line.Person);
            known ??= hash is not null && byPerson.TryGetValue(hash, out var person) ? person : null;
            var found = there.Find(r => r.Id == known) ?? (line.Email.Length > 0 ? there.Find(r => r.PersonKey == line.PersonKey) : null);
            if (Twice(draft, line, found?.Id, seen, addresses) || Taken(draft, line, found, there))
                continue;
            if (await OneAsync(taking, session, found, line, cancel) is not { } row)
            {
                db.ChangeTracker.Clear();
                continue;
            }

            // The next lines see who is there now.
            there.RemoveAll(r => r.Id == row.Id);
            there.Add(row);
            if (line.Key.Length > 0 && !byKey.ContainsKey(line.Key) && line.Key != row.Id.ToString("D"))
            {
                byKey[line.Key] = row.Id;
                ExternalKeys.Keep(scope, ExternalKind.Registration, system, line.Key, row.Id);
            }

            if (hash is not null && byPerson.TryAdd(hash, row.Id))
                ExternalKeys.Keep(scope, ExternalKind.Participant, system, hash, row.Id);
            await db.SaveChangesAsync(cancel);
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>The registration that the line is about from now on; null when it is refused.</summary>
    private async Task<SessionRegistration?> OneAsync(Taking taking, Session session, SessionRegistration? found, RegistrationLine line, CancellationToken cancel)
    {
        var (scope, draft, silent) = (taking.Scope, taking.Draft, !taking.Options.Notify);
        var what = line.Name;
        if (found is not null && (found.IsLive || RegistrationChanges.IsEnd(line.State)))
        {
            var row = await db.Set<SessionRegistration>().SingleAsync(r => r.Id == found.Id, cancel);
            var changed = await changes.ApplyAsync(scope, session, row, line, taking.Table.Mapping, silent, cancel);
            if (!changed.TryGet(out var said, out var refused))
            {
                Refuse(draft, line, refused);
                return null;
            }

            draft.Say(line.Row, what, said.Count == 0 ? LineEffect.Same : LineEffect.Changed, string.Join(", ", said));
            return row;
        }

        var account = line.Email.Length == 0 ? null : await accounts.FindByEmailAsync(line.Email, cancel);
        var entry = new Entry(line.Name, line.Email, line.Belonging, RegistrationOrigin.Import)
        {
            Account = account?.Id,
            IsAgreed = true,
            // A seat that another system offered is not kept here: the person waits.
            As = line.State == RegistrationState.Offered ? RegistrationState.Waiting : line.State,
            IsSilent = silent,
            OwnKey = line.Email.Length > 0 ? null : found?.PersonKey ?? Guid.CreateVersion7().ToString("D"),
        };
        if (!(await seats.EnterAsync(scope, session.Id, entry, RegistrationRules.Over, cancel)).TryGet(out var entered, out var wrong))
        {
            Refuse(draft, line, [.. wrong.Select(r => r.Code == "session-full" ? RegistrationChanges.Full : r)]);
            return null;
        }

        entered.Priority = line.Priority ?? 0;
        draft.Say(line.Row, what, found is null ? LineEffect.Created : LineEffect.Changed, TrainingWords.Label(entered.State));
        return entered;
    }

    private static bool Twice(ReportDraft draft, RegistrationLine line, Guid? found, Dictionary<Guid, int> seen, Dictionary<string, int> addresses)
    {
        var before = found is { } id && !seen.TryAdd(id, line.Row.Line) ? seen[id]
            : line.Email.Length > 0 && !addresses.TryAdd(line.PersonKey, line.Row.Line) ? addresses[line.PersonKey]
            : 0;
        if (before == 0)
            return false;
        draft.Refuse(line.Row, new Refusal("person-twice", $"Cette personne est déjà celle de la ligne {before}, pour la même session.", line.Email.Length > 0 ? "email" : "registration"));
        return true;
    }

    /// <summary>Whether the address is already somebody else’s at this session.</summary>
    private static bool Taken(ReportDraft draft, RegistrationLine line, SessionRegistration? found, List<SessionRegistration> there)
    {
        if (found is null || line.Email.Length == 0 || there.TrueForAll(r => r.PersonKey != line.PersonKey || r.Id == found.Id))
            return false;
        draft.Refuse(line.Row, new Refusal("email-taken", "Cette adresse est celle d’une autre inscription à cette session : retirez l’une des deux.", "email"));
        return true;
    }

    private static void Refuse(ReportDraft draft, RegistrationLine line, IReadOnlyList<Refusal> refusals)
    {
        foreach (var refusal in refusals)
            draft.Refuse(line.Row, refusal, f => f switch { "public" => "audience", "etablissement" => "school", _ => f });
    }

    private sealed record Taking(OperationScope Scope, ExchangeMapping Mapping, ExchangeTable Table, ImportOptions Options, ReportDraft Draft);
}
