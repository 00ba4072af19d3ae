using Ramure.Kernel.Time;
using Ramure.Network.Contracts;

namespace Ramure.Accounts.Grants;

/// <summary>The days of a grant are days where its unit is.</summary>
internal static class GrantDays
{
    public static DateOnly Today(string unit, NetworkSnapshot network, IClock clock) =>
        clock.Today(network.TryFind(unit, out var found) ? found.TimeZone : "Europe/Paris");
}
