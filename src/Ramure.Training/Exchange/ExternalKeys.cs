using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Training.Model;

namespace Ramure.Training.Exchange;

/// <summary>Finds and keeps how other systems call what is ours.</summary>
internal sealed class ExternalKeys(RamureDb db)
{
    private const int AtOnce = 500;

    /// <summary>What these keys name, where they name something.</summary>
    public async Task<Dictionary<string, Guid>> FindAsync(ExternalKind kind, string system, IEnumerable<string> keys, CancellationToken cancel)
    {
        var found = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var some in keys.Where(k => k.Length is > 0 and <= ExternalKey.KeyLength).Distinct().Chunk(AtOnce))
            foreach (var row in await db.Set<ExternalKey>().AsNoTracking().Where(k => k.Kind == kind && k.System == system && some.Contains(k.Key)).ToListAsync(cancel))
                found[row.Key] = row.Target;
        return found;
    }

    /// <summary>How the system calls these; what it does not know is left out.</summary>
    public async Task<Dictionary<Guid, string>> OfAsync(ExternalKind kind, string system, IEnumerable<Guid> targets, CancellationToken cancel)
    {
        var found = new Dictionary<Guid, string>();
        foreach (var some in targets.Distinct().Chunk(AtOnce))
            foreach (var row in await db.Set<ExternalKey>().AsNoTracking().Where(k => k.Kind == kind && k.System == system && some.Contains(k.Target)).OrderBy(k => k.At).ThenBy(k => k.Id).ToListAsync(cancel))
                found.TryAdd(row.Target, row.Key);
        return found;
    }

    /// <summary>Keeps a key in the operation that made, or found, what it names.</summary>
    public static void Keep(OperationScope scope, ExternalKind kind, string system, string key, Guid target) => scope.Db.Add(new ExternalKey
    {
        Id = Guid.CreateVersion7(),
        Kind = kind,
        System = system,
        Key = key,
        Target = target,
        At = scope.At,
    });
}
