using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Lists;
using Ramure.Kernel.Operations;
using Ramure.Training.Attendance;
using Ramure.Training.Contracts;
using Ramure.Training.Exchange.Mapping;
using Ramure.Training.Model;
using Ramure.Training.Registration;

namespace Ramure.Training.Exchange.Attendance;

/// <summary>
/// Notes the presences of a file as statements (decision 0017). A file replaces what a file said before, never what a person said: where they
/// differ the presence is disputed, and somebody settles it on the sheet. What a file has said last, it does not say again.
/// </summary>
internal sealed class AttendanceImport(
    RamureDb db, IAccess access, ReferenceLists lists, AttendanceWriter writer, ExternalKeys keys, ParticipantKeys participants, SessionLookup lookup)
{
    public async Task<ReportDraft> TakeAsync(OperationScope scope, ExchangeMapping mapping, ExchangeTable table, CancellationToken cancel)
    {
        var draft = new ReportDraft(table.File);
        var own = await access.ScopeAsync(TrainingPermissions.People, cancel);
        foreach (var (session, rows) in await lookup.GroupAsync(mapping.System, table, own, draft, cancel))
        {
            scope.Demand(session.Unit);
            await SessionAsync(scope, mapping.System, session.Id, rows, draft, cancel);
        }

        return draft;
    }

    private async Task SessionAsync(OperationScope scope, string system, Guid id, IReadOnlyList<ExchangeRow> rows, ReportDraft draft, CancellationToken cancel)
    {
        if (await SheetOperation.LockAsync(db, id, cancel) is not { } session)
            return;
        var lines = rows.Select(r => AttendanceLine.Read(r, session, lists, draft)).OfType<AttendanceLine>().ToList();
        var people = await PeopleAsync(system, id, lines, cancel);
        var marks = (await db.Set<AttendanceMark>().AsNoTracking().Where(m => m.SessionId == id).ToListAsync(cancel)).ToLookup(m => (m.SlotId, m.RegistrationId));
        var counts = (await db.Set<AttendanceHeadcount>().AsNoTracking().Where(c => c.SessionId == id).ToListAsync(cancel)).ToLookup(c => (c.SlotId, c.Audience, c.Uai));
        var taking = new Taking(session, scope.At, draft);
        foreach (var line in lines)
        {
            if (line.IsHeadcount)
                taking.Count(line, counts);
            else if (Find(people, line.Row) is { } person)
                taking.Note(line, person, marks);
            else
                draft.Refuse(line.Row, new Refusal("person-unknown", "Cette personne n’est pas inscrite à cette session : reprenez d’abord le fichier des inscriptions.", line.Row["registration"].Length > 0 ? "registration" : line.Row["email"].Length > 0 ? "email" : "person"));
        }

        await WriteAsync(scope, taking, cancel);
    }

    private async Task WriteAsync(OperationScope scope, Taking taking, CancellationToken cancel)
    {
        // As many at once as one may note at once.
        foreach (var some in taking.Marks.Chunk(AttendanceRules.MostMarks))
            await WriteAsync(scope, taking, new AttendanceBatch(taking.Session.Id, MarkSource.System) { Marks = [.. some.Select(m => m.Mark)] }, [.. some.Select(m => m.Row)], cancel);
        foreach (var some in taking.Counts.Chunk(AttendanceRules.MostHeadcounts))
            await WriteAsync(scope, taking, new AttendanceBatch(taking.Session.Id, MarkSource.System) { Headcounts = [.. some.Select(c => c.Count)] }, [.. some.Select(c => c.Row)], cancel);
    }

    private async Task WriteAsync(OperationScope scope, Taking taking, AttendanceBatch batch, List<ExchangeRow> rows, CancellationToken cancel)
    {
        var written = await writer.WriteAsync(scope, taking.Session, batch, cancel);
        foreach (var refusal in written.Refusals)
            taking.Draft.Refuse(rows[(refusal.Line ?? 1) - 1], refusal with { Line = null, Field = refusal.Code switch { "minutes-invalid" => "minutes", "count-invalid" => "count", _ => "day" } });
        await db.SaveChangesAsync(cancel);
    }

    private async Task<People> PeopleAsync(string system, Guid session, List<AttendanceLine> lines, CancellationToken cancel)
    {
        var rows = await db.Set<SessionRegistration>().AsNoTracking().Where(r => r.SessionId == session).ToListAsync(cancel);
        var byKey = await keys.FindAsync(ExternalKind.Registration, system, lines.Select(l => l.Row["registration"]), cancel);
        var hashes = lines.Select(l => l.Row["person"]).Where(p => p.Length > 0).Distinct().ToDictionary(p => p, p => participants.Hash(session, p), StringComparer.Ordinal);
        var byHash = await keys.FindAsync(ExternalKind.Participant, system, hashes.Values, cancel);
        return new People(
            rows.ToDictionary(r => r.Id), byKey, hashes.Where(h => byHash.ContainsKey(h.Value)).ToDictionary(h => h.Key, h => byHash[h.Value], StringComparer.Ordinal),
            rows.Where(r => r.Email.Length > 0).ToDictionary(r => r.PersonKey, r => r.Id, StringComparer.Ordinal));
    }

    private static SessionRegistration? Find(People people, ExchangeRow row)
    {
        Guid id, target;
        if (row["registration"] is { Length: > 0 } key)
            id = people.ByKey.TryGetValue(key, out target) || Guid.TryParse(key, out target) ? target : Guid.Empty;
        else if (row["person"] is { Length: > 0 } person && people.ByPerson.TryGetValue(person, out target))
            id = target;
        else
            id = row["email"] is { Length: > 0 } email && people.ByAddress.TryGetValue(Entry.KeyOf(email), out target) ? target : Guid.Empty;
        return people.Rows.GetValueOrDefault(id);
    }

    private sealed record People(
        Dictionary<Guid, SessionRegistration> Rows, Dictionary<string, Guid> ByKey, Dictionary<string, Guid> ByPerson, Dictionary<string, Guid> ByAddress);

    /// <summary>The statements that the lines about one session come to.</summary>
    private sealed class Taking(Session session, DateTime now, ReportDraft draft)
    {
        private readonly Dictionary<string, int> seen = new(StringComparer.Ordinal);

        public Session Session { get; } = session;

        public ReportDraft Draft { get; } = draft;

        public List<(NotedMark Mark, ExchangeRow Row)> Marks { get; } = [];

        public List<(NotedHeadcount Count, ExchangeRow Row)> Counts { get; } = [];

        public void Note(AttendanceLine line, SessionRegistration person, ILookup<(Guid Slot, Guid Registration), AttendanceMark> marks)
        {
            var (before, disputed) = (Marks.Count, false);
            foreach (var slot in line.Slots)
            {
                if (Twice(line.Row, $"{slot.Id:n} {person.Id:n}") || line.Minutes(slot) is not { } minutes)
                    continue;
                if (minutes > slot.Minutes)
                    Draft.Refuse(line.Row, new Refusal("minutes-invalid", $"Ce créneau dure {slot.Minutes} minutes : écrivez un nombre de 0 à {slot.Minutes}.", "minutes"));
                else if (Next([.. marks[(slot.Id, person.Id)]], minutes) is { } next)
                {
                    Marks.Add((new NotedMark(Identifier($"{slot.Id:n} {person.Id:n} {minutes}", next.Last), slot.Id, person.Id, minutes, next.Replaces, now), line.Row));
                    disputed |= next.IsDisputed;
                }
            }

            Say(line, person.Name, Marks.Count - before, disputed);
        }

        public void Count(AttendanceLine line, ILookup<(Guid Slot, string Audience, string? Uai), AttendanceHeadcount> counts)
        {
            var (before, disputed) = (Counts.Count, false);
            foreach (var slot in line.Slots)
            {
                if (Twice(line.Row, $"{slot.Id:n} {line.Audience} {line.Uai}") || Next([.. counts[(slot.Id, line.Audience!, line.Uai)]], line.Count) is not { } next)
                    continue;
                var id = Identifier(string.Create(CultureInfo.InvariantCulture, $"{slot.Id:n} {line.Audience} {line.Uai} {line.Count}"), next.Last);
                Counts.Add((new NotedHeadcount(id, slot.Id, line.Audience!, line.Uai, line.Count, next.Replaces, now), line.Row));
                disputed |= next.IsDisputed;
            }

            Say(line, "effectif sans nom", Counts.Count - before, disputed);
        }

        private void Say(AttendanceLine line, string what, int news, bool disputed) => Draft.Say(
            line.Row, what, news > 0 ? LineEffect.Created : LineEffect.Same, news == 0 ? "" : disputed ? "contestée : quelqu’un a noté autre chose, tranchez sur la feuille" : "notée");

        private bool Twice(ExchangeRow row, string what)
        {
            if (seen.TryAdd(what, row.Line))
                return false;
            Draft.Refuse(row, new Refusal("presence-twice", $"La ligne {seen[what]} parle déjà de ce créneau pour la même personne ou le même public.", "day"));
            return true;
        }

        /// <summary>What a new statement replaces: those of files that nobody replaced; null when a file has said the same last.</summary>
        private static (IReadOnlyList<Guid> Replaces, Guid Last, bool IsDisputed)? Next<T>(IReadOnlyList<T> said, int? wanted)
            where T : IStatement
        {
            var agreed = Agreed<T>.Of(said);
            var last = said.Where(s => s.Source == MarkSource.System).MaxBy(s => s.Number);
            if (last is not null ? last.Said == wanted : agreed.IsSaid && !agreed.IsDisputed && agreed.Heads[0].Said == wanted)
                return null;
            var (files, people) = (agreed.Heads.Where(h => h.Source == MarkSource.System), agreed.Heads.Where(h => h.Source != MarkSource.System));
            return ([.. files.Select(f => f.Id)], last?.Id ?? Guid.Empty, people.Any(p => p.Said != wanted));
        }

        /// <summary>The same for the same words after the same ones: two that take the file in at once say one thing.</summary>
        private static Guid Identifier(string what, Guid last) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"exchange {what} {last:n}")).AsSpan(0, 16));
    }
}
