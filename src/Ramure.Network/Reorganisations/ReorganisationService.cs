using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Network.Model;
using Ramure.Network.Reading;
using Ramure.Ui.Components;

namespace Ramure.Network.Reorganisations;

/// <summary>A plan with the network before it, the figures and the rights that it moves.</summary>
/// <param name="Concerned">Codes of the touched units and of all units above them, before and after.</param>
internal sealed record ReorganisationPreview(
    NetworkSnapshot Before, AppliedPlan Applied, IReadOnlyList<EffectLine> Effects, IReadOnlyList<RightsLine> Rights, IReadOnlyList<string> Concerned);

/// <summary>Plans reorganisations, shows their effect, withdraws them before their day.</summary>
internal sealed class ReorganisationService(
    RamureDb db, OperationRunner operations, IStorageProvider storage, INetwork network, IClock clock,
    IEnumerable<IReorganisationEffect> effects, IEnumerable<IReorganisationRights> rights, IActorNames names, IAccess access)
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerOptions.Web);

    /// <summary>What the plan would do; writes nothing.</summary>
    public async Task<Result<ReorganisationPreview>> PreviewAsync(ReorganisationPlan plan, CancellationToken cancel = default)
    {
        var open = await access.DemandAsync(NetworkPermissions.Reorganise, cancel);
        var before = await network.SnapshotAsync(cancel);
        if (plan.Units.FirstOrDefault(u => before.TryFind(u, out _) && !open.Covers(u)) is { } foreign)
            throw new AccessDeniedException(NetworkPermissions.Reorganise, foreign);
        if (!(await WorkOutAsync(before, plan, cancel)).TryGet(out var applied, out var refusals))
            return Result<ReorganisationPreview>.Refused(refusals);
        var units = Concerned(before, applied);
        var lines = new List<EffectLine>();
        foreach (var effect in effects)
            lines.AddRange(await effect.DescribeAsync(before, applied.After, units, plan.Day, cancel));
        return new ReorganisationPreview(before, applied, lines, await RightsAsync(before, applied, cancel), units);
    }

    /// <summary>Stores the plan and its dated rows.</summary>
    /// <param name="seen">Version of the network whose effect was shown; null when nobody looked.</param>
    public Task<Result<Guid>> ConfirmAsync(ReorganisationPlan plan, string? reason, long? seen = null, CancellationToken cancel = default) =>
        operations.RunAsync<Guid>(new("network.reorganise", NetworkPermissions.Reorganise, reason), async scope =>
        {
            if (string.IsNullOrWhiteSpace(reason))
                return new Refusal("reason-missing", "Écrivez le motif de la réorganisation : il reste avec elle.", "motif");
            var state = await NetworkWrite.BeginAsync(scope, storage, cancel);
            if (seen is not null && seen != state.Version)
                return new Refusal("network-changed", "Le réseau a changé depuis la vérification. Relisez l'effet ci-dessous, puis confirmez de nouveau.");
            var before = await NetworkReader.ReadAsync(scope.Db, state.Version, cancel);
            if (!(await WorkOutAsync(before, plan, cancel)).TryGet(out var applied, out var refusals))
                return Result<Guid>.Refused(refusals);
            foreach (var unit in applied.Touched.Where(u => before.TryFind(u, out _)))
                scope.Demand(unit);
            var reorganisation = new Reorganisation
            {
                Id = Guid.CreateVersion7(),
                Kind = plan.Kind,
                Day = plan.Day,
                Reason = reason.Trim(),
                PlannedBy = scope.Actor,
                PlannedAt = scope.At,
                Plan = JsonSerializer.Serialize(plan, Json),
                Shortened = JsonSerializer.Serialize(applied.Shortened, Json),
                Touched = $" {string.Join(' ', applied.Touched)} ",
            };
            scope.Db.Add(reorganisation);
            await WriteAsync(scope, state, applied, reorganisation.Id, cancel);
            state.Version++;
            // References, no names: what was known of people's rights when this was confirmed.
            var moved = (await RightsAsync(before, applied, cancel)).ConvertAll(r => new { r.Account, Role = r.RoleCode, r.Unit, r.Gained, r.Lost });
            scope.Audit("reorganisation", reorganisation.Id.ToString(), null, new { plan, applied.Shortened, applied.Added, applied.Successions, Rights = moved });
            return reorganisation.Id;
        }, cancel);

    /// <summary>Puts the rows back as they were; refused from its day on.</summary>
    public Task<Result<Done>> WithdrawAsync(Guid id, string? reason, CancellationToken cancel = default) =>
        operations.RunAsync<Done>(new("network.withdraw", NetworkPermissions.Reorganise, reason), async scope =>
        {
            var state = await NetworkWrite.BeginAsync(scope, storage, cancel);
            var reorganisation = await scope.Db.Set<Reorganisation>().SingleOrDefaultAsync(r => r.Id == id, cancel);
            if (reorganisation is null)
                return new Refusal("reorganisation-unknown", "Cette réorganisation n'existe pas.");
            foreach (var unit in JsonSerializer.Deserialize<ReorganisationPlan>(reorganisation.Plan, Json)!.Units)
                scope.Demand(unit);
            if (string.IsNullOrWhiteSpace(reason))
                return new Refusal("reason-missing", "Écrivez pourquoi la réorganisation est retirée.", "motif");
            if (reorganisation.WithdrawnAt is not null)
                return new Refusal("reorganisation-withdrawn", "Cette réorganisation est déjà retirée.");
            if (reorganisation.Day <= Today(await NetworkReader.ReadAsync(scope.Db, state.Version, cancel)))
                return new Refusal("reorganisation-effective", $"Cette réorganisation a pris effet le {French.Day(reorganisation.Day)} : des activités y sont déjà comptées. Pour revenir en arrière, planifiez une autre réorganisation.");
            if (await PutBackAsync(scope, reorganisation, cancel) is { } dependent)
                return dependent;
            (reorganisation.WithdrawnAt, reorganisation.WithdrawnBy, reorganisation.WithdrawnReason) = (scope.At, scope.Actor, reason.Trim());
            state.Version++;
            scope.Audit("reorganisation", id.ToString(), new { reorganisation.Plan, reorganisation.Shortened }, null);
            return default(Done);
        }, cancel);

    /// <summary>Today where the head office is.</summary>
    public DateOnly Today(NetworkSnapshot snapshot) => clock.Today(snapshot);

    private async Task<List<RightsLine>> RightsAsync(NetworkSnapshot before, AppliedPlan applied, CancellationToken cancel)
    {
        var lines = new List<RightsLine>();
        foreach (var source in rights)
            lines.AddRange(await source.DescribeAsync(before, applied.After, applied.Plan.Day, cancel));
        return lines;
    }

    private async Task<Result<AppliedPlan>> WorkOutAsync(NetworkSnapshot before, ReorganisationPlan plan, CancellationToken cancel)
    {
        var result = ReorganisationPlanner.Apply(before, plan);
        var today = Today(before);
        var pending = await db.Set<Reorganisation>().AsNoTracking().Where(r => r.WithdrawnAt == null && r.Day > today).ToListAsync(cancel);
        var touched = result.Succeeded ? result.Value.Touched : plan.Units;
        var planners = await names.NamesAsync(pending.Select(p => p.PlannedBy), cancel);
        List<Refusal> conflicts =
        [
            .. from planned in pending
               let common = touched.Where(u => planned.Touched.Contains($" {u} ", StringComparison.Ordinal)).ToList()
               where common.Count > 0
               select new Refusal("reorganisation-conflict", $"{string.Join(", ", common)} : déjà dans la réorganisation prévue le {French.Day(planned.Day)} par {planners[planned.PlannedBy]} ({planned.Reason}). Retirez-la d'abord, ou attendez qu'elle ait pris effet.", "unites"),
        ];
        return conflicts.Count == 0 ? result : conflicts;
    }

    /// <summary>The touched units and all units above them, before and after.</summary>
    private static List<string> Concerned(NetworkSnapshot before, AppliedPlan applied)
    {
        var units = new HashSet<string>(applied.Touched, StringComparer.Ordinal);
        foreach (var code in applied.Touched)
        {
            if (before.TryFind(code, out var old))
                units.UnionWith(before.AncestorsAt(old.Number, applied.Plan.Day.AddDays(-1)).Select(u => u.Code));
            if (applied.After.TryFind(code, out var unit))
                units.UnionWith(applied.After.AncestorsAt(unit.Number, applied.Plan.Day).Select(u => u.Code));
        }

        units.UnionWith(applied.Successions.Select(s => s.Successor));
        return [.. units.Order(StringComparer.Ordinal)];
    }

    private static async Task WriteAsync(OperationScope scope, NetworkState state, AppliedPlan applied, Guid id, CancellationToken cancel)
    {
        var units = await scope.Db.Set<Unit>().ToDictionaryAsync(u => u.Code, u => u.Id, StringComparer.Ordinal, cancel);
        foreach (var unit in applied.Opened)
        {
            var opened = new Unit
            {
                Id = Guid.CreateVersion7(),
                Number = state.NextNumber++,
                Code = unit.Code,
                Name = unit.Name,
                ShortName = unit.ShortName,
                Kind = unit.Kind,
                TimeZone = unit.TimeZone,
                ReorganisationId = id,
            };
            scope.Db.Add(opened);
            units.Add(unit.Code, opened.Id);
        }

        foreach (var row in applied.Shortened)
        {
            var unit = units[row.Unit];
            (await scope.Db.Set<Membership>().SingleAsync(m => m.UnitId == unit && m.From == row.From, cancel)).To = applied.Plan.Day;
        }

        foreach (var row in applied.Added)
        {
            scope.Db.Add(new Membership
            {
                Id = Guid.CreateVersion7(),
                UnitId = units[row.Unit],
                ParentId = row.Parent is null ? null : units[row.Parent],
                From = row.Days.From,
                To = row.Days.To,
                ReorganisationId = id,
            });
        }

        foreach (var row in applied.Successions)
        {
            scope.Db.Add(new Succession
            {
                Id = Guid.CreateVersion7(),
                PredecessorId = units[row.Predecessor],
                SuccessorId = units[row.Successor],
                Day = applied.Plan.Day,
                Share = row.Share,
                ReorganisationId = id,
            });
        }
    }

    private static async Task<Refusal?> PutBackAsync(OperationScope scope, Reorganisation reorganisation, CancellationToken cancel)
    {
        var id = reorganisation.Id;
        var units = await scope.Db.Set<Unit>().ToListAsync(cancel);
        var memberships = await scope.Db.Set<Membership>().ToListAsync(cancel);
        var successions = await scope.Db.Set<Succession>().ToListAsync(cancel);
        var codes = units.ToDictionary(u => u.Code, u => u.Id, StringComparer.Ordinal);
        foreach (var row in JsonSerializer.Deserialize<List<ShortenedRow>>(reorganisation.Shortened, Json)!)
            memberships.Single(m => m.UnitId == codes[row.Unit] && m.From == row.From).To = row.To;
        var opened = units.Where(u => u.ReorganisationId == id).Select(u => u.Id).ToHashSet();
        var kept = memberships.Where(m => m.ReorganisationId != id).ToList();
        if (kept.Any(m => opened.Contains(m.UnitId) || (m.ParentId is { } parent && opened.Contains(parent)))
            || successions.Any(s => s.ReorganisationId != id && (opened.Contains(s.PredecessorId) || opened.Contains(s.SuccessorId)))
            || await scope.Db.Set<Site>().AnyAsync(s => opened.Contains(s.UnitId), cancel)
            || await scope.Db.Set<Contact>().AnyAsync(c => opened.Contains(c.UnitId), cancel))
            return new Refusal("reorganisation-needed", "D'autres données s'appuient sur une unité que cette réorganisation ouvre. Retirez-les d'abord.");
        var restored = NetworkReader.Build(
            0, [.. units.Where(u => !opened.Contains(u.Id))], kept, [.. successions.Where(s => s.ReorganisationId != id)]);
        if (ReorganisationPlanner.Check(restored, (code, _, message) => new Refusal(code, message)) is { Count: > 0 } faults)
            return new Refusal("reorganisation-needed", $"Une autre réorganisation s'appuie sur celle-ci : {faults[0].Message} Retirez l'autre d'abord.");
        scope.Db.RemoveRange(memberships.Where(m => m.ReorganisationId == id));
        scope.Db.RemoveRange(successions.Where(s => s.ReorganisationId == id));
        scope.Db.RemoveRange(units.Where(u => opened.Contains(u.Id)));
        return null;
    }
}
