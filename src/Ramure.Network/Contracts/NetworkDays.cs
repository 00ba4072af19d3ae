using Ramure.Kernel.Time;

namespace Ramure.Network.Contracts;

/// <summary>Today, for what belongs to the network and to no unit of it.</summary>
public static class NetworkDays
{
    /// <summary>Today where the first unit is: the head office.</summary>
    public static DateOnly Today(this IClock clock, NetworkSnapshot network) => clock.Today(network.Units.Count > 0 ? network.Units[0].TimeZone : "Europe/Paris");
}
