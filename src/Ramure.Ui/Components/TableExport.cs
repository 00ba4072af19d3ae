using System.Globalization;
using CsvHelper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MiniExcelLibs;
using MiniExcelLibs.Attributes;
using MiniExcelLibs.OpenXml;

namespace Ramure.Ui.Components;

/// <summary>
/// A table as a file. CSV is what a French spreadsheet opens with a double click: UTF-8 with byte order mark, <c>;</c> between
/// fields, decimal comma, days as <c>2024-09-03</c>. XLSX keeps numbers as numbers and days as days.
/// </summary>
public static class TableExport
{
    /// <summary>Media type of an XLSX workbook.</summary>
    public const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>
    /// Maps <c>pattern.csv</c> and <c>pattern.xlsx</c> for a table whose <c>ExportHref</c> is that address: the rows of
    /// <paramref name="items"/>, in the sort and filter of the address, all pages.
    /// </summary>
    /// <param name="fileName">File name without extension.</param>
    /// <param name="applied">True when <paramref name="items"/> already applies the sort and filter (in the database).</param>
    public static IEndpointConventionBuilder MapTableExport<TItem>(
        this IEndpointRouteBuilder endpoints, string pattern, string fileName, IReadOnlyList<Column<TItem>> columns,
        Func<HttpContext, Task<IEnumerable<TItem>?>> items, string? tableId = null, string? defaultSort = null, bool applied = false)
    {
        var both = endpoints.MapGroup("");
        foreach (var (extension, write) in new (string, Func<string, IEnumerable<TItem>, IReadOnlyList<Column<TItem>>, IResult>)[] { (".csv", Csv), (".xlsx", Xlsx) })
        {
            both.MapGet(pattern + extension, async (HttpContext context) =>
            {
                if (await items(context) is not { } rows)
                    return Results.NotFound();
                var request = TableRequest.From(context.Request, tableId, sort: defaultSort);
                return write(fileName, applied ? rows : request.Apply(rows, columns), columns);
            }).ExcludeFromDescription();
        }

        return both;
    }

    /// <summary>The rows as a CSV file.</summary>
    public static IResult Csv<TItem>(string fileName, IEnumerable<TItem> items, IReadOnlyList<Column<TItem>> columns)
    {
        using var stream = new MemoryStream();
        WriteCsv(stream, items, columns);
        return Results.File(stream.ToArray(), "text/csv; charset=utf-8", fileName + ".csv");
    }

    /// <summary>The rows as an XLSX workbook.</summary>
    public static IResult Xlsx<TItem>(string fileName, IEnumerable<TItem> items, IReadOnlyList<Column<TItem>> columns)
    {
        using var stream = new MemoryStream();
        WriteXlsx(stream, items, columns);
        return Results.File(stream.ToArray(), XlsxType, fileName + ".xlsx");
    }

    /// <summary>Writes CSV; the stream stays open.</summary>
    public static void WriteCsv<TItem>(Stream stream, IEnumerable<TItem> items, IReadOnlyList<Column<TItem>> columns)
    {
        var exported = Exported(columns);
        using var csv = CsvWriter.Create(stream, new CsvWriterOptions { Separator = ';', WriteByteOrderMark = true }, leaveOpen: true);
        foreach (var column in exported)
            csv.WriteField(Harmless(column.Title));
        csv.EndRecord();
        foreach (var item in items)
        {
            foreach (var column in exported)
                csv.WriteField(CsvText(column.Value(item)));
            csv.EndRecord();
        }
    }

    /// <summary>Writes XLSX; the stream stays open.</summary>
    public static void WriteXlsx<TItem>(Stream stream, IEnumerable<TItem> items, IReadOnlyList<Column<TItem>> columns)
    {
        var exported = Exported(columns);
        var names = UniqueNames(exported);
        var configuration = new OpenXmlConfiguration
        {
            Culture = CultureInfo.InvariantCulture,
            FastMode = true,
            DynamicColumns = [.. exported.Select((column, i) => new DynamicExcelColumn(names[i]) { Index = i, Width = column.Numeric ? 14 : 28 })],
        };
        // With no row at all the header still says which columns there would be.
        var rows = items
            .Select(item => exported.Select((column, i) => KeyValuePair.Create(names[i], XlsxValue(column.Value(item)))).ToDictionary())
            .ToList();
        if (rows.Count > 0)
            stream.SaveAs(rows, sheetName: "Données", configuration: configuration);
        else
            stream.SaveAs(new[] { names.ToDictionary(n => n, n => (object?)n) }, printHeader: false, sheetName: "Données");
    }

    private static List<Column<TItem>> Exported<TItem>(IReadOnlyList<Column<TItem>> columns) => [.. columns.Where(c => !c.PageOnly)];

    private static List<string> UniqueNames<TItem>(List<Column<TItem>> columns)
    {
        var names = new List<string>();
        foreach (var column in columns)
            names.Add(names.Contains(column.Title) ? $"{column.Title} ({names.Count + 1})" : column.Title);
        return names;
    }

    private static string CsvText(object? value) => value switch
    {
        null => "",
        string text => Harmless(text),
        bool yes => yes ? "oui" : "non",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        // No grouping: a spreadsheet reads "12 345" as text.
        IFormattable number => number.ToString(null, French.Culture),
        _ => Harmless(value.ToString() ?? ""),
    };

    private static object? XlsxValue(object? value) => value switch
    {
        DateOnly day => day.ToDateTime(TimeOnly.MinValue),
        bool yes => yes ? "oui" : "non",
        Enum name => name.ToString(),
        Guid id => id.ToString(),
        _ => value,
    };

    // A text that begins like a formula would be run by the spreadsheet that opens the file.
    private static string Harmless(string text) => text.Length > 0 && "=+-@\t\r".Contains(text[0]) ? "'" + text : text;
}
