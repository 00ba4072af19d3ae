using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Training.Contracts;
using Ramure.Training.Model;

namespace Ramure.Training.Recognition;

/// <summary>Notes what each person has learned, where it was assessed: the certificat de réalisation and the badge say it.</summary>
internal sealed class OutcomeService(OperationRunner runner, RamureDb db)
{
    public const string SubjectKind = "training-outcome";

    /// <summary>All that the form says, by registration; nothing is kept when one of them is wrong.</summary>
    public Task<Result<int>> NoteAsync(Guid session, IReadOnlyDictionary<Guid, string> outcomes, CancellationToken cancel = default) =>
        runner.RunAsync<int>(new Operation("training.note-outcomes", TrainingPermissions.Recognise), async scope =>
        {
            db.ChangeTracker.Clear();
            if (await db.Set<Session>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == session, cancel) is not { } found)
                return new Refusal("session-unknown", "Cette session n’existe pas.");
            scope.Demand(found.Unit);
            var people = await db.Set<SessionRegistration>().AsNoTracking().Where(r => r.SessionId == session).Select(r => r.Id).ToListAsync(cancel);
            var known = await db.Set<SessionOutcome>().Where(o => o.SessionId == session).ToDictionaryAsync(o => o.RegistrationId, cancel);
            var changed = 0;
            foreach (var (person, code) in outcomes)
            {
                if (!people.Contains(person))
                    return new Refusal("registration-unknown", "Cette inscription n’est pas de cette session : rouvrez la page.", "resultat");
                if (RecognitionWords.Outcomes.FirstOrDefault(o => o.Code == code) is not { Code: not null } chosen)
                    return new Refusal("outcome-unknown", $"« {code} » n’est pas un résultat : choisissez dans la liste.", "resultat");
                var row = known.GetValueOrDefault(person);
                var before = row?.Outcome ?? LearningOutcome.NotAssessed;
                if (before == chosen.Outcome)
                    continue;
                if (row is null)
                    db.Add(row = new SessionOutcome { RegistrationId = person, SessionId = session });
                row.Outcome = chosen.Outcome;
                scope.Audit(SubjectKind, person.ToString("D"), new { Outcome = before }, new { chosen.Outcome, Session = session }, found.Unit);
                changed++;
            }

            return changed;
        }, cancel);
}
