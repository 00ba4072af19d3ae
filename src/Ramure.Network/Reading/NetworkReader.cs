using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Network.Model;

namespace Ramure.Network.Reading;

/// <summary>Reads the version on each call and the rows only when it changed, so that several hosts see the same network.</summary>
internal sealed class NetworkReader(RamureDb db, NetworkCache cache) : INetwork
{
    public async ValueTask<NetworkSnapshot> SnapshotAsync(CancellationToken cancel = default)
    {
        var version = await cache.Version(db, cancel);
        if (cache.Last is { } last && last.Version == version)
            return last;
        while (true)
        {
            var snapshot = await ReadAsync(db, version, cancel);
            var after = await cache.Version(db, cancel);
            if (after == version)
            {
                // Inside a transaction the rows may still be rolled back: they are for this caller only.
                if (db.Database.CurrentTransaction is null)
                    cache.Last = snapshot;
                return snapshot;
            }

            version = after;
        }
    }

    /// <summary>All rows as a snapshot.</summary>
    public static async Task<NetworkSnapshot> ReadAsync(RamureDb db, long version, CancellationToken cancel)
    {
        // In this order a row read later never refers to a unit that was not read, unless the version moved.
        var successions = await db.Set<Succession>().AsNoTracking().ToListAsync(cancel);
        var memberships = await db.Set<Membership>().AsNoTracking().ToListAsync(cancel);
        var units = await db.Set<Unit>().AsNoTracking().OrderBy(u => u.Number).ToListAsync(cancel);
        return Build(version, units, memberships, successions);
    }

    /// <summary>The snapshot of these rows.</summary>
    public static NetworkSnapshot Build(
        long version, IReadOnlyList<Unit> units, IReadOnlyList<Membership> memberships, IReadOnlyList<Succession> successions)
    {
        var numbers = units.ToDictionary(u => u.Id, u => u.Number);
        var codes = units.ToDictionary(u => u.Id, u => u.Code);
        var open = memberships.GroupBy(m => m.UnitId).ToDictionary(g => g.Key, g => new DayRange(g.Min(m => m.From), g.Max(m => m.To)));
        var infos = units
            .Where(u => open.ContainsKey(u.Id))
            .OrderBy(u => u.Kind == UnitKinds.HeadOffice ? 0 : 1).ThenBy(u => u.Number)
            .Select(u => new UnitInfo(
                u.Number, u.Code, u.Name, u.ShortName, u.Kind, u.TimeZone, open[u.Id], u.Departement, u.Town, u.Latitude, u.Longitude));
        return new NetworkSnapshot(
            version,
            [.. infos],
            [.. memberships
                .Where(m => numbers.ContainsKey(m.UnitId) && (m.ParentId is not { } parent || numbers.ContainsKey(parent)))
                .OrderBy(m => codes[m.UnitId], StringComparer.Ordinal)
                .Select(m => new MembershipInfo(numbers[m.UnitId], m.ParentId is { } p ? numbers[p] : null, m.Days))],
            [.. successions
                .Where(s => numbers.ContainsKey(s.PredecessorId) && numbers.ContainsKey(s.SuccessorId))
                .Select(s => new SuccessionInfo(numbers[s.PredecessorId], numbers[s.SuccessorId], s.Day, s.Share))]);
    }
}
