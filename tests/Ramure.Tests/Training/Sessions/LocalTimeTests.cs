using System.Globalization;
using CsCheck;
using Ramure.Training.Model;
using Ramure.Training.Sessions;

namespace Ramure.Tests.Training.Sessions;

/// <summary>Hours of the places of the network, and the nights on which clocks change.</summary>
public sealed class LocalTimeTests
{
    private static readonly string[] Zones = ["Europe/Paris", "Indian/Reunion", "America/Martinique", "America/Cayenne", "Pacific/Noumea", "America/Miquelon"];

    [Theory]
    [InlineData("Europe/Paris", "2024-07-10", "2024-07-10T07:00")]
    [InlineData("Europe/Paris", "2024-12-10", "2024-12-10T08:00")]
    [InlineData("Indian/Reunion", "2024-07-10", "2024-07-10T05:00")]
    [InlineData("Indian/Reunion", "2024-12-10", "2024-12-10T05:00")]
    [InlineData("Indian/Mayotte", "2024-07-10", "2024-07-10T06:00")]
    [InlineData("America/Martinique", "2024-07-10", "2024-07-10T13:00")]
    [InlineData("America/Martinique", "2024-12-10", "2024-12-10T13:00")]
    [InlineData("America/Guadeloupe", "2024-12-10", "2024-12-10T13:00")]
    [InlineData("America/Cayenne", "2024-12-10", "2024-12-10T12:00")]
    [InlineData("Pacific/Noumea", "2024-12-10", "2024-12-09T22:00")]
    public void Nine_in_the_morning_is_nine_in_the_morning_there(string zone, string day, string utc)
    {
        var instant = LocalTime.Utc(DateOnly.Parse(day, CultureInfo.InvariantCulture), new TimeOnly(9, 0), zone);
        Assert.Equal(utc, instant?.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture));
        Assert.Equal(DateTimeKind.Utc, instant?.Kind);
        Assert.Equal(day + "T09:00", LocalTime.Write(instant!.Value, zone));
    }

    [Fact]
    public void The_hour_that_clocks_jump_over_does_not_exist()
    {
        var march = new DateOnly(2025, 3, 30);
        Assert.Null(LocalTime.Utc(march, new TimeOnly(2, 0), "Europe/Paris"));
        Assert.Null(LocalTime.Utc(march, new TimeOnly(2, 59), "Europe/Paris"));
        Assert.Equal(new DateTime(2025, 3, 30, 1, 0, 0, DateTimeKind.Utc), LocalTime.Utc(march, new TimeOnly(3, 0), "Europe/Paris"));
        Assert.NotNull(LocalTime.Utc(march, new TimeOnly(2, 30), "Indian/Reunion"));
    }

    [Fact]
    public void Of_the_hour_that_comes_twice_the_first_one_is_meant()
    {
        var october = new DateOnly(2024, 10, 27);
        Assert.Equal(new DateTime(2024, 10, 27, 0, 30, 0, DateTimeKind.Utc), LocalTime.Utc(october, new TimeOnly(2, 30), "Europe/Paris"));
        Assert.Equal(new DateTime(2024, 10, 27, 2, 0, 0, DateTimeKind.Utc), LocalTime.Utc(october, new TimeOnly(3, 0), "Europe/Paris"));
    }

    [Theory]
    [InlineData("2024-10-27", 240, "1 h 00 à 4 h 00 (soit 4 h : on change d’heure)")]
    [InlineData("2025-03-30", 120, "1 h 00 à 4 h 00 (soit 2 h : on change d’heure)")]
    [InlineData("2024-10-28", 180, "1 h 00 à 4 h 00")]
    public void A_slot_across_the_change_has_its_real_minutes_and_says_so(string day, int minutes, string said)
    {
        var slot = Slot(DateOnly.Parse(day, CultureInfo.InvariantCulture), new TimeOnly(1, 0), new TimeOnly(4, 0), "Europe/Paris");
        Assert.Equal(minutes, slot.Minutes);
        Assert.EndsWith(said, When.Of(slot).Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_hour_exists_once_is_read_back_as_it_was_written() => Gen.Select(
        Gen.Int[0, 4000], Gen.Int[0, (24 * 60) - 1],
        Gen.Int[0, Zones.Length - 1].Select(i => Zones[i])).Sample((days, minutes, zone) =>
        {
            var (day, time) = (new DateOnly(2018, 1, 1).AddDays(days), TimeOnly.MinValue.AddMinutes(minutes));
            if (LocalTime.Utc(day, time, zone) is { } utc)
                Assert.Equal(day.ToDateTime(time), LocalTime.At(utc, zone));
        });

    [Theory]
    [InlineData("Europe/Paris", "")]
    [InlineData("Indian/Reunion", " (heure de La Réunion)")]
    [InlineData("America/Martinique", " (heure de la Martinique)")]
    [InlineData("America/St_Johns", " (heure locale, St Johns)")]
    public void A_zone_other_than_that_of_Paris_is_named(string zone, string said) => Assert.Equal(said, When.Zone(zone));

    internal static Slot Slot(DateOnly day, TimeOnly start, TimeOnly end, string zone) => new()
    {
        Id = Guid.CreateVersion7(),
        Day = day,
        Start = start,
        End = end,
        StartsAt = LocalTime.Utc(day, start, zone)!.Value,
        EndsAt = LocalTime.Utc(day, end, zone)!.Value,
        Place = "Atelier",
    };
}
