using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Training.Model;

namespace Ramure.Training.Sessions;

/// <summary>Where a slot is held, as it was understood.</summary>
/// <param name="Text">The place, as people read it.</param>
internal sealed record SlotPlace(PlaceKind Kind, string Text)
{
    public Guid? RoomId { get; init; }
    public int? RoomCapacity { get; init; }
    public string? Uai { get; init; }
    public string? Link { get; init; }
    public double? Latitude { get; init; }
    public double? Longitude { get; init; }
}

/// <summary>A room that may be chosen, with the unit it belongs to.</summary>
internal sealed record OfferedRoom(Room Room, UnitInfo Unit);

/// <summary>Understands the place of a row: a room of the unit or of one below it, a school of the directory, an address, a link.</summary>
internal sealed class PlaceFinder(RamureDb db, INetwork network, ISchools schools, IClock clock)
{
    public const int MostSchools = 10;
    private const int PlaceLength = 300;
    private const int LinkLength = 500;

    /// <summary>The rooms in use of the unit and of those below it, and those that the session stands in already.</summary>
    public async Task<IReadOnlyList<OfferedRoom>> RoomsAsync(UnitInfo unit, Session? session, CancellationToken cancel)
    {
        var snapshot = await network.SnapshotAsync(cancel);
        var units = snapshot.SubtreeAt(unit.Number, clock.Today(unit.TimeZone)).DistinctBy(u => u.Code).ToDictionary(u => u.Code);
        var codes = units.Keys.ToList();
        var kept = session?.Slots.Where(s => s.RoomId is not null).Select(s => s.RoomId!.Value).ToList() ?? [];
        var rooms = await db.Set<Room>().AsNoTracking().Where(r => (r.InUse && codes.Contains(r.Unit)) || kept.Contains(r.Id)).ToListAsync(cancel);
        return [.. from room in rooms
                   let at = units.GetValueOrDefault(room.Unit) ?? (snapshot.TryFind(room.Unit, out var gone) ? gone : unit)
                   orderby at.Code != unit.Code, at.Code, room.Name
                   select new OfferedRoom(room, at)];
    }

    /// <summary>Null when something is wrong; it is said.</summary>
    public async Task<SlotPlace?> FindAsync(SlotText row, UnitInfo unit, IReadOnlyList<OfferedRoom> rooms, SlotRefusals said, CancellationToken cancel)
    {
        switch (PlaceWords.Kinds.FirstOrDefault(k => k.Code == row.Place))
        {
            case { Code: null }:
                said.Add("choice-missing", "lieu", "choisissez où il se tient.");
                return null;
            case { Kind: PlaceKind.Atelier }:
                return InRoom(row, unit, rooms, said);
            case { Kind: PlaceKind.School }:
                return await InSchoolAsync(row, said, cancel);
            case { Kind: PlaceKind.Remote }:
                return Behind(row, said);
            default:
                var address = (row.Address ?? "").Trim();
                if (address.Length is > 0 and <= PlaceLength)
                    return new SlotPlace(PlaceKind.Address, address);
                said.Add("address-missing", "adresse", $"donnez l’adresse, {PlaceLength} caractères au plus.");
                return null;
        }
    }

    private static SlotPlace? InRoom(SlotText row, UnitInfo unit, IReadOnlyList<OfferedRoom> rooms, SlotRefusals said)
    {
        if (string.IsNullOrEmpty(row.Room))
            return new SlotPlace(PlaceKind.Atelier, unit.Name) { Latitude = unit.Latitude, Longitude = unit.Longitude };
        if (Guid.TryParse(row.Room, out var id) && rooms.FirstOrDefault(r => r.Room.Id == id) is { } found)
        {
            return new SlotPlace(PlaceKind.Atelier, $"{found.Room.Name}, {found.Unit.Name}")
            {
                RoomId = id,
                RoomCapacity = found.Room.Capacity,
                Latitude = found.Unit.Latitude,
                Longitude = found.Unit.Longitude,
            };
        }

        said.Add("room-unknown", "salle", "cette salle n’est plus proposée : choisissez-en une autre.");
        return null;
    }

    private async Task<SlotPlace?> InSchoolAsync(SlotText row, SlotRefusals said, CancellationToken cancel)
    {
        var typed = (row.School ?? "").Trim();
        if (!string.IsNullOrEmpty(row.SchoolChoice) && typed == row.SchoolTyped)
            row.School = typed = row.SchoolChoice;
        if (typed.Length == 0)
        {
            said.Add("school-missing", "etablissement", "donnez l’établissement : son code UAI, ou des mots de son nom et de sa ville.");
            return null;
        }

        if (Uai.HasForm(typed.ToUpperInvariant()))
        {
            typed = typed.ToUpperInvariant();
            if (Uai.Fault(typed) is { } fault)
                said.Add("uai-invalid", "etablissement", fault);
            else if (await schools.FindAsync(typed, cancel) is { } school)
                return In(school, row);
            else
                said.Add("school-unknown", "etablissement", $"l’annuaire n’a pas d’établissement {typed} : cherchez-le par son nom, ou donnez une adresse.");
            return null;
        }

        row.Found = await schools.SearchAsync(typed, MostSchools, cancel);
        if (row.Found is [var only])
            return In(only, row);
        said.Add(
            "school-choice", "etablissement",
            row.Found.Count == 0
                ? $"aucun établissement ne répond à « {typed} » : essayez un mot du nom et la ville, ou donnez une adresse."
                : $"plusieurs établissements répondent à « {typed} » : choisissez le bon.");
        return null;
    }

    private static SlotPlace In(SchoolInfo school, SlotText row)
    {
        var name = school.Town is { } town ? $"{school.Name}, {town}" : school.Name;
        // What is shown again is understood again.
        (row.School, row.SchoolName, row.Found) = (school.Uai, name, []);
        return new SlotPlace(PlaceKind.School, name.Length > PlaceLength ? name[..PlaceLength] : name) { Uai = school.Uai, Latitude = school.Latitude, Longitude = school.Longitude };
    }

    private static SlotPlace? Behind(SlotText row, SlotRefusals said)
    {
        var link = (row.Link ?? "").Trim();
        if (link.Length == 0)
            return new SlotPlace(PlaceKind.Remote, "À distance");
        if (link.Length <= LinkLength && Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.Host.Length > 0)
            return new SlotPlace(PlaceKind.Remote, "À distance") { Link = link };
        said.Add("link-invalid", "lien", $"ce lien ne s’ouvre pas : écrivez-le en entier, https://…, {LinkLength} caractères au plus, ou laissez vide en attendant.");
        return null;
    }
}
