using Ramure.Network.Contracts;

namespace Ramure.Network.Reading;

/// <summary>The last snapshot read by this host.</summary>
internal sealed class NetworkCache
{
    private volatile NetworkSnapshot? last;

    public NetworkSnapshot? Last
    {
        get => last;
        set => last = value;
    }
}
