using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;

namespace Ramure.Kernel.Readings;

/// <summary>
/// Keeps in the trail who has read about people. Once a day for each reader and address: who works with a list all day leaves one
/// event, and somebody who goes through all lists leaves as many.
/// </summary>
public sealed class ReadingTrail(RamureDb db, OperationRunner operations, IAccess access, IClock clock)
{
    /// <summary>As events keep it.</summary>
    public const string SubjectKind = "persons-list";

    /// <param name="list">What is read: <c>accounts</c>, <c>registrations</c>.</param>
    /// <param name="place">Local address, or the command.</param>
    public async Task RecordAsync(string list, string place, CancellationToken cancel = default)
    {
        var (reader, where, day) = (Cut(access.Actor.Reference, Reading.ReaderLength), Cut(place, Reading.PlaceLength), DateOnly.FromDateTime(clock.UtcNow));
        if (await db.Set<Reading>().AnyAsync(r => r.Reader == reader && r.Place == where && r.Day == day, cancel))
            return;
        // Whoever reads has been let in already; that they are written down asks for nothing more.
        await operations.RunAsync<Done>(new Operation("audit.read-persons", Permission.Anyone), async scope =>
        {
            var id = Guid.CreateVersion7();
            await scope.InsertAsync(ReadingMapping.Table, ["\"Id\"", "\"Reader\"", "\"Place\"", "\"Day\""], [[id, reader, where, day]], "ON CONFLICT DO NOTHING", cancel);
            // Of two who open the list at once one is first.
            if (await scope.Db.Set<Reading>().AnyAsync(r => r.Id == id, cancel))
                scope.Audit(SubjectKind, where, null, new { List = list });
            return default(Done);
        }, cancel);
    }

    internal Task ForgetAsync(DateOnly before, CancellationToken cancel) => db.Set<Reading>().Where(r => r.Day < before).ExecuteDeleteAsync(cancel);

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
