using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;

namespace Ramure.Tests.Security;

/// <summary>Services used as somebody who holds permissions for some units only; as the product itself otherwise.</summary>
internal sealed class Acting : IAccess
{
    private static readonly AsyncLocal<AccessScope?> Held = new();

    public Actor Actor => Held.Value is null ? Actor.System : Actor.Account(Guid.Parse("0190a1b2-0000-7000-8000-00000000000a"));

    public ValueTask<AccessScope> ScopeAsync(Permission permission, CancellationToken cancel = default) => ValueTask.FromResult(Held.Value ?? AccessScope.Everything);

    public static void Adjust(IServiceCollection services) => services.AddScoped<IAccess, Acting>();

    /// <summary>Runs a body as who holds every permission for these units, for these items where some are named.</summary>
    public static async Task<T> AsAsync<T>(string[] units, string[]? items, Func<Task<T>> body)
    {
        Held.Value = new AccessScope([new AccessPart(units.ToHashSet(), items?.ToHashSet())]);
        try
        {
            return await body();
        }
        finally
        {
            Held.Value = null;
        }
    }
}
