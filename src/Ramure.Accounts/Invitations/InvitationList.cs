using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Contracts;
using Ramure.Accounts.Model;
using Ramure.Accounts.People;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Ui.Components;

namespace Ramure.Accounts.Invitations;

/// <summary>An invitation as lists show it.</summary>
internal sealed record InvitationRow(Invitation Invitation, string UnitName, string InvitedBy, string State)
{
    public bool CanChange => State is "en attente" or "expirée";

    public TagKind StateKind => State switch { "en attente" => TagKind.Info, "acceptée" => TagKind.Good, _ => TagKind.Neutral };
}

/// <summary>Reads invitations for the units in which the reader grants roles.</summary>
internal sealed class InvitationList(RamureDb db, IAccess access, INetwork network, IActorNames names, IClock clock)
{
    public async Task<IReadOnlyList<InvitationRow>> ReadAsync(CancellationToken cancel = default)
    {
        var scope = await access.DemandAsync(AccountsPermissions.Grant, cancel);
        var snapshot = await network.SnapshotAsync(cancel);
        var seen = (await db.Set<Invitation>().AsNoTracking().OrderByDescending(i => i.InvitedAt).ToListAsync(cancel)).Where(i => scope.Covers(i.Unit)).ToList();
        var said = await names.NamesAsync(seen.Select(i => i.InvitedBy), cancel);
        var now = clock.UtcNow;
        return seen.ConvertAll(i => new InvitationRow(i, AccountList.UnitName(snapshot, i.Unit), said[i.InvitedBy],
            i.AcceptedAt is not null ? "acceptée" : i.WithdrawnAt is not null ? "retirée" : i.IsOpen(now) ? "en attente" : "expirée"));
    }
}
