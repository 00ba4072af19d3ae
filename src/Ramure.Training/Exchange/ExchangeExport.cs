using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Training.Attendance;
using Ramure.Training.Contracts;
using Ramure.Training.Exchange.Mapping;
using Ramure.Training.Model;
using Ramure.Training.PersonalData;
using Ramure.Training.Sessions;
using Ramure.Training.Words;

namespace Ramure.Training.Exchange;

/// <summary>
/// Writes sessions, registrations and presences for another system. Taken in elsewhere, the three files make the same there; what they name by
/// the other system’s identifiers, it finds again.
/// </summary>
internal sealed class ExchangeExport(RamureDb db, IAccess access, ExternalKeys keys)
{
    private const int MostLines = ExchangeTable.MaxRows;

    /// <summary>Who may write this file: registered persons are another matter than sessions.</summary>
    public static Permission Needed(ExchangeKind kind) => kind == ExchangeKind.Sessions ? TrainingPermissions.Prepare : TrainingPermissions.People;

    public async Task<Result<ExchangeFile>> WriteAsync(ExportQuestion question, ExchangeKind kind, CancellationToken cancel = default)
    {
        var own = await access.DemandAsync(Needed(kind), cancel);
        if (!question.Units.All(u => own.Covers(u)))
            throw new AccessDeniedException(Needed(kind), question.Unit.Code);
        var (units, from, to) = (question.Units.ToList(), question.From.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddDays(-1), question.To.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddDays(2));
        var sessions = (await db.Set<Session>().AsNoTracking().Include(s => s.Slots).Include(s => s.Trainers).ThenInclude(t => t.Trainer).AsSplitQuery()
            .Where(s => units.Contains(s.Unit) && s.StartsAt >= from && s.StartsAt < to).OrderBy(s => s.StartsAt).ThenBy(s => s.Id).ToListAsync(cancel))
            // Days are those of the place.
            .FindAll(s => DateOnly.FromDateTime(LocalTime.At(s.StartsAt, s.TimeZone)) is var day && day >= question.From && day <= question.To);
        if (kind != ExchangeKind.Sessions)
            sessions = sessions.FindAll(s => s.State != SessionState.Cancelled);
        var names = await keys.OfAsync(ExternalKind.Session, question.Mapping.System, sessions.Select(s => s.Id), cancel);
        var named = sessions.ConvertAll(s => (Session: s, Key: names.GetValueOrDefault(s.Id, s.Id.ToString("D"))));
        var lines = kind switch
        {
            ExchangeKind.Sessions => await SessionsAsync(question.Mapping.System, named, cancel),
            ExchangeKind.Registrations => await RegistrationsAsync(question.Mapping.System, named, cancel),
            _ => await AttendanceAsync(question.Mapping.System, named, cancel),
        };
        return lines.Count > MostLines
            ? new Refusal("export-too-long", $"Ce fichier aurait {lines.Count} lignes, {MostLines} au plus : choisissez une période plus courte.", "au")
            : ExchangeWriter.Write(question.Mapping, kind, lines);
    }

    private async Task<List<IReadOnlyDictionary<string, string>>> SessionsAsync(string system, List<(Session Session, string Key)> named, CancellationToken cancel)
    {
        var ids = named.Select(n => n.Session.CourseId).Distinct().ToList();
        var courses = await db.Set<Course>().AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancel);
        var courseKeys = await keys.OfAsync(ExternalKind.Course, system, ids, cancel);
        var roomIds = named.SelectMany(n => n.Session.Slots).Select(s => s.RoomId).OfType<Guid>().Distinct().ToList();
        var rooms = await db.Set<Room>().AsNoTracking().Where(r => roomIds.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancel);
        var lines = new List<IReadOnlyDictionary<string, string>>();
        foreach (var (session, key) in named)
        {
            var said = SessionText.Of(session);
            var course = courses[session.CourseId];
            foreach (var slot in session.Slots.OrderBy(s => s.StartsAt))
            {
                lines.Add(new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["session"] = key,
                    ["training"] = courseKeys.GetValueOrDefault(course.Id, ""),
                    ["title"] = course.Content.Title,
                    ["unit"] = session.Unit,
                    ["day"] = slot.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    ["start"] = slot.Start.ToString("HH:mm", CultureInfo.InvariantCulture),
                    ["end"] = slot.End.ToString("HH:mm", CultureInfo.InvariantCulture),
                    ["place"] = PlaceWords.Code(slot.PlaceKind),
                    ["room"] = slot.RoomId is { } room ? rooms[room].Name : "",
                    ["school"] = slot.PlaceKind == PlaceKind.School ? slot.Uai ?? "" : "",
                    ["address"] = slot.PlaceKind == PlaceKind.Address ? slot.Place : "",
                    ["where"] = slot.Place,
                    ["link"] = slot.Link ?? "",
                    ["trainers"] = string.Join(", ", session.Trainers.Select(t => t.Trainer!.Name).Order(StringComparer.Ordinal)),
                    ["capacity"] = said.Capacity!,
                    ["beyond-room"] = session.Slots.Exists(s => s.RoomId is { } id && rooms[id].Capacity < session.Capacity) ? ExchangeWords.Yes : ExchangeWords.No,
                    ["minimum"] = said.Minimum ?? "",
                    ["mode"] = TrainingWords.Modes.First(m => m.Mode == session.Mode).Code,
                    ["opens"] = said.Opens ?? "",
                    ["closes"] = said.Closes ?? "",
                    ["price"] = said.Price ?? "",
                    ["state"] = ExchangeWords.Code(session.State),
                    ["reason"] = session.CancelReason ?? "",
                });
            }
        }

        return lines;
    }

    private async Task<List<IReadOnlyDictionary<string, string>>> RegistrationsAsync(string system, List<(Session Session, string Key)> named, CancellationToken cancel)
    {
        var lines = new List<IReadOnlyDictionary<string, string>>();
        foreach (var (session, key) in named)
        {
            var rows = (await db.Set<SessionRegistration>().AsNoTracking().Where(r => r.SessionId == session.Id).OrderBy(r => r.Number).ToListAsync(cancel)).FindAll(IsSomebody);
            var names = await keys.OfAsync(ExternalKind.Registration, system, rows.Select(r => r.Id), cancel);
            foreach (var row in rows)
            {
                var (first, last) = Parts(row.Name);
                lines.Add(new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["session"] = key,
                    ["registration"] = names.GetValueOrDefault(row.Id, row.Id.ToString("D")),
                    ["name"] = row.Name,
                    ["first-name"] = first,
                    ["last-name"] = last,
                    ["email"] = row.Email,
                    ["audience"] = row.Audience ?? "",
                    ["school"] = row.Uai ?? "",
                    ["state"] = ExchangeWords.Code(row.State),
                    ["priority"] = row.Priority.ToString(CultureInfo.InvariantCulture),
                });
            }
        }

        return lines;
    }

    private async Task<List<IReadOnlyDictionary<string, string>>> AttendanceAsync(string system, List<(Session Session, string Key)> named, CancellationToken cancel)
    {
        var lines = new List<IReadOnlyDictionary<string, string>>();
        foreach (var (session, key) in named)
        {
            var sheet = (await AttendanceReader.ReadAsync(db, session.Id, cancel))!;
            var names = await keys.OfAsync(ExternalKind.Registration, system, sheet.People.Select(p => p.Registration.Id), cancel);
            Dictionary<string, string> Line(Slot slot) => new(StringComparer.Ordinal)
            {
                ["session"] = key,
                ["day"] = slot.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ["start"] = slot.Start.ToString("HH:mm", CultureInfo.InvariantCulture),
                ["half-day"] = slot.Start < new TimeOnly(12, 0) ? ExchangeWords.Morning : ExchangeWords.Afternoon,
            };
            foreach (var person in sheet.People.Where(p => IsSomebody(p.Registration)))
            {
                // What nobody said, and what is disputed, is not told as a fact.
                foreach (var mark in person.Marks.Where(m => m.Minutes is not null))
                {
                    var line = Line(mark.Slot);
                    line["registration"] = names.GetValueOrDefault(person.Registration.Id, person.Registration.Id.ToString("D"));
                    (line["name"], line["email"]) = (person.Registration.Name, person.Registration.Email);
                    line["minutes"] = mark.Minutes!.Value.ToString(CultureInfo.InvariantCulture);
                    line["presence"] = mark.Minutes == 0 ? ExchangeWords.Absent : mark.Minutes >= mark.Slot.Minutes ? ExchangeWords.Present : ExchangeWords.Partial;
                    lines.Add(line);
                }
            }

            foreach (var heads in sheet.Headcounts.Where(h => !h.Said.IsDisputed))
            {
                var line = Line(heads.Slot);
                (line["audience"], line["school"]) = (heads.Audience, heads.Uai ?? "");
                line["count"] = heads.Count?.ToString(CultureInfo.InvariantCulture) ?? ExchangeWords.NotCommunicated;
                lines.Add(line);
            }
        }

        return lines;
    }

    /// <summary>Who asked to be forgotten is told to nobody.</summary>
    private static bool IsSomebody(SessionRegistration row) => row.Name != TrainingPersonalData.Nobody;

    /// <summary>A first name and the rest: how people write their names here.</summary>
    private static (string First, string Last) Parts(string name) => name.IndexOf(' ', StringComparison.Ordinal) is > 0 and var at ? (name[..at], name[(at + 1)..]) : ("", name);
}
