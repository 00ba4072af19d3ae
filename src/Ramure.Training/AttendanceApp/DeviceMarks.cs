using Ramure.Kernel.Access;
using Ramure.Kernel.Operations;
using Ramure.Training.Attendance;
using Ramure.Training.Model;

namespace Ramure.Training.AttendanceApp;

/// <summary>Something the sheet refuses, and why.</summary>
internal sealed record RefusedMark(Guid Id, string Message);

/// <summary>What became of each thing a device sent.</summary>
/// <param name="Taken">Kept now or before: the device need not send it again.</param>
/// <param name="Registrations">For each walk-in, the registration that holds their marks.</param>
internal sealed record PushOutcome(IReadOnlyList<Guid> Taken, IReadOnlyList<RefusedMark> Refused, IReadOnlyDictionary<Guid, Guid> Registrations);

/// <summary>
/// Takes what a device noted, one session after the other, each in one operation. A sheet keeps all of a batch or nothing; a device that
/// was away for days must not lose a hundred good marks to one bad one, so what is refused is set aside and the rest sent again.
/// </summary>
internal sealed class DeviceMarks(AttendanceRecorder recorder)
{
    private const string NotYours = "Votre compte ne tient pas, ou plus, la feuille de cette session. Parlez-en à l’unité qui l’organise.";

    public async Task<PushOutcome> RecordAsync(PushedBatch batch, CancellationToken cancel = default)
    {
        var (taken, refused, homes) = (new List<Guid>(), new List<RefusedMark>(), new Dictionary<Guid, Guid>());
        foreach (var session in batch.Sessions)
            await RecordAsync(Of(batch, session), taken, refused, homes, cancel);
        return new PushOutcome(taken, refused, homes);
    }

    private static AttendanceBatch Of(PushedBatch batch, Guid session) => new(session, MarkSource.Device)
    {
        WalkIns = [.. batch.WalkIns.Where(w => w.Session == session).Select(w => new NotedWalkIn(w.Id, w.Name, w.Email, w.Audience, w.Uai))],
        Marks = [.. batch.Marks.Where(m => m.Session == session).Select(m => new NotedMark(m.Id, m.Slot, m.Registration, m.Minutes, m.Replaces, m.NotedAt.UtcDateTime))],
        Headcounts = [.. batch.Headcounts.Where(h => h.Session == session).Select(h => new NotedHeadcount(h.Id, h.Slot, h.Audience, h.Uai, h.Count, h.Replaces, h.NotedAt.UtcDateTime))],
    };

    private async Task RecordAsync(AttendanceBatch batch, List<Guid> taken, List<RefusedMark> refused, Dictionary<Guid, Guid> homes, CancellationToken cancel)
    {
        while (Ids(batch).Any())
        {
            Result<AttendanceOutcome> result;
            try
            {
                result = await recorder.RecordAsync(batch, cancel);
            }
            catch (AccessDeniedException)
            {
                refused.AddRange(Ids(batch).Select(id => new RefusedMark(id, NotYours)));
                return;
            }

            if (result.TryGet(out var outcome, out var refusals))
            {
                taken.AddRange(Ids(batch));
                foreach (var (walkIn, home) in outcome.Registrations)
                    homes[walkIn] = home;
                return;
            }

            var bad = refusals.Select(r => (Id: Find(batch, r), r.Message)).ToList();
            if (bad.FirstOrDefault(b => b.Id is null) is { Message: { } whole })
            {
                refused.AddRange(Ids(batch).Select(id => new RefusedMark(id, whole)));
                return;
            }

            var aside = bad.Select(b => b.Id!.Value).ToHashSet();
            refused.AddRange(bad.DistinctBy(b => b.Id).Select(b => new RefusedMark(b.Id!.Value, b.Message)));
            batch = batch with
            {
                WalkIns = [.. batch.WalkIns.Where(w => !aside.Contains(w.Id))],
                Marks = [.. batch.Marks.Where(m => !aside.Contains(m.Id))],
                Headcounts = [.. batch.Headcounts.Where(h => !aside.Contains(h.Id))],
            };
        }
    }

    /// <summary>What a refusal is about; null when it is about the session as a whole.</summary>
    private static Guid? Find(AttendanceBatch batch, Refusal refusal) => (refusal.Field, refusal.Line) switch
    {
        ("walkins", { } line) => batch.WalkIns[line - 1].Id,
        ("marks", { } line) => batch.Marks[line - 1].Id,
        ("headcounts", { } line) => batch.Headcounts[line - 1].Id,
        _ => null,
    };

    private static IEnumerable<Guid> Ids(AttendanceBatch batch) => [.. batch.WalkIns.Select(w => w.Id), .. batch.Marks.Select(m => m.Id), .. batch.Headcounts.Select(h => h.Id)];
}
