using System.Globalization;
using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Csv;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Text;
using Ramure.Network.Contracts;
using Ramure.Network.Import;
using Ramure.Network.Model;

namespace Ramure.Network.Schools;

/// <summary>What an import of schools did.</summary>
internal sealed record SchoolsReport(int Added, int Updated);

/// <summary>
/// Reads a directory of schools, tens of thousands of rows: all lines are checked, then written in one transaction.
/// A known UAI takes the file's values; schools that the file does not name stay.
/// </summary>
internal sealed class SchoolsImport(OperationRunner operations, IStorageProvider storage)
{
    private static readonly string[] Required = ["uai", "nom", "commune", "code_departement"];

    private static readonly string[] Optional =
    [
        "type", "nature", "secteur", "adresse", "code_postal", "code_commune", "departement", "code_academie", "academie",
        "code_region", "region", "lat", "lon", "precision", "ep", "eleves", "sources",
    ];

    private static readonly (string Column, Func<School, object?> Value)[] Columns =
    [
        (nameof(School.Uai), s => s.Uai), (nameof(School.Name), s => s.Name), (nameof(School.Type), s => s.Type),
        (nameof(School.Nature), s => s.Nature), (nameof(School.Sector), s => s.Sector), (nameof(School.Address), s => s.Address),
        (nameof(School.PostalCode), s => s.PostalCode), (nameof(School.TownCode), s => s.TownCode), (nameof(School.Town), s => s.Town),
        (nameof(School.Departement), s => s.Departement), (nameof(School.Academie), s => s.Academie),
        (nameof(School.Latitude), s => s.Latitude), (nameof(School.Longitude), s => s.Longitude),
        (nameof(School.IsTownCentre), s => s.IsTownCentre), (nameof(School.PriorityEducation), s => s.PriorityEducation),
        (nameof(School.Pupils), s => s.Pupils), (nameof(School.Search), s => s.Search),
    ];

    private static readonly string[] Quoted = Array.ConvertAll(Columns, c => $"\"{c.Column}\"");

    private static readonly string Replace =
        $"ON CONFLICT ({Quoted[0]}) DO UPDATE SET {string.Join(", ", Quoted.Skip(1).Select(c => $"{c} = excluded.{c}"))}";

    /// <summary>Rows written between two reports of progress.</summary>
    private const int SliceSize = 2000;

    public async Task<Result<SchoolsReport>> RunAsync(FileInfo file, IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        if (!Read(file).TryGet(out var table, out var unreadable))
            return Result<SchoolsReport>.Refused(unreadable);
        var refusals = new List<Refusal>();
        var schools = new List<School>(table.Rows.Count);
        var lines = new Dictionary<string, int>(table.Rows.Count, StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
            if (Line(row, lines, refusals) is { } school)
                schools.Add(school);
        }

        if (table.Rows.Count == 0)
            refusals.Add(new Refusal("file-empty", "Le fichier n'a que sa ligne d'en-tête. Ajoutez une ligne par établissement.", File: table.File, Line: 1));
        if (refusals.Count > 0)
            return refusals;
        return await operations.RunAsync<SchoolsReport>(new("network.import-schools", NetworkPermissions.Import), async scope =>
        {
            scope.DemandNetwork();
            await NetworkWrite.BeginAsync(scope, storage, cancel);
            var before = await scope.Db.Set<School>().CountAsync(cancel);
            await WriteAsync(scope, schools, progress, cancel);
            var added = await scope.Db.Set<School>().CountAsync(cancel) - before;
            var report = new SchoolsReport(added, schools.Count - added);
            scope.Audit("schools", table.File, null, report);
            return report;
        }, cancel);
    }

    private static Result<CsvTable> Read(FileInfo file)
    {
        if (!file.Exists || !file.Name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            return CsvTable.Read(file, Required, Optional);
        try
        {
            using var stream = file.OpenRead();
            using var open = new GZipStream(stream, CompressionMode.Decompress);
            return CsvTable.Read(open, file.Name, Required, Optional);
        }
        catch (InvalidDataException)
        {
            return new Refusal("file-damaged", "Le fichier compressé est abîmé. Téléchargez-le de nouveau, ou donnez le fichier CSV décompressé.", File: file.Name);
        }
    }

    private static School? Line(CsvRow row, Dictionary<string, int> lines, List<Refusal> refusals)
    {
        var before = refusals.Count;
        var uai = row["uai"].ToUpperInvariant();
        if (Uai.Fault(uai) is { } fault)
            refusals.Add(row.Refuse("uai-invalid", "uai", fault));
        else if (!lines.TryAdd(uai, row.Line))
            refusals.Add(row.Refuse("row-twice", "uai", $"L'établissement {uai} est déjà à la ligne {lines[uai]}. Retirez l'une des deux lignes."));
        // The national directories leave a few names empty.
        var name = row.Optional("nom") ?? row.Optional("type") ?? "Établissement sans nom";
        row.Longest(
            refusals, ("nom", 300), ("type", 100), ("nature", 200), ("secteur", 40), ("code_postal", 10), ("code_commune", 5), ("code_departement", 3));

        var (latitude, longitude) = (row.Number("lat", 90, refusals), row.Number("lon", 180, refusals));
        int? pupils = null;
        if (row["eleves"].Length > 0)
        {
            if (int.TryParse(row["eleves"], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                pupils = number;
            else
                refusals.Add(row.Refuse("number-invalid", "eleves", $"« {row["eleves"]} » n'est pas un nombre entier d'élèves."));
        }

        if (refusals.Count > before)
            return null;
        return new School
        {
            Uai = uai,
            Name = name,
            Type = row.Optional("type"),
            Nature = row.Optional("nature"),
            Sector = row.Optional("secteur"),
            Address = row.Optional("adresse"),
            PostalCode = row.Optional("code_postal"),
            TownCode = row.Optional("code_commune"),
            Town = row.Optional("commune"),
            Departement = row.Optional("code_departement"),
            Academie = row.Optional("academie"),
            Latitude = latitude,
            Longitude = longitude,
            IsTownCentre = row["precision"] == "centroide_commune",
            PriorityEducation = row.Optional("ep"),
            Pupils = pupils,
            Search = SearchOf(name, row["commune"], row["code_postal"], row["departement"], uai, row["type"]),
        };
    }

    /// <summary>Each word follows a space, so that a search finds beginnings of words.</summary>
    private static string SearchOf(params string[] parts) => " " + SearchText.Fold(string.Join(' ', parts));

    private static async Task WriteAsync(OperationScope scope, List<School> schools, IProgress<int>? progress, CancellationToken cancel)
    {
        var written = 0;
        foreach (var slice in schools.Chunk(SliceSize))
        {
            await scope.InsertAsync("network_schools", Quoted, [.. slice.Select(s => Array.ConvertAll(Columns, c => c.Value(s)))], Replace, cancel);
            progress?.Report(written += slice.Length);
        }
    }
}
