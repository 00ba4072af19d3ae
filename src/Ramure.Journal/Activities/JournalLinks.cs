using Ramure.Journal.Contracts;
using Ramure.Kernel.Access;
using Ramure.Network.Contracts;

namespace Ramure.Journal.Activities;

/// <summary>From a unit's page to its journal; ateliers note, the others read what is below them.</summary>
internal sealed class JournalLinks(IAccess access) : IUnitPageLinks
{
    public int Order => 20;

    public async ValueTask<IReadOnlyList<UnitLink>> ForAsync(UnitInfo unit, CancellationToken cancel = default)
    {
        var links = new List<UnitLink>();
        if (await access.MayAsync(JournalPermissions.Read, unit.Code, cancel))
            links.Add(new UnitLink("Journal d’activité", $"/journal?unite={unit.Code}"));
        if (unit.Kind == UnitKinds.Atelier && await access.MayAsync(JournalPermissions.Record, unit.Code, cancel))
            links.Add(new UnitLink("Noter une activité", $"/journal/nouvelle?unite={unit.Code}"));
        return links;
    }
}
