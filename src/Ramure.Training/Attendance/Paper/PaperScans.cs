using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Files;
using Ramure.Kernel.Operations;
using Ramure.Training.Model;

namespace Ramure.Training.Attendance.Paper;

/// <summary>Scans of signed sheets, for who may hold the sheet of the session.</summary>
internal sealed class PaperScans(SheetOperation sheets, RamureDb db, IFileStore files, AttendanceDoor door)
{
    public const string Field = "scan";
    public const long MaxBytes = 10 * 1024 * 1024;
    public const int Most = 20;

    /// <summary>What a scanner or a telephone makes.</summary>
    public static readonly IReadOnlyList<string> Types = [".pdf", ".jpg", ".jpeg", ".png", ".webp"];

    /// <summary>The oldest first; denied to who may not hold the sheet.</summary>
    public async Task<IReadOnlyList<PaperScan>> OfAsync(Session session, CancellationToken cancel = default)
    {
        await door.DemandAsync(session, cancel);
        return await db.Set<PaperScan>().AsNoTracking().Where(s => s.SessionId == session.Id).OrderBy(s => s.AddedAt).ThenBy(s => s.Id).ToListAsync(cancel);
    }

    /// <summary>Null when there is none; denied to who may not hold the sheet.</summary>
    public async Task<OpenedFile?> OpenAsync(Guid session, Guid scan, CancellationToken cancel = default)
    {
        if (await db.Set<Session>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == session, cancel) is not { } found)
            return null;
        return (await OfAsync(found, cancel)).FirstOrDefault(s => s.Id == scan) is { } kept ? await files.OpenAsync(kept.FileId, cancel) : null;
    }

    /// <summary>Also after the sheet is closed: evidence may come later.</summary>
    public Task<Result<PaperScan>> AddAsync(Guid session, Stream content, string name, string? type, CancellationToken cancel = default) =>
        sheets.RunAsync<PaperScan>("training.attach-sheet", session, async (scope, found) =>
        {
            if (!Types.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase))
                return new Refusal("file-type-refused", $"Un scan est un PDF ou une image ({string.Join(", ", Types)}). Enregistrez-le ainsi.", Field);
            if (!(await files.SaveAsync(content, name, type, MaxBytes, Field, cancel)).TryGet(out var file, out var refusals))
                return refusals.ToList();
            var kept = await db.Set<PaperScan>().Where(s => s.SessionId == session).ToListAsync(cancel);
            if (kept.Find(s => s.Sha256 == file.Sha256) is { } same)
                return new Refusal("scan-known", $"Ce fichier est déjà joint sous le nom « {same.Name} ».", Field);
            if (kept.Count >= Most)
                return new Refusal("too-many-files", $"Une session garde {Most} scans au plus : retirez-en un d’abord.", Field);
            var scan = new PaperScan
            {
                Id = Guid.CreateVersion7(),
                SessionId = session,
                FileId = file.Id,
                Name = file.Name,
                Length = file.Length,
                Sha256 = file.Sha256,
                AddedBy = scope.Actor,
                AddedAt = scope.At,
            };
            db.Add(scan);
            scope.Audit(AttendanceRecorder.SubjectKind, session.ToString("D"), null, new { Scan = file.Name, file.Sha256 }, found.Unit);
            return scan;
        }, cancel);

    /// <summary>Takes one away: of another session, unreadable, or shown with a name struck out. The trail keeps that it was there.</summary>
    public Task<Result<Done>> RemoveAsync(Guid session, Guid scan, string? reason, CancellationToken cancel = default) =>
        sheets.RunForUnitAsync<Done>("training.detach-sheet", session, async (scope, found) =>
        {
            if (string.IsNullOrWhiteSpace(reason) || reason.Trim().Length > 500)
                return new Refusal("reason-missing", "Dites pourquoi, en 500 caractères au plus : c’est une pièce justificative.", "motif");
            if (await db.Set<PaperScan>().SingleOrDefaultAsync(s => s.Id == scan && s.SessionId == session, cancel) is not { } kept)
                return new Refusal("scan-unknown", "Ce scan n’est plus joint à la session.");
            db.Remove(kept);
            await files.DeleteAsync(kept.FileId, cancel);
            scope.Audit(AttendanceRecorder.SubjectKind, session.ToString("D"), new { Scan = kept.Name, kept.Sha256 }, null, found.Unit);
            return default(Done);
        }, cancel, reason?.Trim());
}
