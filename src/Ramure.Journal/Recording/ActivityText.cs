using System.Globalization;
using System.Text.RegularExpressions;
using Ramure.Journal.Contracts;
using Ramure.Journal.Lists;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;

namespace Ramure.Journal.Recording;

/// <summary>
/// An activity as somebody typed it, in the form or in a file: one text for each column of the import format. A field's
/// name in refusals is the column's name.
/// </summary>
internal sealed record ActivityText
{
    public string Unit { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Title { get; init; } = "";
    public string Date { get; init; } = "";
    public string EndDate { get; init; } = "";
    public string Precision { get; init; } = "";
    public string HalfDays { get; init; } = "";

    /// <summary>Days that do not follow each other, <c>2024-03-04:2;2024-03-11:1</c>.</summary>
    public string Days { get; init; } = "";
    public string Minutes { get; init; } = "";
    public string Sessions { get; init; } = "";
    public string Place { get; init; } = "";
    public string Uai { get; init; } = "";
    public string PlaceName { get; init; } = "";
    public string Modality { get; init; } = "";
    public IReadOnlyList<HeadcountText> Headcount { get; init; } = [];
    public string Theme { get; init; } = "";
    public string Partner { get; init; } = "";
    public string PartnerKind { get; init; } = "";
    public string Note { get; init; } = "";
    public string StatedIn { get; init; } = "";
    public string Source { get; init; } = "";
}

/// <summary>One audience and its number as typed; <paramref name="Field"/> is where a refusal points.</summary>
internal sealed record HeadcountText(string Audience, string Count, string Field);

/// <summary>Reads numbers, days and lists out of text, with a refusal for each thing that is not one.</summary>
internal sealed partial class ActivityTextReader
{
    private readonly List<Refusal> refusals = [];

    /// <summary>The fields that could not be read; the rules leave them alone.</summary>
    public HashSet<string> Failed { get; } = [];

    public IReadOnlyList<Refusal> Refusals => refusals;

    public NewActivity Read(ActivityText text)
    {
        var days = ReadDays(text.Days);
        var start = text.Date.Trim().Length == 0 && days.Count > 0
            ? days.Min(d => d.Day)
            : Day(text.Date, "date", "Indiquez le jour.") ?? default;
        return new NewActivity
        {
            Unit = text.Unit.Trim(),
            Kind = text.Kind.Trim(),
            Title = text.Title.Trim(),
            Start = start,
            End = text.EndDate.Trim().Length == 0 ? null : Day(text.EndDate, "end_date", ""),
            Precision = ReadPrecision(text.Precision),
            HalfDays = Number(text.HalfDays, "half_days", "Nombre de demi-journées"),
            Days = days,
            Minutes = Number(text.Minutes, "minutes", "Durée en minutes"),
            Sessions = Number(text.Sessions, "sessions", "Nombre de séances") ?? 1,
            Place = Text(text.Place),
            Uai = Text(text.Uai)?.ToUpperInvariant(),
            PlaceName = Text(text.PlaceName),
            Modality = Text(text.Modality),
            Headcount = ReadHeadcount(text.Headcount),
            Theme = Text(text.Theme),
            Partner = Text(text.Partner),
            PartnerKind = Text(text.PartnerKind),
            Note = Text(text.Note),
            StatedIn = Text(text.StatedIn),
            Source = Text(text.Source),
        };
    }

    /// <summary>Splits <c>audience:count;audience:NC</c>.</summary>
    public static List<HeadcountText> SplitHeadcount(string text) =>
        [.. text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part =>
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            return colon < 0
                ? new HeadcountText(part, "", "headcount")
                : new HeadcountText(part[..colon].Trim(), part[(colon + 1)..].Trim(), "headcount");
        })];

    private static string? Text(string text) => text.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    private List<Headcount> ReadHeadcount(IReadOnlyList<HeadcountText> texts)
    {
        var heads = new List<Headcount>();
        foreach (var (audience, count, field) in texts)
        {
            if (count.Equals("NC", StringComparison.OrdinalIgnoreCase))
                heads.Add(new Headcount(audience, null));
            else if (count.Length == 0)
                Refuse("headcount-invalid", $"L’effectif de « {audience} » manque : écrivez un nombre, ou NC s’il n’est pas communiqué.", field);
            else if (Number(count, field, "Effectif") is { } number)
                heads.Add(new Headcount(audience, number));
        }

        return heads;
    }

    private List<DatedHalfDays> ReadDays(string text)
    {
        var days = new List<DatedHalfDays>();
        foreach (var part in text.Split([';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            var day = Day(colon < 0 ? part : part[..colon], "days", $"« {part} » ne nomme pas de jour : écrivez par exemple 2024-03-04:2;2024-03-11:1.");
            var half = colon < 0 ? 2 : Number(part[(colon + 1)..], "days", "Demi-journées du jour") ?? 0;
            if (day is { } read)
                days.Add(new DatedHalfDays(read, half));
        }

        return days;
    }

    private DayBasis ReadPrecision(string text)
    {
        if (text.Trim().Length == 0)
            return DayBasis.Day;
        if (Labels.Basis(text.Trim()) is { } basis)
            return basis;
        Refuse("precision-unknown", $"La précision « {text} » n’existe pas : écrivez day, month, civil-year ou school-year.", "precision");
        return DayBasis.Day;
    }

    private int? Number(string text, string field, string what)
    {
        text = text.Trim();
        if (text.Length == 0)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        Refuse(
            field.StartsWith("headcount", StringComparison.Ordinal) ? "headcount-invalid" : field.Replace('_', '-') + "-invalid",
            text[0] == '-' && long.TryParse(text, CultureInfo.InvariantCulture, out _)
                ? $"{what} : « {text} » est négatif, écrivez un nombre positif."
                : $"{what} : « {text} » n’est pas un nombre entier, écrivez-le en chiffres.",
            field);
        return null;
    }

    private DateOnly? Day(string text, string field, string whenMissing)
    {
        text = text.Trim();
        if (text.Length == 0)
        {
            Refuse("date-missing", whenMissing, field);
            return null;
        }

        if (DateOnly.TryParseExact(text, ["yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && WrittenDay.IsNear(day))
            return day;
        Refuse("date-invalid", WhyNotADay(text), field);
        return null;
    }

    private static string WhyNotADay(string text)
    {
        if (DayParts().Match(text) is { Success: true } parts)
        {
            int Part(string iso, string french) =>
                int.Parse(parts.Groups[parts.Groups[iso].Success ? iso : french].ValueSpan, CultureInfo.InvariantCulture);
            var (year, month, day) = (Part("y1", "y2"), Part("m1", "m2"), Part("d1", "d2"));
            if (year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day > DateTime.DaysInMonth(year, month))
            {
                var name = CultureInfo.GetCultureInfo("fr-FR").DateTimeFormat.GetMonthName(month);
                return $"Le {day} {name} {year} n’existe pas : ce mois a {DateTime.DaysInMonth(year, month)} jours.";
            }
        }

        return $"« {text} » n’est pas un jour : écrivez-le sous la forme 2024-03-28 ou 28/03/2024.";
    }

    private void Refuse(string code, string message, string field)
    {
        Failed.Add(field);
        refusals.Add(new Refusal(code, message, field));
    }

    [GeneratedRegex(@"^(?:(?<y1>[0-9]{4})-(?<m1>[0-9]{1,2})-(?<d1>[0-9]{1,2})|(?<d2>[0-9]{1,2})/(?<m2>[0-9]{1,2})/(?<y2>[0-9]{4}))$")]
    private static partial Regex DayParts();
}
