using Ramure.Ledger.Contracts;

namespace Ramure.Ledger.Posting;

/// <summary>What a batch of entries adds to one total.</summary>
internal sealed class Delta
{
    public long Quantity { get; private set; }

    public long Entries { get; private set; }

    public long Known { get; private set; }

    public long Nc { get; private set; }

    public long So { get; private set; }

    public long Coarse { get; private set; }

    public void Add(long quantity, short state, short basis, bool reversal)
    {
        var sign = reversal ? -1 : 1;
        Quantity += quantity;
        Entries++;
        switch ((EntryState)state)
        {
            case EntryState.Value: Known += sign; break;
            case EntryState.NotCommunicated: Nc += sign; break;
            default: So += sign; break;
        }

        if (basis > 0)
            Coarse += sign;
    }
}
