using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Files;
using Ramure.Kernel.Operations;
using Ramure.Training.Model;

namespace Ramure.Training.Exchange;

/// <summary>Files that were given and are not taken in yet. They name people, and may hold what is kept nowhere else: a day at most.</summary>
internal sealed class ExchangeUploads(OperationRunner runner, RamureDb db, IFileStore files)
{
    public const string SubjectKind = "training-exchange-file";
    private const string Here = "fichier";

    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    public Task<Result<StoredFile>> KeepAsync(Stream content, string name, string? type, string field, CancellationToken cancel = default) =>
        runner.RunAsync<StoredFile>(new Operation("training.give-file", Permission.OwnAccount), async scope =>
        {
            var saved = await files.SaveAsync(content, name, type, ExchangeTable.MaxBytes, field, cancel);
            if (!saved.TryGet(out var file, out var refusals))
                return refusals.ToList();
            ExternalKeys.Keep(scope, ExternalKind.Upload, Here, file.Id.ToString("D"), file.Id);
            scope.Audit(SubjectKind, file.Id.ToString("D"), null, new { File = file.Name });
            return file;
        }, cancel);

    public async Task DropAsync(Guid file, CancellationToken cancel = default)
    {
        await files.DeleteAsync(file, cancel);
        await db.Set<ExternalKey>().Where(k => k.Kind == ExternalKind.Upload && k.Target == file).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Drops those that were given before an instant.</summary>
    public async Task ForgetAsync(DateTime before, CancellationToken cancel)
    {
        foreach (var old in await db.Set<ExternalKey>().AsNoTracking().Where(k => k.Kind == ExternalKind.Upload && k.At < before).Select(k => k.Target).ToListAsync(cancel))
            await DropAsync(old, cancel);
    }
}
