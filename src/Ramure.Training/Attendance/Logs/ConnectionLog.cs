using System.Globalization;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Text;
using Ramure.Training.Model;
using Ramure.Training.Sessions;

namespace Ramure.Training.Attendance.Logs;

/// <summary>Somebody in a connection log, with the parts of the slot they were there, in seconds from its beginning.</summary>
internal sealed record LoggedPerson(string Name, string? Email, IReadOnlyList<int> Lines, IReadOnlyList<(int From, int To)> Present)
{
    /// <summary>Minutes of the union: who reconnects or comes with two devices is there once.</summary>
    public int Minutes => Spans.Minutes(Present);
}

/// <summary>A log that was read: who was there, and the lines that say nothing usable.</summary>
internal sealed record ReadLog(IReadOnlyList<LoggedPerson> People, IReadOnlyList<Refusal> Problems);

/// <summary>
/// The participants' files of Zoom, Teams, BigBlueButton and others that have a name, an arrival and a departure, in French and in English.
/// Columns are known by the words they begin with, dates by the day of the slot: American and French order look alike.
/// </summary>
internal static class ConnectionLog
{
    public const int MostBytes = 2 * 1024 * 1024;
    private const int MostLines = 20_000;

    // Folded beginnings, in Zoom, Teams (both of its formats) and BigBlueButton's dashboard.
    private static readonly string[] Names = ["name", "full name", "display name", "participant", "nom"];
    private static readonly string[] NotNames = ["nom d utilisateur", "nom de la reunion"];
    private static readonly string[] Emails = ["email", "e mail", "user email", "adresse e mail", "adresse electronique", "courriel", "mail", "participant id", "id du participant"];
    private static readonly string[] Joins = ["join", "first join", "heure d arrivee", "arrivee", "heure de connexion", "heure de participation", "heure d entree", "entree", "premiere", "premier", "connexion", "rejoint", "a rejoint"];
    private static readonly string[] Leaves = ["leave", "last leave", "left", "heure de depart", "depart", "heure de deconnexion", "heure de sortie", "sortie", "dernier", "derniere", "deconnexion", "quitte", "a quitte", "parti"];
    private static readonly string[] Actions = ["user action", "action"];
    private static readonly string[] Stamps = ["timestamp", "horodatage"];

    public static Result<ReadLog> Read(byte[] content, string file, Slot slot, string timeZone)
    {
        if (content.Length is 0 or > MostBytes)
            return new Refusal("file-size", content.Length == 0 ? $"« {file} » est vide." : $"« {file} » passe {MostBytes / 1024 / 1024} Mo : un journal de connexion est bien plus petit.", "fichier", file);
        var rows = LogTable.Rows(content);
        if (rows.Count > MostLines)
            return new Refusal("file-size", $"« {file} » a plus de {MostLines} lignes.", "fichier", file);
        // Teams writes a table of persons and then one of their connections: the last is the exact one.
        var header = -1;
        Columns? columns = null;
        for (var i = 0; i < rows.Count; i++)
            if (Columns.Of(rows[i]) is { } found)
                (header, columns) = (i, found);
        if (columns is null)
            return new Refusal("columns-missing", $"« {file} » n’a pas les colonnes d’un journal de connexion : il faut le nom, l’heure d’arrivée et celle de départ. Téléchargez le rapport des participants de Zoom, Teams ou BigBlueButton, au format CSV.", "fichier", file);

        var problems = new List<Refusal>();
        var spans = new List<(int Line, string Name, string? Email, int From, int To)>();
        var entered = new Dictionary<string, (int Line, DateTime At)>();
        foreach (var row in rows.Skip(header + 1).TakeWhile(r => !Section(r)).Where(r => r.Cells.Any(c => c.Length > 0)))
        {
            var name = columns.Get(row, columns.Name);
            var email = columns.Get(row, columns.Email) is { } text && text.Contains('@', StringComparison.Ordinal) ? text : null;
            if (name.Length is 0 or > 200)
            {
                problems.Add(new Refusal("name-missing", "Cette ligne ne nomme personne.", "nom", file, row.Line));
                continue;
            }

            if (columns.Action >= 0)
                ReadAction(row, columns, name, email, slot, timeZone, file, entered, spans, problems);
            else
                ReadSpan(row, columns, name, email, slot, timeZone, file, spans, problems);
        }

        // Who never left was there to the end.
        foreach (var (who, (line, at)) in entered)
            spans.Add((line, who, null, Second(slot, at), Second(slot, slot.EndsAt)));
        var people = spans.GroupBy(s => s.Email?.ToLowerInvariant() ?? PersonName.Key(s.Name)).Select(g => new LoggedPerson(
            g.First().Name, g.Select(s => s.Email).FirstOrDefault(e => e is not null), [.. g.Select(s => s.Line)], Spans.Union(g.Select(s => (s.From, s.To)))));
        return new ReadLog([.. people], problems);
    }

    private static void ReadSpan(
        LogRow row, Columns columns, string name, string? email, Slot slot, string zone, string file, List<(int, string, string?, int, int)> spans, List<Refusal> problems)
    {
        var (join, leave) = (columns.Get(row, columns.Join), columns.Get(row, columns.Leave));
        if (join.Length == 0 && leave.Length == 0)
            return;
        if (LogTime.Read(join, slot, zone) is not { } from)
            problems.Add(new Refusal("time-invalid", $"{name} : « {join} » n’est pas une date et une heure que nous lisons.", "arrivee", file, row.Line, columns.Join + 1));
        else if (leave is "" or "-")
            spans.Add((row.Line, name, email, Second(slot, from), Second(slot, slot.EndsAt)));
        else if (LogTime.Read(leave, slot, zone) is not { } to || to < from)
            problems.Add(new Refusal("time-invalid", $"{name} : « {leave} » n’est pas une heure de départ après « {join} ».", "depart", file, row.Line, columns.Leave + 1));
        else
            spans.Add((row.Line, name, email, Second(slot, from), Second(slot, to)));
    }

    private static void ReadAction(
        LogRow row, Columns columns, string name, string? email, Slot slot, string zone, string file, Dictionary<string, (int Line, DateTime At)> entered,
        List<(int, string, string?, int, int)> spans, List<Refusal> problems)
    {
        if (LogTime.Read(columns.Get(row, columns.Stamp), slot, zone) is not { } at)
        {
            problems.Add(new Refusal("time-invalid", $"{name} : « {columns.Get(row, columns.Stamp)} » n’est pas une date et une heure que nous lisons.", "heure", file, row.Line, columns.Stamp + 1));
            return;
        }

        var action = SearchText.Fold(columns.Get(row, columns.Action));
        if (Leaves.Any(l => action.StartsWith(l, StringComparison.Ordinal)))
        {
            if (entered.Remove(name, out var since))
                spans.Add((since.Line, name, email, Second(slot, since.At), Second(slot, at)));
        }
        else
        {
            entered.TryAdd(name, (row.Line, at));
        }
    }

    private static int Second(Slot slot, DateTime at) => (int)Math.Clamp((at - slot.StartsAt).TotalSeconds, 0, (slot.EndsAt - slot.StartsAt).TotalSeconds);

    /// <summary>"3. Activités…": the title of a further part.</summary>
    private static bool Section(LogRow row) => row.Cells.Count(c => c.Length > 0) == 1 && row.Cells[0].Length > 2 && char.IsAsciiDigit(row.Cells[0][0]) && row.Cells[0][1] == '.';

    /// <summary>Where each thing stands in a table.</summary>
    private sealed record Columns(int Name, int Email, int Join, int Leave, int Action, int Stamp)
    {
        public static Columns? Of(LogRow header)
        {
            var words = header.Cells.Select(c => SearchText.Fold(c)).ToList();
            int Find(string[] beginnings, string[]? not = null) => words.FindIndex(w => beginnings.Any(b => w == b || w.StartsWith(b + " ", StringComparison.Ordinal))
                && not?.Contains(w) != true);
            var columns = new Columns(Find(Names, NotNames), Find(Emails), Find(Joins), Find(Leaves), Find(Actions), Find(Stamps));
            return columns.Name >= 0 && ((columns.Join >= 0 && columns.Leave >= 0) || (columns.Action >= 0 && columns.Stamp >= 0))
                ? columns.Join >= 0 && columns.Leave >= 0 ? columns with { Action = -1 } : columns
                : null;
        }

        public string Get(LogRow row, int column) => column >= 0 && column < row.Cells.Count ? row.Cells[column] : "";
    }
}

/// <summary>Parts of a slot, in seconds from its beginning.</summary>
internal static class Spans
{
    public static IReadOnlyList<(int From, int To)> Union(IEnumerable<(int From, int To)> spans)
    {
        var union = new List<(int From, int To)>();
        foreach (var span in spans.Where(s => s.To > s.From).OrderBy(s => s.From))
        {
            if (union.Count > 0 && span.From <= union[^1].To)
                union[^1] = (union[^1].From, Math.Max(union[^1].To, span.To));
            else
                union.Add(span);
        }

        return union;
    }

    public static int Minutes(IEnumerable<(int From, int To)> spans) => (int)Kernel.Rounding.HalfAwayFromZero(Union(spans).Sum(s => s.To - s.From) / 60m, 0);

    public static string Write(IEnumerable<(int From, int To)> spans) => string.Join(' ', spans.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.From}-{s.To}")));

    /// <summary>What <see cref="Write"/> wrote, cut to the slot.</summary>
    public static List<(int From, int To)> Read(string? text, Slot slot)
    {
        var last = slot.Minutes * 60;
        return [.. (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(500).Select(p => p.Split('-'))
            .Where(p => p.Length == 2 && int.TryParse(p[0], NumberStyles.None, CultureInfo.InvariantCulture, out _) && int.TryParse(p[1], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(p => (From: Math.Min(int.Parse(p[0], CultureInfo.InvariantCulture), last), To: Math.Min(int.Parse(p[1], CultureInfo.InvariantCulture), last)))];
    }
}

/// <summary>Dates and hours of logs.</summary>
internal static class LogTime
{
    private static readonly string[] Formats =
    [
        .. from day in new[] { "d/M/yyyy", "M/d/yyyy", "d/M/yy", "M/d/yy", "yyyy-M-d", "d.M.yyyy", "d-M-yyyy" } from hour in new[] { "H:mm:ss", "H:mm", "h:mm:ss tt", "h:mm tt" } select $"{day} {hour}",
    ];

    /// <summary>The reading that is nearest to the slot; an hour alone is one of the slot's day. UTC.</summary>
    public static DateTime? Read(string text, Slot slot, string zone)
    {
        var clean = string.Join(' ', text.Replace(',', ' ').Replace('T', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(w => w is not ("à" or "at")));
        var utc = clean.EndsWith('Z');
        clean = clean.TrimEnd('Z');
        if (TimeOnly.TryParseExact(clean, ["H:mm:ss", "H:mm", "h:mm:ss tt", "h:mm tt"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour))
            clean = slot.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + hour.ToString(" HH:mm:ss", CultureInfo.InvariantCulture);
        DateTime? best = null;
        foreach (var format in Formats)
        {
            if (!DateTime.TryParseExact(clean, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || local.Year < 2000)
                continue;
            var at = utc ? DateTime.SpecifyKind(local, DateTimeKind.Utc) : LocalTime.Utc(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local), zone);
            if (at is { } instant && (best is null || Distance(instant, slot) < Distance(best.Value, slot)))
                best = instant;
        }

        return best;
    }

    private static TimeSpan Distance(DateTime at, Slot slot) => (at - slot.StartsAt).Duration();
}
