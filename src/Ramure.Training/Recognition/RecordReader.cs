using Ramure.Kernel.Time;
using Ramure.Training.Documents;
using Ramure.Training.Model;
using Ramure.Training.Words;
using Ramure.Ui.Components;

namespace Ramure.Training.Recognition;

/// <summary>What one attestation says of a school year.</summary>
internal sealed record RecordLine(Credential Attestation, int Minutes, DateOnly First, DateOnly Last)
{
    /// <summary>As the page and the file show them.</summary>
    public static IReadOnlyList<Column<RecordLine>> Columns { get; } =
    [
        new("Formation", l => l.Attestation.Content.Course) { RowHeader = true },
        new("Organisée par", l => l.Attestation.Content.UnitName),
        new("Du", l => l.First),
        new("Au", l => l.Last),
        new("Heures suivies", l => l.Minutes / 60m) { Numeric = true, Format = "0.##" },
        new("Compétences", l => string.Join(" ; ", l.Attestation.Content.Competences)),
        new("Attestation", l => l.Attestation.Number) { Href = l => $"/compte/attestations/{l.Attestation.Id}/pdf" },
    ];
}

/// <summary>The trainings of a teacher in one school year.</summary>
/// <param name="Start">The school year, by its first year.</param>
/// <param name="Years">Those that have something, the newest first.</param>
internal sealed record TrainingRecord(string Name, int Start, IReadOnlyList<int> Years, IReadOnlyList<RecordLine> Lines)
{
    public string Year => Period.SchoolYear(Start).Label;

    public int Minutes => Lines.Sum(l => l.Minutes);

    public IReadOnlyList<string> Competences => [.. Lines.SelectMany(l => l.Attestation.Content.Competences).Distinct().Order(StringComparer.CurrentCulture)];

    public byte[] Write(DateTime at) => DocumentWriter.Write(new DocumentInfo($"Parcours de formation {Year}", "Ramure", at) { Subject = Name, Footer = $"Parcours de formation {Year}, {Name}" }, writer =>
    {
        writer.Title($"Parcours de formation {Year}", "Année scolaire, du 1er septembre au 31 août");
        writer.Strong(Name);
        writer.Facts([("Formations", $"{Lines.Count}"), ("Durée suivie", TrainingWords.Duration(Minutes))]);
        writer.Table(new DocumentTable("Formations suivies", [new("Formation", 5), new("Organisée par", 3), new("Dates", 3), new("Durée", 2) { Right = true }, new("Attestation", 4)],
            [.. Lines.Select(l => new DocumentCell[]
            {
                l.Attestation.Content.Course, l.Attestation.Content.UnitName, l.First == l.Last ? French.ShortDay(l.First) : $"{French.ShortDay(l.First)} au {French.ShortDay(l.Last)}",
                TrainingWords.Duration(l.Minutes), l.Attestation.Number,
            })]));
        if (Competences.Count > 0)
        {
            writer.Heading("Compétences travaillées");
            writer.Paragraph(string.Join("\n", Competences));
        }

        writer.Note("Établi d’après les attestations de présence valables ce jour. Chacune se vérifie par son code.");
    });
}

/// <summary>One's own record, from the attestations that hold: each hour of it can be shown and verified.</summary>
internal sealed class RecordReader(CredentialReader credentials, IClock clock)
{
    /// <param name="start">The school year, by its first year; null for the newest that has something.</param>
    public async Task<TrainingRecord> OwnAsync(int? start, CancellationToken cancel = default)
    {
        var held = (await credentials.OwnAsync(cancel)).Where(c => c is { Kind: CredentialKind.Attendance, IsValid: true }).ToList();
        var years = held.SelectMany(c => c.Content.Slots).Where(s => s.Minutes > 0).Select(s => Period.SchoolYearOf(s.Day)).Distinct().OrderDescending().ToList();
        var year = start ?? (years.Count > 0 ? years[0] : Period.SchoolYearOf(clock.Today("Europe/Paris")));
        // A session over two school years counts in each for its own days (L8).
        var lines = held.Select(c => (Credential: c, Slots: c.Content.Slots.Where(s => s.Minutes > 0 && Period.SchoolYearOf(s.Day) == year).ToList()))
            .Where(x => x.Slots.Count > 0)
            .Select(x => new RecordLine(x.Credential, x.Slots.Sum(s => s.Minutes), x.Slots.Min(s => s.Day), x.Slots.Max(s => s.Day)))
            .OrderBy(l => l.First).ThenBy(l => l.Attestation.Number, StringComparer.Ordinal);
        return new TrainingRecord(held.FirstOrDefault()?.Name ?? "", year, years, [.. lines]);
    }

    /// <summary>The school year that an address asks, « 2024 » for 2024-2025; null for none or for what is none.</summary>
    public static int? Asked(string? text) => int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var year) && year is >= 1990 and <= 2300 ? year : null;
}
