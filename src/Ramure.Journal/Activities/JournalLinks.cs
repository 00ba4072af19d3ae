using Ramure.Network.Contracts;

namespace Ramure.Journal.Activities;

/// <summary>From a unit's page to its journal; ateliers note, the others read what is below them.</summary>
internal sealed class JournalLinks : IUnitPageLinks
{
    public int Order => 20;

    public ValueTask<IReadOnlyList<UnitLink>> ForAsync(UnitInfo unit, CancellationToken cancel = default)
    {
        var read = new UnitLink("Journal d’activité", $"/journal?unite={unit.Code}");
        return ValueTask.FromResult<IReadOnlyList<UnitLink>>(
            unit.Kind == UnitKinds.Atelier ? [read, new UnitLink("Noter une activité", $"/journal/nouvelle?unite={unit.Code}")] : [read]);
    }
}
