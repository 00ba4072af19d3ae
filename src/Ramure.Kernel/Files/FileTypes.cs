using System.IO.Compression;
using System.Text;

namespace Ramure.Kernel.Files;

/// <summary>
/// The types accepted, each with what its content must look like. The list is closed: HTML and SVG can carry scripts, and a
/// programme has no place beside an activity.
/// </summary>
internal static class FileTypes
{
    private const string OpenXml = "application/vnd.openxmlformats-officedocument.";
    private const string OpenDocument = "application/vnd.oasis.opendocument.";

    private static readonly FileType[] All =
    [
        new(".pdf", "application/pdf", "un document PDF", s => Starts(s, "%PDF-"u8)),
        new(".png", "image/png", "une image PNG", s => Starts(s, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])),
        new(".jpg", "image/jpeg", "une image JPEG", s => Starts(s, [0xFF, 0xD8, 0xFF])),
        new(".jpeg", "image/jpeg", "une image JPEG", s => Starts(s, [0xFF, 0xD8, 0xFF])),
        new(".gif", "image/gif", "une image GIF", s => Starts(s, "GIF87a"u8) || Starts(s, "GIF89a"u8)),
        new(".webp", "image/webp", "une image WebP", s => Starts(s, "RIFF"u8) && Starts(s, "WEBP"u8, 8)),
        new(".docx", OpenXml + "wordprocessingml.document", "un document Word", s => HasEntry(s, "word/document.xml")),
        new(".xlsx", OpenXml + "spreadsheetml.sheet", "un classeur Excel", s => HasEntry(s, "xl/workbook.xml")),
        new(".pptx", OpenXml + "presentationml.presentation", "une présentation PowerPoint", s => HasEntry(s, "ppt/presentation.xml")),
        new(".odt", OpenDocument + "text", "un document OpenDocument", s => HasMimetype(s, OpenDocument + "text")),
        new(".ods", OpenDocument + "spreadsheet", "un classeur OpenDocument", s => HasMimetype(s, OpenDocument + "spreadsheet")),
        new(".odp", OpenDocument + "presentation", "une présentation OpenDocument", s => HasMimetype(s, OpenDocument + "presentation")),
        new(".doc", "application/msword", "un document Word", IsCompoundFile),
        new(".xls", "application/vnd.ms-excel", "un classeur Excel", IsCompoundFile),
        new(".ppt", "application/vnd.ms-powerpoint", "une présentation PowerPoint", IsCompoundFile),
        new(".csv", "text/csv", "un texte", IsText),
        new(".txt", "text/plain", "un texte", IsText),
    ];

    /// <summary>Extensions accepted, for the refusal and for the <c>accept</c> attribute of a field.</summary>
    public static string Accepted { get; } = string.Join(", ", All.Select(t => t.Extension));

    public static FileType? ByName(string name) =>
        All.FirstOrDefault(t => t.Extension.Equals(Path.GetExtension(name), StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Whether a declared type goes with the extension. Browsers declare what the machine has registered (Windows says that
    /// CSV is Excel) or nothing; only a declaration of another type on this list is a contradiction.
    /// </summary>
    public static bool Agrees(FileType type, string? declared)
    {
        var bare = declared?.Split(';')[0].Trim();
        if (string.IsNullOrEmpty(bare) || bare.Equals(type.ContentType, StringComparison.OrdinalIgnoreCase))
            return true;
        if (type.ContentType == "text/csv" && bare is "application/vnd.ms-excel" or "text/plain")
            return true;
        return !All.Any(t => t.ContentType.Equals(bare, StringComparison.OrdinalIgnoreCase)) && !bare.StartsWith("text/html", StringComparison.OrdinalIgnoreCase);
    }

    private static bool Starts(Stream content, ReadOnlySpan<byte> signature, int offset = 0)
    {
        Span<byte> head = stackalloc byte[signature.Length];
        content.Position = offset;
        return content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.SequenceEqual(signature);
    }

    private static bool IsCompoundFile(Stream content) => Starts(content, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);

    private static bool HasEntry(Stream content, string entry) =>
        InZip(content, zip => zip.GetEntry(entry) is not null && zip.GetEntry("[Content_Types].xml") is not null);

    private static bool HasMimetype(Stream content, string type) => InZip(content, zip =>
    {
        if (zip.GetEntry("mimetype") is not { Length: < 100 } entry)
            return false;
        using var reader = new StreamReader(entry.Open(), Encoding.ASCII);
        return reader.ReadToEnd().Trim() == type;
    });

    private static bool InZip(Stream content, Func<ZipArchive, bool> test)
    {
        if (!Starts(content, "PK"u8))
            return false;
        try
        {
            content.Position = 0;
            using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            return test(zip);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>No NUL in the first 64 KiB: CSV files come in UTF-8 and in the Windows code page alike.</summary>
    private static bool IsText(Stream content)
    {
        var head = new byte[64 * 1024];
        content.Position = 0;
        var read = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return !head.AsSpan(0, read).Contains((byte)0);
    }
}

/// <summary>An accepted type.</summary>
/// <param name="Extension">With its dot, lower-case.</param>
/// <param name="ContentType">As served.</param>
/// <param name="Label">French, with its article.</param>
/// <param name="Matches">Whether a content is of this type; the stream can seek.</param>
internal sealed record FileType(string Extension, string ContentType, string Label, Func<Stream, bool> Matches);
