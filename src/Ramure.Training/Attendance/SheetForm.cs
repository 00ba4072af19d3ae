using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Ramure.Kernel.Operations;
using Ramure.Training.Model;

namespace Ramure.Training.Attendance;

/// <summary>What the form of a sheet says, line by line.</summary>
internal static class SheetForm
{
    public const string Present = "present";
    public const string Absent = "absent";
    public const string Late = "retard";
    public const string Partial = "partiel";

    /// <summary>Choices for a person at a slot; the empty one: nobody said.</summary>
    public static IReadOnlyList<(string Value, string Label)> Choices { get; } =
        [("", "non noté"), (Present, "présent"), (Absent, "absent"), (Late, "arrivé en retard de…"), (Partial, "présent pendant…")];

    /// <summary>Which choice says these minutes.</summary>
    public static string Choice(int? minutes, Slot slot) => minutes is not { } said ? "" : said == 0 ? Absent : said >= slot.Minutes ? Present : Partial;

    /// <summary>The marks that change something; who is disputed is left to settling.</summary>
    /// <param name="everybody">Whether those of whom nobody said anything are present.</param>
    public static Result<List<NotedMark>> Read(IFormCollection form, Sheet sheet, Slot slot, bool everybody, DateTime now)
    {
        var refusals = new List<Refusal>();
        var marks = new List<NotedMark>();
        foreach (var person in sheet.People)
        {
            var mark = person.Marks.Single(m => m.Slot.Id == slot.Id);
            var id = person.Registration.Id;
            if (mark.IsDisputed || !form.TryGetValue($"etat-{id:n}", out var state))
                continue;
            var choice = everybody && state == "" ? Present : state.ToString();
            if (!Minutes(choice, form[$"minutes-{id:n}"].ToString().Trim(), slot, $"minutes-{id:n}", person.Registration.Name).TryGet(out var said, out var wrong))
            {
                refusals.AddRange(wrong);
                continue;
            }

            var seen = ReadIds(form[$"vu-{id:n}"]);
            // Said as it holds: nothing to note. What holds may have changed since the page was opened: then it is a statement.
            if (said.Minutes == mark.Minutes && (said.Minutes is not null || !mark.Said.IsSaid))
                continue;
            if (said.Minutes is null && seen.Count == 0)
                continue;
            marks.Add(new NotedMark(Identifier(form, $"{id:n} {slot.Id:n} {said.Minutes}"), slot.Id, id, said.Minutes, seen, now));
        }

        return refusals.Count > 0 ? refusals : marks;
    }

    /// <summary>Minutes of a choice; the number beside it counts for late and partial only.</summary>
    public static Result<SaidMinutes> Minutes(string choice, string number, Slot slot, string field, string name)
    {
        switch (choice)
        {
            case Present:
                return new SaidMinutes(slot.Minutes);
            case Absent:
                return new SaidMinutes(0);
            case "":
                return new SaidMinutes(null);
        }

        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) || minutes > slot.Minutes || choice is not (Late or Partial))
            return new Refusal("minutes-invalid", $"{name} : donnez des minutes, de 0 à {slot.Minutes}.", field);
        return new SaidMinutes(choice == Late ? slot.Minutes - minutes : minutes);
    }

    /// <summary>An identifier for something that this copy of the form says: sent again by a double click, it is the same.</summary>
    public static Guid Identifier(IFormCollection form, string what)
    {
        var nonce = Guid.TryParse(form["Nonce"], out var given) ? given : Guid.CreateVersion7();
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{nonce:n} {what}")).AsSpan(0, 16));
    }

    public static string WriteIds(IEnumerable<Guid> ids) => string.Join(' ', ids.Select(i => i.ToString("n")));

    public static List<Guid> ReadIds(string? text) =>
        [.. (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(t => Guid.TryParse(t, out var id) ? id : Guid.Empty).Where(i => i != Guid.Empty)];
}

/// <summary>Minutes that a line says; null: nobody knows.</summary>
internal readonly record struct SaidMinutes(int? Minutes);
