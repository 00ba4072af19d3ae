using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.CommandLine;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Training.Closing;
using Ramure.Training.Exchange;
using Ramure.Training.Model;
using Ramure.Training.Programme;
using Ramure.Training.Sessions;

namespace Ramure.Training.CommandLine;

/// <summary><c>ramure training …</c></summary>
internal static class TrainingCommands
{
    private static readonly (CourseState State, string Code)[] States = [(CourseState.Draft, "brouillon"), (CourseState.Published, "publiee"), (CourseState.Withdrawn, "retiree")];

    public static Command Training(CommandHost host) => new("training", "Les formations, leurs sessions et leurs échanges avec d’autres systèmes.")
    {
        List(host),
        Show(host),
        Sessions(host),
        ImportCommand.Create(host),
        ExportCommand.Create(host),
        MappingCommand.Create(host),
        Close(host),
    };

    private static Command List(CommandHost host)
    {
        var state = new Option<string?>("--state") { Description = "Seulement cet état : " + string.Join(", ", States.Select(s => s.Code)) };
        state.AcceptOnlyFromAmong([.. States.Select(s => s.Code)]);
        var words = new Option<string?>("--words") { Description = "Des mots du titre, des objectifs ou du contenu" };
        var command = new Command("list", "Liste les formations.") { state, words };
        command.SetAction((parse, cancel) => host.RunAsync(parse, async (services, token) =>
        {
            var asked = parse.GetValue(state) is { } code ? States.First(s => s.Code == code).State : (CourseState?)null;
            var all = await services.GetRequiredService<CourseList>().AllAsync(asked, parse.GetValue(words), token);
            if (parse.GetValue(CommandHost.Json))
                Output.Json(new { trainings = all.Select(c => new { c.Id, c.Title, c.Unit, state = Word(c.State), c.Version, sessions = c.Sessions }) });
            else
                Output.Table(["identifiant", "titre", "unité", "état", "sessions à venir"], all.Select(c => new[] { c.Id.ToString("D"), c.Title, c.Unit, Word(c.State), Number(c.Sessions) }));
            return 0;
        }, cancel));
        return command;
    }

    private static Command Show(CommandHost host)
    {
        var id = new Argument<Guid>("FORMATION") { Description = "Identifiant de la formation, tel qu’il est dans son adresse" };
        var command = new Command("show", "Montre une formation et toutes ses sessions.") { id };
        command.SetAction((parse, cancel) => host.RunAsync(parse, async (services, token) =>
        {
            var db = services.GetRequiredService<RamureDb>();
            var one = parse.GetValue(id);
            if (await db.Set<Course>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == one, token) is not { } course)
                return CommandHost.Refuse([new Refusal("course-unknown", $"Aucune formation n’a l’identifiant {one}. « ramure training list » les donne.")]);
            var sessions = await db.Set<Session>().AsNoTracking().Include(s => s.Slots).Where(s => s.CourseId == one).OrderBy(s => s.StartsAt).ToListAsync(token);
            if (parse.GetValue(CommandHost.Json))
            {
                Output.Json(new { course.Id, course.Unit, state = Word(course.State), course.Version, course.Content.Title, course.Content.Objectives, course.Content.Minutes, sessions = sessions.Select(s => Brief(course, s)) });
                return 0;
            }

            Console.WriteLine($"{course.Content.Title} ({course.Unit}, {Word(course.State)}, version {course.Version})");
            Table(sessions.Select(s => (course, s)));
            return 0;
        }, cancel));
        return command;
    }

    private static Command Sessions(CommandHost host)
    {
        var unit = new Option<string?>("--unit") { Description = "Code de l’unité ; toutes à défaut" };
        var from = Day("--from", "Premier jour, compris (année-mois-jour) ; aujourd’hui à défaut");
        var to = Day("--to", "Jour de fin, non compris (année-mois-jour) ; sans fin à défaut");
        var command = new Command("sessions", "Liste les sessions qui commencent à ces dates.") { unit, from, to };
        command.SetAction((parse, cancel) => host.RunAsync(parse, async (services, token) =>
        {
            var db = services.GetRequiredService<RamureDb>();
            var (code, first, end) = (parse.GetValue(unit), Read(parse.GetValue(from)) ?? services.GetRequiredService<IClock>().Today("Europe/Paris"), Read(parse.GetValue(to)));
            // Days are those of Paris: a command has no place of its own.
            var (since, until) = (LocalTime.Midnight(first, "Europe/Paris"), end is { } last ? LocalTime.Midnight(last, "Europe/Paris") : DateTime.MaxValue);
            var found = await db.Set<Session>().AsNoTracking().Include(s => s.Slots).Where(s => s.StartsAt >= since && s.StartsAt < until && (code == null || s.Unit == code))
                .Join(db.Set<Course>().AsNoTracking(), s => s.CourseId, c => c.Id, (s, c) => new { s, c }).OrderBy(x => x.s.StartsAt).ThenBy(x => x.s.Id).ToListAsync(token);
            if (parse.GetValue(CommandHost.Json))
                Output.Json(new { sessions = found.Select(x => Brief(x.c, x.s)) });
            else
                Table(found.Select(x => (x.c, x.s)));
            return 0;
        }, cancel));
        return command;
    }

    private static Command Close(CommandHost host)
    {
        var id = new Argument<Guid>("SESSION") { Description = "Identifiant de la session" };
        var command = new Command("close", "Clôt la feuille de présence d’une session : ses chiffres vont au registre, les attestations sont établies.") { id };
        command.SetAction((parse, cancel) => host.RunAsync(parse, async (services, token) =>
        {
            var result = await services.GetRequiredService<SessionCloser>().CloseAsync(parse.GetValue(id), token);
            if (!result.TryGet(out var session, out var refusals))
                return CommandHost.Refuse(refusals);
            if (parse.GetValue(CommandHost.Json))
                Output.Json(new { session.Id, state = ExchangeWords.Code(session.State), version = session.PostedVersion });
            else
                Console.WriteLine($"Feuille close ; version {session.PostedVersion} inscrite au registre.");
            return 0;
        }, cancel));
        return command;
    }

    internal static Option<string?> Day(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !WrittenDay.TryRead(text, out _))
                result.AddError($"« {text} » n’est pas un jour du calendrier : écrivez année-mois-jour, par exemple 2026-03-12.");
        });
        return option;
    }

    internal static DateOnly? Read(string? text) => WrittenDay.TryRead(text, out var day) ? day : null;

    private static object Brief(Course course, Session session) => new
    {
        session.Id,
        training = course.Id,
        course.Content.Title,
        session.Unit,
        state = ExchangeWords.Code(session.State),
        session.StartsAt,
        session.Capacity,
        session.Taken,
        slots = session.Slots.OrderBy(s => s.StartsAt).Select(s => new { s.Id, s.Day, s.Start, s.End, s.Place }),
    };

    private static void Table(IEnumerable<(Course Course, Session Session)> rows) => Output.Table(
        ["session", "formation", "unité", "dates", "état", "places tenues"],
        rows.Select(r => new[]
        {
            r.Session.Id.ToString("D"), r.Course.Content.Title, r.Session.Unit, When.Of(r.Session), ExchangeWords.Code(r.Session.State), $"{Number(r.Session.Taken)}/{Number(r.Session.Capacity)}",
        }));

    private static string Word(CourseState state) => States.First(s => s.State == state).Code;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
