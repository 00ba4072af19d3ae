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

    public static IReadOnlyList<TabItem> Tabs(CatalogueAddress address) =>
        [new(List, "Liste", address.Link(List)), new(Map, "Carte", address.Link(Map)), new(Calendar, "Calendrier", address.Link(Calendar))];
}
