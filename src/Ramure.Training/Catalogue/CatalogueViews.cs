using System.Runtime.CompilerServices;
using Ramure.Network.Contracts;
using Ramure.Training.Catalogue.Searching;
using Ramure.Ui.Components;

namespace Ramure.Training.Catalogue;

/// <summary>The views of one search: a list, a map, a calendar, each at its address.</summary>
internal static class CatalogueViews
{
    public const string List = "/formations";
    public const string Map = "/formations/carte";
    public const string Calendar = "/formations/calendrier";
    public const string CalendarFeed = "/formations/agenda.ics";
    public const string AtomFeed = "/formations/nouveautes.atom";

    /// <summary>The units as the search offers them; made once for each state of the network, because every reader asks.</summary>
    public static IReadOnlyList<Choice> Units(NetworkSnapshot network) => Choices.GetValue(network, n =>
        [.. n.Units.OrderBy(u => u.ShortName, StringComparer.CurrentCulture).Select(u => new Choice(u.Code, u.ShortName))]);

    private static readonly ConditionalWeakTable<NetworkSnapshot, IReadOnlyList<Choice>> Choices = [];

    public static IReadOnlyList<TabItem> Tabs(CatalogueAddress address) =>
        [new(List, "Liste", address.Link(List)), new(Map, "Carte", address.Link(Map)), new(Calendar, "Calendrier", address.Link(Calendar))];
}
