using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Training.Contracts;
using Ramure.Training.Model;
using Ramure.Training.Programme;
using Ramure.Training.Registration;
using Ramure.Training.Rooms;
using Ramure.Training.Sessions;

namespace Ramure.Training.Loading;

/// <summary>Writes trainings as people do, one operation after the other; each looks first whether it was done.</summary>
internal sealed class TrainingBulk(RamureDb db, CourseEditor editor, SessionPlanner planner, RoomKeeper keeper, Registrar registrar) : ITrainingBulk
{
    /// <summary>Rooms by unit and name, looked up once.</summary>
    private readonly Dictionary<(string Unit, string Name), Guid> rooms = [];

    public async Task<bool> IsEmptyAsync(CancellationToken cancel = default) => !await db.Set<Course>().AnyAsync(cancel);

    public async Task<Result<int>> LoadAsync(IReadOnlyList<NewTraining> trainings, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        var sessions = 0;
        for (var i = 0; i < trainings.Count; i++)
        {
            if (!(await CourseAsync(trainings[i], cancel)).TryGet(out var course, out var refusals))
                return refusals.ToList();
            foreach (var said in trainings[i].Sessions)
            {
                if (!(await SessionAsync(course, said, cancel)).TryGet(out var session, out var refused))
                    return refused.ToList();
                if (await RegisterAsync(session, said.Participants, cancel) is { Count: > 0 } failed)
                    return failed;
                sessions++;
            }

            db.ChangeTracker.Clear();
            progress?.Report((i + 1.0) / trainings.Count);
        }

        return sessions;
    }

    private async Task<Result<Course>> CourseAsync(NewTraining said, CancellationToken cancel)
    {
        var course = await db.Set<Course>().AsNoTracking().FirstOrDefaultAsync(c => c.Unit == said.Unit && c.Content.Title == said.Title, cancel);
        if (course is null)
        {
            var text = new CourseText
            {
                Unit = said.Unit,
                Title = said.Title,
                Objectives = said.Objectives,
                Programme = said.Programme,
                Audiences = [.. said.Audiences],
                Prerequisites = "Aucun.",
                Hours = said.Hours,
                Modality = said.Modality,
                Frame = said.Frame,
                Themes = [.. said.Themes],
                Methods = "Apports courts, essais, échanges entre pairs.",
                Evaluation = "Production en fin de formation, relue avec la personne qui forme.",
                Accessibility = "Dites-nous de quoi vous avez besoin : salle accessible, supports agrandis, transcription.",
                Contact = said.Contact,
                Partner = said.Partner,
                PartnerKind = said.PartnerKind,
                Competences = [.. said.Competences],
            };
            if (!(await editor.CreateAsync(text, cancel)).TryGet(out course, out var refusals))
                return refusals.ToList();
        }

        return course.State == CourseState.Draft ? await editor.PublishAsync(new CourseChange(course.Id, course.Version), cancel) : course;
    }

    private async Task<Result<Session>> SessionAsync(Course course, NewTrainingSession said, CancellationToken cancel)
    {
        var (day, start) = (said.Slots[0].Day, said.Slots[0].Start);
        if (await db.Set<Session>().AsNoTracking().FirstOrDefaultAsync(s => s.CourseId == course.Id && s.Slots.Any(x => x.Day == day && x.Start == start), cancel) is { } held)
            return held;
        foreach (var name in said.Slots.Select(s => s.Room).OfType<string>().Distinct())
        {
            if (await RoomAsync(course.Unit, name, cancel) is { Count: > 0 } refused)
                return refused;
        }

        var planned = await planner.PlanAsync(course.Id, Text(course.Unit, said), cancel);
        // Who says many sessions does not know each other's hours: what is taken is left open, as people do until they find another.
        if (!planned.Succeeded && planned.Refusals.Any(r => r.Code == "room-taken"))
            said = said with { Slots = [.. said.Slots.Select(s => s with { Room = null })] };
        if (!planned.Succeeded && planned.Refusals.Any(r => r.Code == "trainer-taken"))
            said = said with { Trainers = [] };
        return !planned.Succeeded && planned.Refusals.All(r => r.Code is "room-taken" or "trainer-taken")
            ? await planner.PlanAsync(course.Id, Text(course.Unit, said), cancel)
            : planned;
    }

    private async Task<List<Refusal>> RoomAsync(string unit, string name, CancellationToken cancel)
    {
        if (rooms.ContainsKey((unit, name)))
            return [];
        var room = await db.Set<Room>().AsNoTracking().FirstOrDefaultAsync(r => r.Unit == unit && r.Name == name, cancel);
        if (room is null && !(await keeper.AddAsync(unit, new RoomText { Name = name }, cancel)).TryGet(out room, out var refusals))
            return [.. refusals];
        rooms[(unit, name)] = room.Id;
        return [];
    }

    private SessionText Text(string unit, NewTrainingSession said) => new()
    {
        Slots = [.. said.Slots.Select(s => new SlotText
        {
            Day = s.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Start = s.Start.ToString("HH:mm", CultureInfo.InvariantCulture),
            End = s.End.ToString("HH:mm", CultureInfo.InvariantCulture),
            Place = PlaceWords.Code(s.Remote ? PlaceKind.Remote : s.AtUnit ? PlaceKind.Atelier : s.Uai is not null ? PlaceKind.School : PlaceKind.Address),
            Room = s.Room is null ? null : rooms[(unit, s.Room)].ToString("D"),
            School = s.Uai,
            Address = s.Place,
        })],
        Capacity = said.Capacity.ToString(CultureInfo.InvariantCulture),
        Mode = said.Mode,
        NewTrainers = string.Join(", ", said.Trainers),
    };

    private async Task<List<Refusal>> RegisterAsync(Session session, IReadOnlyList<NewParticipant> participants, CancellationToken cancel)
    {
        var there = await db.Set<SessionRegistration>().Where(r => r.SessionId == session.Id).Select(r => r.PersonKey).ToListAsync(cancel);
        foreach (var person in participants.Where(p => !there.Contains(p.Email.ToLowerInvariant())))
        {
            if ((await registrar.RegisterAsync(new RegisterPerson(session.Id, person.Name, person.Email), cancel)) is { Succeeded: false } refused)
                return [.. refused.Refusals];
        }

        return [];
    }
}
