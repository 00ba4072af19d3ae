using Ramure.Journal.Recording;
using Ramure.Kernel.Csv;
using Ramure.Kernel.Operations;

namespace Ramure.Journal.Import;

/// <summary>A file of activities, read; columns are found by name, in any order.</summary>
internal sealed record ActivityFile(string Name, IReadOnlyList<CsvRow> Rows)
{
    public const int MaxBytes = 8 * 1024 * 1024;
    public const int MaxRows = 20_000;

    /// <summary>The columns a file has at least.</summary>
    public static IReadOnlyList<string> Required { get; } = ["unit", "kind", "title", "date", "source"];

    /// <summary>The format's columns, in the order of the template.</summary>
    public static IReadOnlyList<string> Format { get; } =
    [
        "unit", "kind", "title", "date", "end_date", "precision", "half_days", "days", "minutes", "sessions", "place", "uai",
        "place_name", "modality", "headcount", "theme", "partner", "partner_kind", "note", "stated_in", "source",
    ];

    public static Result<ActivityFile> Read(Stream content, string name)
    {
        if (!CsvTable.Read(content, name, Required, [.. Format.Except(Required)]).TryGet(out var table, out var refusals))
            return refusals.ToList();
        return table.Rows.Count switch
        {
            0 => new Refusal("file-empty", "Le fichier ne contient aucune activité : ajoutez au moins une ligne sous l’en-tête.", File: name),
            > MaxRows => new Refusal("file-too-long", $"{table.Rows.Count} lignes : partagez le fichier en fichiers de {MaxRows} lignes au plus.", File: name),
            _ => new ActivityFile(name, table.Rows),
        };
    }

    public static ActivityText Text(CsvRow row) => new()
    {
        Unit = row["unit"],
        Kind = row["kind"],
        Title = row["title"],
        Date = row["date"],
        EndDate = row["end_date"],
        Precision = row["precision"],
        HalfDays = row["half_days"],
        Days = row["days"],
        Minutes = row["minutes"],
        Sessions = row["sessions"],
        Place = row["place"],
        Uai = row["uai"],
        PlaceName = row["place_name"],
        Modality = row["modality"],
        Headcount = ActivityTextReader.SplitHeadcount(row["headcount"]),
        Theme = row["theme"],
        Partner = row["partner"],
        PartnerKind = row["partner_kind"],
        Note = row["note"],
        StatedIn = row["stated_in"],
        Source = row["source"],
    };

    /// <summary>Places a refusal of the rules in the file.</summary>
    public static Refusal At(CsvRow row, Refusal refusal) =>
        refusal.Field is { } field ? row.Refuse(refusal.Code, field, refusal.Message) : refusal with { Line = row.Line };
}
