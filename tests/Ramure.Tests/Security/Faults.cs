using Microsoft.Extensions.DependencyInjection;
using Ramure.Network.Contracts;

namespace Ramure.Tests.Security;

/// <summary>A product that fails on purpose, with a message nobody outside should read.</summary>
internal static class Faults
{
    public const string Message = "mot-de-passe-de-la-base";

    public static void InTheNetwork(IServiceCollection services) => services.AddScoped<INetwork>(_ => new Failing());

    private sealed class Failing : INetwork
    {
        public ValueTask<NetworkSnapshot> SnapshotAsync(CancellationToken cancel = default) => throw new InvalidOperationException(Message);
    }
}
