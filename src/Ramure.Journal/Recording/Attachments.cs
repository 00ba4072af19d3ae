using Microsoft.EntityFrameworkCore;
using Ramure.Journal.Contracts;
using Ramure.Journal.Model;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Files;
using Ramure.Kernel.Operations;

namespace Ramure.Journal.Recording;

/// <summary>Files kept beside an activity: a programme, a photo, a sheet of signatures.</summary>
internal sealed class Attachments(OperationRunner runner, RamureDb db, IFileStore files, IAccess access)
{
    public const long MaxBytes = 10 * 1024 * 1024;
    private const int MaxFiles = 20;

    /// <summary>None for an unknown activity; denied to who may not read the notes of its unit.</summary>
    public async Task<List<Attachment>> OfAsync(Guid activity, CancellationToken cancel = default)
    {
        if (await UnitAsync(activity, cancel) is not { } unit)
            return [];
        await access.DemandAsync(JournalPermissions.Notes, unit, cancel);
        return await db.Set<Attachment>().AsNoTracking().Where(a => a.ActivityId == activity).OrderBy(a => a.Id).ToListAsync(cancel);
    }

    public Task<Result<Attachment>> AddAsync(Guid activity, Stream content, string name, string? type, CancellationToken cancel = default) =>
        runner.RunAsync<Attachment>(new Operation("journal.attach", JournalPermissions.Record), async scope =>
        {
            if (await UnitAsync(activity, cancel) is not { } unit)
                return new Refusal("activity-unknown", "Cette activité n’existe pas.");
            scope.Demand(unit);
            if (await db.Set<Attachment>().CountAsync(a => a.ActivityId == activity, cancel) >= MaxFiles)
                return new Refusal("too-many-files", $"Une activité garde {MaxFiles} fichiers au plus : retirez-en un d’abord.", "file");
            if (!(await files.SaveAsync(content, name, type, MaxBytes, "file", cancel)).TryGet(out var file, out var refusals))
                return refusals.ToList();
            var attachment = new Attachment
            {
                Id = Guid.CreateVersion7(),
                ActivityId = activity,
                FileId = file.Id,
                Name = file.Name,
                Length = file.Length,
                AddedBy = scope.Actor,
                AddedAt = scope.At,
            };
            db.Add(attachment);
            scope.Audit(ActivityVersion.SubjectKind, activity.ToString(), null, new { Attachment = file.Name, file.Sha256 }, unit);
            return attachment;
        }, cancel);

    public Task<Result<Done>> RemoveAsync(Guid activity, Guid attachment, CancellationToken cancel = default) =>
        runner.RunAsync<Done>(new Operation("journal.detach", JournalPermissions.Record), async scope =>
        {
            if (await UnitAsync(activity, cancel) is not { } unit)
                return new Refusal("activity-unknown", "Cette activité n’existe pas.");
            scope.Demand(unit);
            if (await db.Set<Attachment>().SingleOrDefaultAsync(a => a.Id == attachment && a.ActivityId == activity, cancel) is not { } row)
                return new Refusal("attachment-unknown", "Ce fichier n’est plus attaché à l’activité.");
            db.Remove(row);
            await files.DeleteAsync(row.FileId, cancel);
            scope.Audit(ActivityVersion.SubjectKind, activity.ToString(), new { Attachment = row.Name }, null, unit);
            return new Done();
        }, cancel);

    private Task<string?> UnitAsync(Guid activity, CancellationToken cancel) =>
        db.Set<Activity>().Where(a => a.Id == activity).Select(a => a.Unit).SingleOrDefaultAsync(cancel);
}
