using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Training.Model;
using Ramure.Training.Trainers;

namespace Ramure.Training.Sessions;

/// <summary>Says who gives a session: trainers of its unit, and names that become trainers of it.</summary>
internal sealed class SessionTrainers(RamureDb db, PlanningLock locks)
{
    private const int MostTrainers = 20;
    private const string Field = "formateurs";

    /// <summary>Those who may be chosen: the active trainers of the unit, and those whom the session has already.</summary>
    public async Task<IReadOnlyList<Trainer>> OfferedAsync(string unit, Session? session, CancellationToken cancel)
    {
        var kept = session?.Trainers.Select(t => t.TrainerId).ToList() ?? [];
        return await db.Set<Trainer>().AsNoTracking().Where(t => (t.Unit == unit && t.Active) || kept.Contains(t.Id)).OrderBy(t => t.Name).ThenBy(t => t.Id).ToListAsync(cancel);
    }

    public async Task<List<Refusal>> SayAsync(OperationScope scope, Session session, SessionText text, CancellationToken cancel)
    {
        var names = (text.NewTrainers ?? "").Split([',', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
        var chosen = (text.Trainers ?? []).Where(t => t.Length > 0).Distinct().ToList();
        if (names.Count + chosen.Count > MostTrainers)
            return [new Refusal("trainers-many", $"{MostTrainers} formateurs au plus : choisissez-en moins.", Field)];
        if (names.Find(n => n.Length > TrainerKeeper.NameLength) is not null)
            return [new Refusal("field-too-long", $"{TrainerKeeper.NameLength} caractères au plus pour un nom, une virgule entre deux.", "nouveaux-formateurs")];
        if (names.Count > 0)
            await locks.TakeUnitAsync(scope, session.Unit, cancel);
        // A trainer who is not among them any more may stay where they are.
        var kept = session.Trainers.Select(t => t.TrainerId).ToList();
        var known = await db.Set<Trainer>().Where(t => (t.Unit == session.Unit && t.Active) || kept.Contains(t.Id)).ToListAsync(cancel);
        var trainers = new List<Trainer>();
        foreach (var id in chosen)
        {
            if (Guid.TryParse(id, out var one) && known.Find(t => t.Id == one) is { } trainer)
                trainers.Add(trainer);
            else
                return [new Refusal("trainer-unknown", "L’un de ces formateurs n’est plus proposé : choisissez de nouveau.", Field)];
        }

        foreach (var name in names)
        {
            var trainer = known.Find(t => t.Unit == session.Unit && TrainerKeeper.SameName(t.Name, name));
            if (trainer is null)
            {
                trainer = new Trainer { Id = Guid.CreateVersion7(), Unit = session.Unit, Name = name };
                known.Add(trainer);
                db.Add(trainer);
                scope.Audit(TrainerKeeper.SubjectKind, trainer.Id.ToString("D"), null, TrainerKeeper.Trace(trainer), session.Unit);
            }

            trainers.Add(trainer);
        }

        var ids = trainers.Select(t => t.Id).ToHashSet();
        session.Trainers.RemoveAll(t => !ids.Contains(t.TrainerId));
        session.Trainers.AddRange(trainers.DistinctBy(t => t.Id).Where(t => !kept.Contains(t.Id)).Select(t => new SessionTrainer { TrainerId = t.Id, Trainer = t }));
        return [];
    }
}
