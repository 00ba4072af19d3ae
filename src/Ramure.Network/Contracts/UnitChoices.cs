using Ramure.Ui.Components;

namespace Ramure.Network.Contracts;

/// <summary>Units as a field proposes them: from the head office down, each kind under its name.</summary>
public static class UnitChoices
{
    /// <param name="units">Those that may be chosen.</param>
    /// <param name="name">As the field shows one.</param>
    /// <param name="root">Code of the unit that stands for the whole; the head office when null.</param>
    public static IReadOnlyList<Choice> Of(IEnumerable<UnitInfo> units, Func<UnitInfo, string> name, string? root = null) =>
    [
        .. units.Select(u => (Unit: u, Rank: Rank(u, root))).OrderBy(u => u.Rank).ThenBy(u => u.Unit.Name, StringComparer.Create(French.Culture, true))
            .Select(u => new Choice(u.Unit.Code, name(u.Unit), null, Group(u.Rank))),
    ];

    private static int Rank(UnitInfo unit, string? root) => (root is null ? unit.Kind == UnitKinds.HeadOffice : unit.Code == root) ? 0 : unit.Kind switch
    {
        UnitKinds.Directorate => 1,
        UnitKinds.AcademicDirectorate => 2,
        UnitKinds.Service => 3,
        UnitKinds.Atelier => 4,
        _ => 5,
    };

    private static string Group(int rank) => rank switch
    {
        0 => "Réseau",
        1 => "Directions territoriales",
        2 => "Directions académiques",
        3 => "Services",
        4 => "Ateliers",
        _ => "Autres unités",
    };
}
