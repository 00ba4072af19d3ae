using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Network.Contracts;
using Ramure.Network.Model;

namespace Ramure.Network.Reading;

/// <summary>The last snapshot read by this host.</summary>
internal sealed class NetworkCache
{
    private volatile NetworkSnapshot? last;

    /// <summary>The version as committed. Compiled once for each host: a compiled query belongs to one model.</summary>
    public Func<RamureDb, CancellationToken, Task<long>> Version { get; } = EF.CompileAsyncQuery(
        (RamureDb db, CancellationToken cancel) => db.Set<NetworkState>().Where(s => s.Id == NetworkState.OnlyId).Select(s => s.Version).Single());

    public NetworkSnapshot? Last
    {
        get => last;
        set => last = value;
    }
}
