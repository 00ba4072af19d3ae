using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Training.Contracts;
using Ramure.Training.Evaluation.Results;
using Ramure.Training.Model;
using Ramure.Training.Programme;
using Ramure.Training.Sessions;
using Ramure.Ui.Components;

namespace Ramure.Training.Quality;

/// <summary>Finds what Ramure holds about each indicator, for a unit with all below it and a school year of sessions.</summary>
internal sealed class EvidenceReader(RamureDb db, IAccess access, INetwork network, IClock clock, ResultReader results, QualityIndicators indicators)
{
    /// <summary>One line an indicator, in their order; denied to who may not read the unit's quality.</summary>
    public async Task<IReadOnlyList<QualityLine>> ReadAsync(UnitInfo unit, int year, CancellationToken cancel = default)
    {
        await access.DemandAsync(TrainingPermissions.Results, unit.Code, cancel);
        var (tree, today) = (await network.SnapshotAsync(cancel), clock.Today(unit.TimeZone));
        var units = tree.SubtreeAt(unit.Number, today).Select(u => u.Code).ToList();
        List<string> noted = [unit.Code, .. tree.AncestorsAt(unit.Number, today).Select(u => u.Code)];
        var notes = (await db.Set<QualityNote>().AsNoTracking().Where(n => noted.Contains(n.Unit) && n.WithdrawnAt == null).OrderByDescending(n => n.Day).ThenBy(n => n.Id).ToListAsync(cancel)).ToLookup(n => n.Indicator);
        var days = Period.SchoolYear(year).Days;
        var range = (From: LocalTime.Midnight(days.From, unit.TimeZone), To: LocalTime.Midnight(days.To, unit.TimeZone));
        var found = new Dictionary<string, List<Evidence>>();
        AddCourses(found, await db.Set<Course>().AsNoTracking().Where(c => units.Contains(c.Unit) && c.State == CourseState.Published).ToListAsync(cancel), unit);
        await AddSessionsAsync(found, db.Set<Session>().Where(s => units.Contains(s.Unit) && s.StartsAt >= range.From && s.StartsAt < range.To && s.State != SessionState.Cancelled), unit, year, cancel);
        await AddPlacesAsync(found, units, unit, cancel);
        await AddOpinionsAsync(found, unit, days, year, cancel);
        var changed = await db.Set<CourseVersion>().Where(v => v.ReplacedAt >= range.From && v.ReplacedAt < range.To && db.Set<Course>().Any(c => c.Id == v.CourseId && units.Contains(c.Unit))).Select(v => v.CourseId).Distinct().CountAsync(cancel);
        if (changed > 0)
            Add(found, "improvements", $"{French.Count(changed, "formation changée", "formations changées")} dans l’année, leurs versions gardées", $"/formations/preparation");
        return [.. indicators.All.Select(i => new QualityLine(i, i.Applies && found.TryGetValue(i.Evidence, out var evidence) ? evidence : [], [.. notes[i.Number]]))];
    }

    private static void AddCourses(Dictionary<string, List<Evidence>> found, List<Course> published, UnitInfo unit)
    {
        if (published.Count == 0)
            return;
        var (catalogue, all) = ($"/formations?unite={unit.Code}", French.Count(published.Count, "formation publiée", "formations publiées"));
        void Facts(string kind, string says, string lacks, Func<Course, bool> complete)
        {
            var lacking = published.FindAll(c => !complete(c));
            Add(found, kind, $"{published.Count - lacking.Count} sur {all} : {says}", catalogue);
            foreach (var course in lacking.Take(5))
                Add(found, kind, $"« {course.Content.Title} » {lacks}", $"/formations/{course.Id}/modifier", lacks: true);
            if (lacking.Count > 5)
                Add(found, kind, $"et {lacking.Count - 5} autres", catalogue, lacks: true);
        }

        Facts("published", "tout ce qui doit être dit l’est", "ne dit pas tout", c => CourseRules.Missing(c.Content).Count == 0);
        Facts("objectives", "objectifs et évaluation des acquis", "ne dit pas ses objectifs ou leur évaluation", c => c.Content.Objectives.Length > 0 && c.Content.Evaluation.Length > 0);
        Facts("contents", "contenu et méthodes", "ne dit pas son contenu ou ses méthodes", c => c.Content.Programme.Length > 0 && c.Content.Methods.Length > 0);
        Facts("prerequisites", "prérequis", "ne dit pas ses prérequis", c => c.Content.Prerequisites.Length > 0);
        Facts("accessibility", "accès des personnes handicapées", "ne dit rien de l’accessibilité", c => c.Content.Accessibility.Length > 0);
        var ordered = published.Count(c => c.Content.Frame is CourseFrame.OnDemand or CourseFrame.Ordered or CourseFrame.Institutional or CourseFrame.LocalPolicy || c.Content.Partner.Length > 0);
        if (ordered > 0)
            Add(found, "demand", $"{ordered} sur {all} à la demande d’un établissement, d’un service ou d’un partenaire", catalogue);
    }

    private async Task AddSessionsAsync(Dictionary<string, List<Evidence>> found, IQueryable<Session> sessions, UnitInfo unit, int year, CancellationToken cancel)
    {
        var now = clock.UtcNow;
        var held = sessions.Where(s => !s.Slots.Any(x => x.EndsAt > now));
        var (count, closed, animated) = (await held.CountAsync(cancel), await held.CountAsync(s => s.State == SessionState.Closed, cancel), await held.CountAsync(s => s.Trainers.Any(), cancel));
        if (count == 0)
            return;
        var (list, all) = ($"/formations/planning/sessions?unite={unit.Code}&annee={year}", French.Count(count, "session tenue", "sessions tenues"));
        Add(found, "attendance", $"{French.Count(closed, "feuille de présence close", "feuilles de présence closes")} sur {all}", list);
        if (closed < count)
            Add(found, "attendance", $"{French.Count(count - closed, "feuille reste", "feuilles restent")} à clore", $"/formations/a-faire?unite={unit.Code}", lacks: true);
        Add(found, "trainers-named", $"{animated} sur {all} avec le nom de qui l’anime", list);
        var people = db.Set<SessionRegistration>().Where(r => held.Any(s => s.Id == r.SessionId));
        var confirmed = await people.CountAsync(r => r.State == RegistrationState.Confirmed && r.Email != "", cancel);
        var summoned = await people.CountAsync(r => r.State == RegistrationState.Confirmed && db.Set<SessionMail>().Any(m => m.RegistrationId == r.Id && (m.Kind == MailKind.Summons || m.Kind == MailKind.Changed) && m.Letter != null), cancel);
        if (summoned > 0)
            Add(found, "summons", $"{French.Count(summoned, "personne convoquée", "personnes convoquées")} par courriel, sur {French.Count(confirmed, "inscrite", "inscrites")} (les envois sont gardés un an)", list);
        var outcomes = await db.Set<SessionOutcome>().CountAsync(o => held.Any(s => s.Id == o.SessionId), cancel);
        var documents = await db.Set<Credential>().CountAsync(c => held.Any(s => s.Id == c.SessionId) && c.RevokedAt == null, cancel);
        if (outcomes + documents > 0)
            Add(found, "outcomes", $"{French.Count(outcomes, "résultat noté", "résultats notés")}, {French.Count(documents, "attestation, certificat ou badge établi", "attestations, certificats et badges établis")}", list);
        var withdrawn = await people.CountAsync(r => r.State == RegistrationState.Withdrawn, cancel);
        Add(found, "withdrawals", $"{French.Count(withdrawn, "désistement suivi", "désistements suivis")}, {French.Count(confirmed, "personne inscrite", "personnes inscrites")} jusqu’au bout ; les places rendues vont à qui attend", list);
    }

    private async Task AddPlacesAsync(Dictionary<string, List<Evidence>> found, List<string> units, UnitInfo unit, CancellationToken cancel)
    {
        var (rooms, trainers) = (await db.Set<Room>().CountAsync(r => units.Contains(r.Unit) && r.InUse, cancel), await db.Set<Trainer>().CountAsync(t => units.Contains(t.Unit) && t.Active, cancel));
        if (rooms > 0)
            Add(found, "rooms", $"{French.Count(rooms, "salle", "salles")} en service, avec leur occupation", $"/formations/salles?unite={unit.Code}");
        if (trainers > 0)
            Add(found, "trainers", $"{French.Count(trainers, "formateur connu", "formateurs connus")}, avec les sessions de chacun", $"/formations/formateurs?unite={unit.Code}");
    }

    private async Task AddOpinionsAsync(Dictionary<string, List<Evidence>> found, UnitInfo unit, DayRange days, int year, CancellationToken cancel)
    {
        var all = await results.OfUnitUncheckedAsync(unit.Code, days, cancel);
        var (asked, answers, page) = (all.Surveys.Sum(s => s.Asked), all.Surveys.Sum(s => s.Tally.Answers), $"/formations/evaluations?unite={unit.Code}&annee={year}");
        if (answers == 0)
            return;
        Add(found, "satisfaction", $"{French.Count(answers, "réponse", "réponses")} aux questionnaires sur {French.Count(asked, "personne sollicitée", "personnes sollicitées")}", page);
        var ids = all.Surveys.Select(s => s.Id).ToList();
        var (comments, handled) = (0, 0);
        foreach (var some in ids.Chunk(500))
        {
            comments += await db.Set<SurveyAnswer>().CountAsync(a => some.Contains(a.SurveyId) && a.Texts != null, cancel);
            handled += await db.Set<CommentNote>().Where(n => some.Contains(n.SurveyId) && n.Kind == CommentNoteKind.Handled).Select(n => new { n.AnswerId, n.Key }).Distinct().CountAsync(cancel);
        }

        if (comments > 0)
            Add(found, "comments", $"{French.Count(comments, "réponse avec un commentaire", "réponses avec un commentaire")}, {French.Count(handled, "suite notée", "suites notées")}", page);
        if (handled > 0)
            Add(found, "improvements", $"{French.Count(handled, "suite notée", "suites notées")} à des commentaires", page);
        var shown = all.Surveys.Where(s => s.ClosedAt is not null).Select(s => s.Course).Distinct().ToList();
        var open = await db.Set<Course>().CountAsync(c => shown.Contains(c.Id) && c.State == CourseState.Published, cancel);
        if (open > 0)
            Add(found, "results", $"{French.Count(open, "formation publiée a été évaluée", "formations publiées ont été évaluées")} : sa page montre la satisfaction dès {AnonymityFloor.Least} notes", $"/formations?unite={unit.Code}");
    }

    private static void Add(Dictionary<string, List<Evidence>> found, string kind, string text, string? href, bool lacks = false)
    {
        if (!found.TryGetValue(kind, out var list))
            found[kind] = list = [];
        list.Add(new Evidence(text, href, lacks));
    }
}
