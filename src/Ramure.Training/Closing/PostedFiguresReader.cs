using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Ledger.Contracts;
using Ramure.Training.Attendance;
using Ramure.Training.Model;
using Ramure.Training.Programme;

namespace Ramure.Training.Closing;

/// <summary>The figures of a session, each with the lines of its sheet.</summary>
/// <param name="Posted">What the ledger was told last; empty before the first closing.</param>
/// <param name="MayName">Whether the reader may see who the lines are about.</param>
internal sealed record SessionFigures(Sheet Sheet, IReadOnlyList<PostedFigure> Posted, TakenOver? Stated, bool MayName);

/// <summary>What a session posted, opened to the lines of its sheet (L13).</summary>
internal sealed class PostedFiguresReader(RamureDb db, IAccess access, AttendanceDoor door)
{
    /// <summary>Whether the reader may open the unit's figures in the ledger.</summary>
    public ValueTask<bool> MayOpenAsync(string unit, CancellationToken cancel = default) => access.MayAsync(LedgerPermissions.Entries, unit, cancel);

    /// <summary>Null when there is no such session; denied to who may open neither the unit's figures nor its sheets.</summary>
    public async Task<SessionFigures?> ReadAsync(Guid id, CancellationToken cancel = default)
    {
        if (await AttendanceReader.ReadAsync(db, id, cancel) is not { } sheet)
            return null;
        var mayName = await door.MayAsync(sheet.Session, cancel);
        if (!mayName)
            await access.DemandAsync(LedgerPermissions.Entries, sheet.Session.Unit, cancel);
        var stated = await db.Set<TakenOver>().AsNoTracking().SingleOrDefaultAsync(t => t.SessionId == id, cancel);
        if (sheet.Session.ClosedAt is not { } closed)
            return new SessionFigures(sheet, [], stated, mayName);
        // The sheet as it was closed: what was noted since it was opened again is not posted yet.
        var then = sheet.AsOf(closed);
        return new SessionFigures(then, SheetPostings.Of(then, stated, await CourseVersions.TaughtAsync(db, then.Course, then.Session, cancel)), stated, mayName);
    }
}
