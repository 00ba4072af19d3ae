using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Model;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;

namespace Ramure.Accounts.Names;

/// <summary>Names for the references that traces keep. References that are no account say themselves who acted.</summary>
internal sealed class ActorNames(RamureDb db) : IActorNames
{
    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(IEnumerable<string> references, CancellationToken cancel = default)
    {
        var asked = references.Distinct().ToList();
        var ids = asked.Select(Id).OfType<Guid>().ToList();
        var names = new Dictionary<Guid, string>();
        foreach (var some in ids.Chunk(500))
            foreach (var account in await db.Set<Account>().AsNoTracking().Where(a => some.Contains(a.Id)).Select(a => new { a.Id, a.DisplayName }).ToListAsync(cancel))
                names[account.Id] = account.DisplayName;
        return asked.ToDictionary(r => r, r => Id(r) is { } id ? names.GetValueOrDefault(id, "compte inconnu") : r == Actor.System.Reference ? "le système" : r);
    }

    private static Guid? Id(string reference) =>
        reference.StartsWith("account:", StringComparison.Ordinal) && Guid.TryParse(reference.AsSpan("account:".Length), out var id) ? id : null;
}
