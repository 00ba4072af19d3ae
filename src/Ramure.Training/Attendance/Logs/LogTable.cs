using System.Text;

namespace Ramure.Training.Attendance.Logs;

/// <summary>A row of a file, with its line.</summary>
internal sealed record LogRow(int Line, IReadOnlyList<string> Cells);

/// <summary>
/// Rows of whatever a meeting tool writes: UTF-16 or UTF-8 or the old Western code, tabs, semicolons or commas, several tables in one file. The
/// kernel's CSV reader is for files of one table with a known header.
/// </summary>
internal static class LogTable
{
    public static List<LogRow> Rows(byte[] content)
    {
        var text = Decode(content);
        var separator = new[] { '\t', ';', ',' }.MaxBy(c => text.Count(t => t == c));
        var rows = new List<LogRow>();
        var (cells, cell, quoted, line, first) = (new List<string>(), new StringBuilder(), false, 1, 1);
        void EndCell()
        {
            cells.Add(cell.ToString().Trim());
            cell.Clear();
        }

        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"')
                (_, i) = (cell.Append('"'), i + 1);
            else if (c == '"' && (quoted || cell.ToString().Trim().Length == 0))
                quoted = !quoted;
            else if (!quoted && c == separator)
                EndCell();
            else if (!quoted && c == '\n')
            {
                EndCell();
                rows.Add(new LogRow(first, cells));
                (cells, first) = ([], line + 1);
            }
            else
                cell.Append(c);
            if (c == '\n')
                line++;
        }

        EndCell();
        rows.Add(new LogRow(first, cells));
        return rows;
    }

    private static string Decode(byte[] content)
    {
        if (content is [0xFF, 0xFE, ..])
            return Encoding.Unicode.GetString(content.AsSpan(2)).ReplaceLineEndings("\n");
        if (content is [0xFE, 0xFF, ..])
            return Encoding.BigEndianUnicode.GetString(content.AsSpan(2)).ReplaceLineEndings("\n");
        var bytes = content is [0xEF, 0xBB, 0xBF, ..] ? content.AsSpan(3) : content.AsSpan();
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).ReplaceLineEndings("\n");
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes).ReplaceLineEndings("\n");
        }
    }
}
