using Ramure.Kernel.Modules;
using Ramure.Kernel.Web;

namespace Ramure.Accounts.FirstStart;

/// <summary>Gives who starts a network without administrator the link that opens the first account.</summary>
internal sealed class FirstAccountServing(FirstAccount first, SiteAddress site) : IServing
{
    public async Task<IReadOnlyList<string>> SayAsync(ServingPlace place, CancellationToken cancel)
    {
        if (!await first.IsNeededAsync(cancel) || !(await first.MakeLinkAsync(cancel)).TryGet(out var secret, out _))
            return [];
        return
        [
            "Personne n’administre encore ce réseau. Ce lien ouvre le premier compte, une seule fois, pendant 24 heures :",
            $"  {new Uri(site.Address, $"premier-compte?jeton={secret}")}",
        ];
    }
}
