using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Network.Contracts;
using Ramure.Training.Contracts;
using Ramure.Training.Exchange.Mapping;
using Ramure.Training.Model;
using Ramure.Training.Sessions;

namespace Ramure.Training.Exchange.Sessions;

/// <summary>Plans, changes and cancels the sessions of a file as the form does.</summary>
internal sealed partial class SessionImport(RamureDb db, IAccess access, INetwork network, PlaceFinder places, SessionPlanner planner, ExternalKeys keys, CourseFinder courses)
{
    public async Task<ReportDraft> TakeAsync(OperationScope scope, ExchangeMapping mapping, ExchangeTable table, ImportOptions options, CancellationToken cancel)
    {
        var draft = new ReportDraft(table.File);
        var own = await access.ScopeAsync(TrainingPermissions.Prepare, cancel);
        var groups = table.Rows.GroupBy(r => r["session"], StringComparer.Ordinal).Select(g => new SessionLines(g.Key, [.. g])).ToList();
        var known = await keys.FindAsync(ExternalKind.Session, mapping.System, groups.Select(g => g.Key), cancel);
        await courses.PrepareAsync(mapping.System, groups, own, cancel);
        foreach (var lines in groups)
        {
            var before = draft.Refusals.Count;
            if (lines.Key.Length > ExternalKey.KeyLength)
                draft.Refuse(lines.First, new Refusal("key-too-long", $"Cet identifiant dépasse {ExternalKey.KeyLength} signes.", "session"));
            foreach (var (row, field) in lines.Disagreements)
                draft.Refuse(row, new Refusal("lines-disagree", $"Cette ligne dit autre chose que la ligne {lines.First.Line} de la même session : dites la même chose sur toutes ses lignes.", field));
            if (draft.Refusals.Count > before)
                continue;
            await TakeAsync(new Taking(scope, mapping, table, options, own, draft), lines, known, cancel);
            if (draft.Refusals.Count > before)
                db.ChangeTracker.Clear();
        }

        return draft;
    }

    private async Task TakeAsync(Taking taking, SessionLines lines, Dictionary<string, Guid> known, CancellationToken cancel)
    {
        var id = known.TryGetValue(lines.Key, out var there) ? there : Guid.TryParse(lines.Key, out var ours) ? ours : Guid.Empty;
        var session = id == Guid.Empty ? null : await db.Set<Session>().AsNoTracking().Include(s => s.Slots).Include(s => s.Trainers).ThenInclude(t => t.Trainer).AsSplitQuery()
            .SingleOrDefaultAsync(s => s.Id == id, cancel);
        if (session is null)
            await PlanAsync(taking, lines, cancel);
        else if (!taking.Own.Covers(session.Unit))
            taking.Draft.Refuse(lines.First, new Refusal("unit-foreign", $"Votre compte ne planifie pas les sessions de {session.Unit} : retirez cette ligne, ou confiez le fichier à qui les planifie.", "session"));
        else
            await ChangeAsync(taking, lines, session, cancel);
    }

    private async Task PlanAsync(Taking taking, SessionLines lines, CancellationToken cancel)
    {
        var draft = taking.Draft;
        if (!courses.Find(lines, taking.Own).TryGet(out var course, out var refusals))
        {
            draft.Refuse(lines.First, refusals[0]);
            return;
        }

        taking.Scope.Demand(course.Unit);
        if (lines["state"] == ExchangeWords.Code(SessionState.Cancelled))
        {
            Say(taking, lines, course.Title, LineEffect.Same, "annulée, jamais planifiée ici");
            return;
        }

        var rooms = await RoomsAsync(course.Unit, null, cancel);
        var planned = await planner.PlanAsync(taking.Scope, course.Id, lines.Text(taking.Table.Mapping, null, rooms), cancel);
        if (!planned.TryGet(out var session, out var wrong))
        {
            Refuse(draft, lines, wrong);
            return;
        }

        ExternalKeys.Keep(taking.Scope, ExternalKind.Session, taking.Mapping.System, lines.Key, session.Id);
        if (courses.IsNew(lines["training"]))
            ExternalKeys.Keep(taking.Scope, ExternalKind.Course, taking.Mapping.System, lines["training"], course.Id);
        await db.SaveChangesAsync(cancel);
        Say(taking, lines, course.Title, LineEffect.Created, When.Of(session));
    }

    private async Task ChangeAsync(Taking taking, SessionLines lines, Session session, CancellationToken cancel)
    {
        var draft = taking.Draft;
        taking.Scope.Demand(session.Unit);
        var title = await db.Set<Course>().AsNoTracking().Where(c => c.Id == session.CourseId).Select(c => c.Content.Title).SingleAsync(cancel);
        var change = new SessionChange(session.Id, session.Version);
        if (courses.Find(lines, taking.Own).TryGet(out var meant, out _) && meant.Id != session.CourseId)
        {
            draft.Refuse(lines.First, new Refusal("course-differs", $"Cette session est déjà celle de la formation « {title} » : une session ne change pas de formation.", lines["training"].Length > 0 ? "training" : "title"));
            return;
        }

        if (lines["state"] == ExchangeWords.Code(SessionState.Cancelled))
        {
            if (session.State == SessionState.Cancelled)
            {
                Say(taking, lines, title, LineEffect.Same);
                return;
            }

            var reason = lines["reason"] is { Length: > 0 } said ? said : $"Annulée dans {taking.Mapping.Name}.";
            var cancelled = await planner.CancelAsync(taking.Scope, change, reason, !taking.Options.Notify, cancel);
            if (!cancelled.Succeeded)
            {
                Refuse(draft, lines, cancelled.Refusals);
                return;
            }

            await db.SaveChangesAsync(cancel);
            Say(taking, lines, title, LineEffect.Changed, "annulée");
            return;
        }

        var present = SessionText.Of(session);
        present.Closes = SessionDifferences.Closing(present);
        var next = lines.Text(taking.Table.Mapping, present, await RoomsAsync(session.Unit, session, cancel));
        var differences = SessionDifferences.Between(present, next, [.. session.Trainers.Select(t => t.Trainer!.Name)]);
        if (differences.Count == 0 && session.State != SessionState.Cancelled)
        {
            Say(taking, lines, title, LineEffect.Same);
            return;
        }

        var changed = await planner.ChangeAsync(taking.Scope, change, next, !taking.Options.Notify, cancel);
        if (!changed.Succeeded)
        {
            Refuse(draft, lines, changed.Refusals);
            return;
        }

        await db.SaveChangesAsync(cancel);
        Say(taking, lines, title, LineEffect.Changed, string.Join(", ", differences));
    }

    private async Task<Dictionary<string, string>> RoomsAsync(string unit, Session? session, CancellationToken cancel)
    {
        var rooms = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (!(await network.SnapshotAsync(cancel)).TryFind(unit, out var found))
            return rooms;
        // The unit's own come first: their names win over those of the units below.
        foreach (var offered in await places.RoomsAsync(found, session, cancel))
            rooms.TryAdd(offered.Room.Name, offered.Room.Id.ToString("D"));
        return rooms;
    }

    private static void Say(Taking taking, SessionLines lines, string title, LineEffect effect, string said = "")
    {
        foreach (var row in lines.Rows)
            taking.Draft.Say(row, title, effect, said);
    }

    /// <summary>What the form says of its rows, on the lines of the file.</summary>
    private static void Refuse(ReportDraft draft, SessionLines lines, IReadOnlyList<Refusal> refusals)
    {
        foreach (var refusal in refusals)
        {
            var row = SlotField().Match(refusal.Field ?? "") is { Success: true } slot && int.TryParse(slot.Groups[1].ValueSpan, out var number) && number <= lines.Rows.Count
                ? lines.Rows[number - 1]
                : lines.First;
            draft.Refuse(row, refusal with { Message = SlotWord().Replace(refusal.Message, "") }, Field);
        }
    }

    private static string? Field(string field) => (SlotField().Match(field) is { Success: true } slot ? slot.Groups[2].Value : field) switch
    {
        "jour" or "ajouter" => "day",
        "debut" => "start",
        "fin" => "end",
        "lieu" => "place",
        "salle" => "room",
        "etablissement" => "school",
        "adresse" => "address",
        "lien" => "link",
        "places" => "capacity",
        "ouverture" => "opens",
        "cloture" => "closes",
        "prix" => "price",
        "formateurs" or "nouveaux-formateurs" => "trainers",
        "motif" => "reason",
        var same => same,
    };

    [GeneratedRegex("^creneau-([0-9]{1,3})-([a-z]+)$")]
    private static partial Regex SlotField();

    [GeneratedRegex("^Créneau [0-9]+ : ")]
    private static partial Regex SlotWord();

    private sealed record Taking(OperationScope Scope, ExchangeMapping Mapping, ExchangeTable Table, ImportOptions Options, AccessScope Own, ReportDraft Draft);
}
