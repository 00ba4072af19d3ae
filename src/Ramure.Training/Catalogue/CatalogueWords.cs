using Ramure.Training.Catalogue.Indexing;
using Ramure.Training.Catalogue.Searching;
using Ramure.Ui.Components;

namespace Ramure.Training.Catalogue;

/// <summary>What the catalogue says of seats, places and distances.</summary>
internal static class CatalogueWords
{
    /// <summary>"3 places", "complet, liste d’attente", "aucune date".</summary>
    public static string Seats(IndexedSession? session, IReadOnlyDictionary<Guid, Seats> seats) =>
        session is null ? "aucune date"
        : !seats.TryGetValue(session.Id, out var now) ? ""
        : now.Free > 0 ? French.Count(now.Free, "place", "places") : "complet, liste d’attente";

    /// <summary>The places of a session, each once.</summary>
    public static string Places(IndexedSession session) => string.Join(" ; ", session.Slots.Select(s => s.Place).Distinct());

    /// <summary>"moins de 1 km", "12 km".</summary>
    public static string Km(double km) => km < 1 ? "moins de 1\u00a0km" : French.Number((decimal)km) + "\u00a0km";
}
