using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Training.Model;

namespace Ramure.Training.Recognition;

/// <summary>How long each person attended each slot of a session: what was said last says it.</summary>
internal static class AttendedMinutes
{
    public static async Task<IReadOnlyDictionary<(Guid Registration, Guid Slot), int>> OfAsync(RamureDb db, Guid session, CancellationToken cancel)
    {
        var marks = await db.Set<AttendanceMark>().AsNoTracking().Where(m => m.SessionId == session).OrderBy(m => m.Number)
            .Select(m => new { m.RegistrationId, m.SlotId, m.Minutes }).ToListAsync(cancel);
        // What was said and taken back is unknown: nothing is certified by it.
        return marks.GroupBy(m => (m.RegistrationId, m.SlotId)).ToDictionary(g => g.Key, g => g.Last().Minutes ?? 0);
    }
}
