using System.Globalization;
using Ramure.Network.Contracts;
using Ramure.Training.Model;
using Ramure.Training.Words;

namespace Ramure.Training.Sessions;

/// <summary>A session as the form says it.</summary>
internal sealed class SessionText
{
    public List<SlotText>? Slots { get; set; }
    public string? Capacity { get; set; }
    public string? Minimum { get; set; }

    /// <summary>Not empty: more seats than the room holds is meant.</summary>
    public string? BeyondRoom { get; set; }
    public string? Mode { get; set; }
    public string? Opens { get; set; }
    public string? Closes { get; set; }

    /// <summary>Euros; empty: the price of the training.</summary>
    public string? Price { get; set; }

    /// <summary>Identifiers of the unit's trainers.</summary>
    public List<string>? Trainers { get; set; }

    /// <summary>Names of trainers whom the unit does not know yet, a comma between them.</summary>
    public string? NewTrainers { get; set; }

    internal static SessionText Of(Session session) => new()
    {
        Slots = [.. session.Slots.OrderBy(s => s.StartsAt).Select(SlotText.Of)],
        Capacity = session.Capacity.ToString(CultureInfo.InvariantCulture),
        Minimum = session.Minimum?.ToString(CultureInfo.InvariantCulture),
        Mode = TrainingWords.Modes.First(m => m.Mode == session.Mode).Code,
        Opens = session.OpensAt is { } opens ? LocalTime.Write(opens, session.TimeZone) : "",
        Closes = LocalTime.Write(session.ClosesAt, session.TimeZone),
        Price = session.PriceCents is { } cents ? (cents / 100m).ToString("0.##", CultureInfo.GetCultureInfo("fr-FR")) : "",
        Trainers = [.. session.Trainers.Select(t => t.TrainerId.ToString("D"))],
    };
}

/// <summary>A slot as a row of the form says it.</summary>
internal sealed class SlotText
{
    /// <summary>The slot that this row is about; empty for a new one.</summary>
    public string? Id { get; set; }
    public string? Day { get; set; }
    public string? Start { get; set; }
    public string? End { get; set; }

    /// <summary>Code of <see cref="PlaceWords.Kinds"/>.</summary>
    public string? Place { get; set; }

    /// <summary>Identifier of a room; empty: in the atelier, nobody said where.</summary>
    public string? Room { get; set; }

    /// <summary>UAI, or words to look the school up.</summary>
    public string? School { get; set; }

    /// <summary>The UAI chosen among those found for <see cref="SchoolTyped"/>.</summary>
    public string? SchoolChoice { get; set; }
    public string? SchoolTyped { get; set; }
    public string? Address { get; set; }
    public string? Link { get; set; }

    /// <summary>The schools that were found, to choose from.</summary>
    internal IReadOnlyList<SchoolInfo> Found { get; set; } = [];

    /// <summary>Name of the school, when it is known.</summary>
    internal string? SchoolName { get; set; }

    internal static SlotText Of(Slot slot) => new()
    {
        Id = slot.Id.ToString("D"),
        Day = slot.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Start = slot.Start.ToString("HH:mm", CultureInfo.InvariantCulture),
        End = slot.End.ToString("HH:mm", CultureInfo.InvariantCulture),
        Place = PlaceWords.Code(slot.PlaceKind),
        Room = slot.RoomId?.ToString("D"),
        School = slot.Uai,
        SchoolName = slot.Uai is null ? null : slot.Place,
        Address = slot.PlaceKind == PlaceKind.Address ? slot.Place : null,
        Link = slot.Link,
    };

    /// <summary>The same, <paramref name="days"/> later: a new slot.</summary>
    internal SlotText Copy(int days) => new()
    {
        Day = DateOnly.TryParseExact(Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1900 and < 9000
            ? day.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : Day,
        Start = Start,
        End = End,
        Place = Place,
        Room = Room,
        School = School,
        SchoolChoice = SchoolChoice,
        SchoolTyped = SchoolTyped,
        SchoolName = SchoolName,
        Address = Address,
        Link = Link,
    };
}

/// <summary>Where a slot is held, in words.</summary>
internal static class PlaceWords
{
    public static IReadOnlyList<(PlaceKind Kind, string Code, string Label)> Kinds { get; } =
    [
        (PlaceKind.Atelier, "atelier", "À l’atelier"),
        (PlaceKind.School, "etablissement", "Dans un établissement"),
        (PlaceKind.Address, "adresse", "À une autre adresse"),
        (PlaceKind.Remote, "distance", "À distance"),
    ];

    public static string Code(PlaceKind kind) => Kinds.First(k => k.Kind == kind).Code;

    public static string Label(PlaceKind kind) => Kinds.First(k => k.Kind == kind).Label;
}
