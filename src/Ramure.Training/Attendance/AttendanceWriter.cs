using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Contracts;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Training.Model;
using Ramure.Training.Registration;

namespace Ramure.Training.Attendance;

/// <summary>Writes a batch inside an operation that holds the session's row lock: the one way, whoever notes.</summary>
internal sealed class AttendanceWriter(RamureDb db, IAccounts accounts, AttendanceRules rules)
{
    public async Task<Result<AttendanceOutcome>> WriteAsync(OperationScope scope, Session session, AttendanceBatch batch, CancellationToken cancel)
    {
        var known = await KnownAsync(batch, cancel);
        var news = batch with
        {
            WalkIns = [.. batch.WalkIns.DistinctBy(w => w.Id).Where(w => !known.Registrations.ContainsKey(w.Id))],
            Marks = [.. batch.Marks.DistinctBy(m => m.Id).Where(m => !known.Statements.ContainsKey(m.Id))],
            Headcounts = [.. batch.Headcounts.DistinctBy(c => c.Id).Where(c => !known.Statements.ContainsKey(c.Id))],
        };
        var registrations = (await db.Set<SessionRegistration>().Where(r => r.SessionId == session.Id).ToListAsync(cancel)).ToDictionary(r => r.Id);
        if (rules.Check(session, batch, news, known, registrations, scope.At) is { Count: > 0 } refusals)
            return refusals;

        var homes = await EnterAsync(scope, session, batch.WalkIns, registrations, cancel);
        var number = await LastAsync(session.Id, cancel);
        foreach (var mark in news.Marks)
        {
            var registration = registrations[homes.GetValueOrDefault(mark.Registration, mark.Registration)];
            db.Add(new AttendanceMark
            {
                Id = mark.Id,
                Number = ++number,
                SessionId = session.Id,
                SlotId = mark.Slot,
                RegistrationId = registration.Id,
                Minutes = mark.Minutes,
                Source = batch.Source,
                Replaces = [.. mark.Replaces.Distinct()],
                NotedAt = Earlier(mark.NotedAt, scope.At),
                ReceivedAt = scope.At,
                By = scope.Actor,
            });
            if (mark.Minutes > 0)
                Came(scope, session, registration);
        }

        foreach (var count in news.Headcounts)
        {
            db.Add(new AttendanceHeadcount
            {
                Id = count.Id,
                Number = ++number,
                SessionId = session.Id,
                SlotId = count.Slot,
                Uai = Empty(count.Uai),
                Audience = count.Audience,
                Count = count.Count,
                Source = batch.Source,
                Replaces = [.. count.Replaces.Distinct()],
                NotedAt = Earlier(count.NotedAt, scope.At),
                ReceivedAt = scope.At,
                By = scope.Actor,
            });
        }

        var kept = news.WalkIns.Count + news.Marks.Count + news.Headcounts.Count;
        if (kept > 0)
        {
            scope.Audit(
                AttendanceRecorder.SubjectKind, session.Id.ToString("D"), null,
                new { batch.Source, Marks = news.Marks.Count, WalkIns = news.WalkIns.Count, Headcounts = news.Headcounts.Count }, session.Unit);
            await db.SaveChangesAsync(cancel);
        }

        return new AttendanceOutcome(kept, batch.WalkIns.Count + batch.Marks.Count + batch.Headcounts.Count - kept, homes);
    }

    /// <summary>What of the batch came before, in any session: an identifier is never two things.</summary>
    private async Task<KnownStatements> KnownAsync(AttendanceBatch batch, CancellationToken cancel)
    {
        var statements = new Dictionary<Guid, Guid>();
        foreach (var ids in batch.Marks.Select(m => m.Id).Concat(batch.Headcounts.Select(c => c.Id)).Chunk(500))
        {
            foreach (var row in await db.Set<AttendanceMark>().Where(m => ids.Contains(m.Id)).Select(m => new { m.Id, m.SessionId }).ToListAsync(cancel))
                statements[row.Id] = row.SessionId;
            foreach (var row in await db.Set<AttendanceHeadcount>().Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.SessionId }).ToListAsync(cancel))
                statements[row.Id] = row.SessionId;
        }

        var people = batch.WalkIns.Select(w => w.Id).ToList();
        var registrations = await db.Set<SessionRegistration>().Where(r => people.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.SessionId, cancel);
        return new KnownStatements(statements, registrations);
    }

    /// <summary>Puts on the sheet whoever came without being registered; where their address is known on this session, it is them.</summary>
    private async Task<Dictionary<Guid, Guid>> EnterAsync(
        OperationScope scope, Session session, IReadOnlyList<NotedWalkIn> walkIns, Dictionary<Guid, SessionRegistration> registrations, CancellationToken cancel)
    {
        var homes = new Dictionary<Guid, Guid>();
        foreach (var walkIn in walkIns)
        {
            if (registrations.ContainsKey(walkIn.Id))
            {
                homes[walkIn.Id] = walkIn.Id;
                continue;
            }

            var email = walkIn.Email?.Trim() ?? "";
            var key = email.Length == 0 ? walkIn.Id.ToString("D") : email.ToLowerInvariant();
            var row = registrations.Values.FirstOrDefault(r => r.PersonKey == key);
            if (row is null)
            {
                var account = email.Length == 0 ? null : await accounts.FindByEmailAsync(email, cancel);
                await db.Set<Session>().Where(s => s.Id == session.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastNumber, s => s.LastNumber + 1), cancel);
                row = new SessionRegistration
                {
                    Id = walkIn.Id,
                    SessionId = session.Id,
                    AccountId = account?.Id,
                    Name = walkIn.Name.Trim(),
                    Email = email,
                    PersonKey = key,
                    Audience = Empty(walkIn.Audience),
                    Uai = Empty(walkIn.Uai),
                    Origin = RegistrationOrigin.Door,
                    State = RegistrationState.WalkIn,
                    Number = await db.Set<Session>().Where(s => s.Id == session.Id).Select(s => s.LastNumber).SingleAsync(cancel),
                    At = scope.At,
                };
                db.Add(row);
                registrations[row.Id] = row;
                scope.Audit(Registrar.SubjectKind, row.Id.ToString("D"), null, new { row.State, row.Number, Session = session.Id }, session.Unit);
            }
            else
            {
                (row.Audience, row.Uai) = (row.Audience ?? Empty(walkIn.Audience), row.Uai ?? Empty(walkIn.Uai));
            }

            homes[walkIn.Id] = row.Id;
        }

        return homes;
    }

    /// <summary>Who came and is not on the sheet is put on it: an offered seat is taken, for others there is none.</summary>
    private static void Came(OperationScope scope, Session session, SessionRegistration row)
    {
        if (row.IsExpected)
            return;
        var before = row.State;
        (row.State, row.OfferUntil) = (before == RegistrationState.Offered ? RegistrationState.Confirmed : RegistrationState.WalkIn, null);
        scope.Audit(Registrar.SubjectKind, row.Id.ToString("D"), new { State = before }, new { row.State }, session.Unit);
    }

    private async Task<long> LastAsync(Guid session, CancellationToken cancel) => Math.Max(
        await db.Set<AttendanceMark>().Where(m => m.SessionId == session).MaxAsync(m => (long?)m.Number, cancel) ?? 0,
        await db.Set<AttendanceHeadcount>().Where(c => c.SessionId == session).MaxAsync(c => (long?)c.Number, cancel) ?? 0);

    // A clock that runs ahead does not note what is yet to come.
    private static DateTime Earlier(DateTime noted, DateTime now) => noted < now ? noted : now;

    private static string? Empty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
