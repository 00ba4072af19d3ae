using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Network.Contracts;
using Ramure.Network.Model;

namespace Ramure.Network.Units;

/// <summary>All that the network knows of one unit.</summary>
internal sealed record UnitRecord(
    UnitInfo Unit, string? Assumed, string? Source, IReadOnlyList<Site> Sites, IReadOnlyList<Contact> Contacts, IReadOnlyList<MembershipRecord> Memberships)
{
    /// <summary>Whether no document states this column of the unit.</summary>
    public bool Assumes(string column) => Assumed?.Split(';').Contains(column) == true;
}

/// <summary>A membership with what is said of its source.</summary>
internal sealed record MembershipRecord(UnitInfo? Parent, DateOnly From, DateOnly To, string? Assumed, string? Source, Guid? Reorganisation)
{
    public bool Assumes(string column) => Assumed?.Split(';').Contains(column) == true;
}

/// <summary>Reads one unit for its pages.</summary>
internal sealed class UnitReader(RamureDb db, INetwork network)
{
    /// <summary>Null when no unit has the code.</summary>
    public async Task<(NetworkSnapshot Network, UnitRecord? Record)> FindAsync(string code, CancellationToken cancel = default)
    {
        var snapshot = await network.SnapshotAsync(cancel);
        if (!snapshot.TryFind(code, out var info) || await db.Set<Unit>().AsNoTracking().SingleOrDefaultAsync(u => u.Code == code, cancel) is not { } unit)
            return (snapshot, null);
        var codes = await db.Set<Unit>().AsNoTracking().ToDictionaryAsync(u => u.Id, u => u.Number, cancel);
        var memberships = await db.Set<Membership>().AsNoTracking().Where(m => m.UnitId == unit.Id).OrderBy(m => m.From).ToListAsync(cancel);
        return (snapshot, new UnitRecord(
            info, unit.Assumed, unit.Source,
            await db.Set<Site>().AsNoTracking().Where(s => s.UnitId == unit.Id).OrderBy(s => s.From).ThenBy(s => s.Name).ToListAsync(cancel),
            await db.Set<Contact>().AsNoTracking().Where(c => c.UnitId == unit.Id).OrderBy(c => c.Rank).ToListAsync(cancel),
            memberships.ConvertAll(m => new MembershipRecord(m.ParentId is { } p ? snapshot[codes[p]] : null, m.From, m.To, m.Assumed, m.Source, m.ReorganisationId))));
    }
}
