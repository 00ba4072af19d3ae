using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Model;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;

namespace Ramure.Accounts.Grants;

/// <summary>Reads what somebody may hand on, from the database as it is: a grant revoked a moment ago counts no more.</summary>
internal sealed class Grantors(RamureDb db, IAccess access, INetwork network, IClock clock)
{
    /// <summary>Of who acts now.</summary>
    public Task<GrantingPower> OfActorAsync(CancellationToken cancel = default) =>
        access.Actor == Actor.Stranger ? OfAsync([], cancel) : OfAsync(access.Actor.Reference, cancel);

    /// <summary>Of who a trace names: an account that is closed hands nothing on; what is no account is the system.</summary>
    public async Task<GrantingPower> OfAsync(string reference, CancellationToken cancel = default)
    {
        const string Prefix = "account:";
        if (!reference.StartsWith(Prefix, StringComparison.Ordinal))
            return await OfAsync((IReadOnlyList<RoleGrant>?)null, cancel);
        var id = Guid.Parse(reference.AsSpan(Prefix.Length));
        return await OfAsync(
            await db.Set<RoleGrant>().AsNoTracking()
                .Where(g => g.AccountId == id && g.RevokedAt == null && db.Set<Account>().Any(a => a.Id == id && a.DisabledAt == null)).ToListAsync(cancel),
            cancel);
    }

    private async Task<GrantingPower> OfAsync(IReadOnlyList<RoleGrant>? held, CancellationToken cancel) =>
        new(held, await network.SnapshotAsync(cancel), clock);
}
