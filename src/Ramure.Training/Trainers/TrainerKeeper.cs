using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Contracts;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Text;
using Ramure.Network.Contracts;
using Ramure.Training.Contracts;
using Ramure.Training.Model;
using Ramure.Training.Sessions;

namespace Ramure.Training.Trainers;

/// <summary>A trainer as the form says it.</summary>
internal sealed class TrainerText
{
    public string? Name { get; set; }
    public string? Email { get; set; }

    /// <summary>Empty: the name is for who is registered and staff.</summary>
    public string? Public { get; set; }

    /// <summary>Empty: has left.</summary>
    public string? Active { get; set; }
}

/// <summary>
/// The trainers of a unit: added, linked to an account by its address, and left. A trainer who is linked is the person of the account: what they
/// give for other units counts as theirs.
/// </summary>
internal sealed class TrainerKeeper(OperationRunner runner, RamureDb db, INetwork network, IAccounts accounts, PlanningLock locks, Occupations occupations)
{
    public const string SubjectKind = "training-trainer";
    public const int NameLength = 120;
    private const int EmailLength = 256;

    public Task<Result<Trainer>> AddAsync(string unit, TrainerText text, CancellationToken cancel = default) =>
        runner.RunAsync<Trainer>(new Operation("training.add-trainer", TrainingPermissions.Prepare), async scope =>
        {
            if (!(await network.SnapshotAsync(cancel)).TryFind(unit, out _))
                return new Refusal("unit-unknown", "Cette unité n’existe pas.");
            scope.Demand(unit);
            await locks.TakeUnitAsync(scope, unit, cancel);
            var trainer = new Trainer { Id = Guid.CreateVersion7(), Unit = unit, Name = "" };
            var refusals = await SayAsync(trainer, text, cancel);
            if (refusals.Count > 0)
                return refusals;
            db.Add(trainer);
            scope.Audit(SubjectKind, trainer.Id.ToString("D"), null, Trace(trainer), unit);
            return trainer;
        }, cancel);

    public Task<Result<Trainer>> ChangeAsync(Guid id, TrainerText text, CancellationToken cancel = default) =>
        runner.RunAsync<Trainer>(new Operation("training.change-trainer", TrainingPermissions.Prepare), async scope =>
        {
            if (await db.Set<Trainer>().AsNoTracking().Where(t => t.Id == id).Select(t => t.Unit).SingleOrDefaultAsync(cancel) is not { } unit)
                return new Refusal("trainer-unknown", "Cette personne n’est pas parmi les formateurs.");
            scope.Demand(unit);
            await locks.TakeUnitAsync(scope, unit, cancel);
            await locks.TakeAsync(scope, [id], cancel);
            var trainer = await db.Set<Trainer>().SingleAsync(t => t.Id == id, cancel);
            var (before, person) = (Trace(trainer), trainer.AccountId ?? id);
            var refusals = await SayAsync(trainer, text, cancel);
            if (refusals.Count == 0 && await MoveAsync(scope, trainer, person, cancel) is { } taken)
                refusals.Add(taken);
            if (refusals.Count > 0)
                return refusals;
            var active = !string.IsNullOrEmpty(text.Active);
            (trainer.Active, trainer.LeftAt) = (active, active ? null : trainer.LeftAt ?? scope.At);
            scope.Audit(SubjectKind, id.ToString("D"), before, Trace(trainer), unit);
            return trainer;
        }, cancel);

    /// <summary>Whether two names are one to a reader: accents, capitals and spaces apart.</summary>
    public static bool SameName(string one, string other) => SearchText.Fold(one) == SearchText.Fold(other);

    public static object Trace(Trainer trainer) => new { trainer.Name, HasEmail = trainer.Email is not null, Linked = trainer.AccountId is not null, trainer.NamedPublicly, trainer.Active };

    private async Task<List<Refusal>> SayAsync(Trainer trainer, TrainerText text, CancellationToken cancel)
    {
        var refusals = new List<Refusal>();
        var others = await db.Set<Trainer>().AsNoTracking().Where(t => t.Unit == trainer.Unit && t.Id != trainer.Id).ToListAsync(cancel);
        var (name, email) = ((text.Name ?? "").Trim(), (text.Email ?? "").Trim().ToLowerInvariant());
        if (name.Length is 0 or > NameLength)
            refusals.Add(new Refusal("name-missing", $"Donnez le prénom et le nom, {NameLength} caractères au plus.", "nom"));
        else if (others.Find(t => SameName(t.Name, name)) is { } same)
            refusals.Add(new Refusal("trainer-exists", $"L’unité a déjà {same.Name} parmi ses formateurs{(same.Active ? "" : ", partis")} : s’il s’agit de quelqu’un d’autre, précisez le nom.", "nom"));
        AccountInfo? account = null;
        if (email.Length > 0 && (email.Length > EmailLength || !System.Net.Mail.MailAddress.TryCreate(email, out var address) || address.Address != email))
            refusals.Add(new Refusal("email-invalid", "Cette adresse électronique n’est pas valable : écrivez-la comme nom@domaine.fr.", "courriel"));
        else if (email.Length > 0)
            account = await accounts.FindByEmailAsync(email, cancel);
        if (account is not null && others.Find(t => t.AccountId == account.Id) is { } linked)
            refusals.Add(new Refusal("account-linked", $"Ce compte est déjà celui de {linked.Name} dans cette unité : reprenez cette personne.", "courriel"));
        if (refusals.Count == 0)
            (trainer.Name, trainer.Email, trainer.AccountId, trainer.NamedPublicly) = (name, email.Length == 0 ? null : email, account?.Id, !string.IsNullOrEmpty(text.Public));
        return refusals;
    }

    /// <summary>Keeps the hours of this trainer under the person they are now; what forbids it, when that person is elsewhere at one of them.</summary>
    private async Task<Refusal?> MoveAsync(OperationScope scope, Trainer trainer, Guid before, CancellationToken cancel)
    {
        var now = trainer.AccountId ?? trainer.Id;
        if (now == before)
            return null;
        await locks.TakeAsync(scope, [now, before], cancel);
        var own = Own(scope.Db, trainer.Id, before);
        var wanted = await own.AsNoTracking().Select(o => new Occupation
        {
            Id = o.Id,
            Kind = o.Kind,
            ResourceId = now,
            SlotId = o.SlotId,
            SessionId = o.SessionId,
            StartsAt = o.StartsAt,
            EndsAt = o.EndsAt,
        }).ToListAsync(cancel);
        if ((await occupations.ConflictsAsync(wanted, Guid.Empty, cancel)) is [var (_, taken), ..])
            return new Refusal("trainer-taken", $"Ce compte anime déjà {await occupations.NameAsync(taken, cancel)}, à la même heure qu’une session de {trainer.Name} : changez d’abord l’une des deux.", "courriel");
        await own.ExecuteUpdateAsync(set => set.SetProperty(o => o.ResourceId, now), cancel);
        return null;
    }

    /// <summary>What a trainer takes, kept under a person.</summary>
    internal static IQueryable<Occupation> Own(RamureDb db, Guid trainer, Guid person) => db.Set<Occupation>()
        .Where(o => o.Kind == ResourceKind.Trainer && o.ResourceId == person && db.Set<SessionTrainer>().Any(t => t.SessionId == o.SessionId && t.TrainerId == trainer));
}
