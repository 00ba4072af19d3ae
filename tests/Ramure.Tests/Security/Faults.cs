using Microsoft.Extensions.DependencyInjection;
using Ramure.Network.Contracts;

namespace Ramure.Tests.Security;

/// <summary>A product that fails on purpose, with a message nobody outside should read.</summary>
internal static class Faults
{
    public const string Message = "mot-de-passe-de-la-base";

    public static void InTheNetwork(IServiceCollection services) => services.AddScoped<INetwork>(_ => new Failing());

    /// <summary>Answers later, always, as a database over a network does: what a page draws must wait for what it reads.</summary>
    public static void SlowNetwork(IServiceCollection services)
    {
        var real = services.Last(s => s.ServiceType == typeof(INetwork)).ImplementationType!;
        services.AddScoped(real);
        services.AddScoped<INetwork>(s => new Slow((INetwork)s.GetRequiredService(real)));
    }

    private sealed class Slow(INetwork network) : INetwork
    {
        public async ValueTask<NetworkSnapshot> SnapshotAsync(CancellationToken cancel = default)
        {
            await Task.Yield();
            return await network.SnapshotAsync(cancel);
        }
    }

    private sealed class Failing : INetwork
    {
        public ValueTask<NetworkSnapshot> SnapshotAsync(CancellationToken cancel = default) => throw new InvalidOperationException(Message);
    }
}
