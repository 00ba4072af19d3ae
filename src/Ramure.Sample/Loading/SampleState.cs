using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Data;
using Ramure.Kernel.Modules;
using Ramure.Sample.Model;

namespace Ramure.Sample.Loading;

/// <summary>Whether the sample was loaded, by this host or another: it never goes away again.</summary>
internal sealed class SampleState(IServiceScopeFactory scopes) : ISampleState
{
    private volatile bool loaded;

    public bool IsSampleShown => loaded || (loaded = Read());

    private bool Read()
    {
        using var scope = scopes.CreateScope();
        return scope.ServiceProvider.GetRequiredService<RamureDb>().Set<SampleBatch>().Any();
    }
}
