using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ramure.Journal.Contracts;
using Ramure.Journal.Model;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Ledger.Contracts;

namespace Ramure.Journal.Recording;

/// <summary>A change to an activity as it was seen at <paramref name="Version"/>, and why.</summary>
internal sealed record ActivityChange(Guid Id, int Version, string Reason);

/// <summary>An activity held again every <paramref name="EveryDays"/> days until a day, included.</summary>
/// <param name="KeepHeadcount">Whether the numbers are the same each time; otherwise they are not communicated.</param>
internal sealed record Repetition(Guid Id, string EveryDays, string Until, bool KeepHeadcount);

/// <summary>What people do with one activity.</summary>
internal sealed class ActivityRecorder(OperationRunner runner, RamureDb db, ActivityRules rules, ActivityWriter writer)
{
    private const int MaxRepetitions = 200;
    private const int ReasonLength = 500;

    /// <summary>Notes an activity.</summary>
    public Task<Result<Activity>> RecordAsync(ActivityText text, CancellationToken cancel = default) =>
        runner.RunAsync<Activity>(new Operation("journal.record", JournalPermissions.Record), async scope =>
        {
            await rules.DemandAsync(scope, text.Unit, cancel);
            if (!(await rules.CheckAsync(text, cancel)).TryGet(out var activity, out var refusals))
                return refusals.ToList();
            var written = await writer.WriteAsync(scope, [activity], auditEach: true, cancel);
            return written.Succeeded ? written.Value[0] : Unplaced(written.Refusals);
        }, cancel);

    /// <summary>Says something else: the next version.</summary>
    public Task<Result<Activity>> CorrectAsync(ActivityChange change, ActivityText text, CancellationToken cancel = default) =>
        ChangeAsync("journal.correct", change, async (scope, activity) =>
        {
            await rules.DemandAsync(scope, text.Unit, cancel);
            var check = await rules.CheckAsync(text with { Source = activity.Source ?? "", StatedIn = activity.StatedIn ?? "" }, cancel);
            if (!check.TryGet(out var content, out var refusals))
                return refusals.ToList();
            if (Same(activity.Content(), content.Content))
                return new Refusal("nothing-changed", "Rien n’a changé : modifiez un champ, ou revenez à l’activité.");
            return await writer.SayAsync(scope, activity, content, cancel);
        }, cancel);

    /// <summary>Corrects the headcounts only.</summary>
    public Task<Result<Activity>> EditHeadcountAsync(
        ActivityChange change, IReadOnlyList<HeadcountText> headcount, CancellationToken cancel = default) =>
        ChangeAsync("journal.correct", change, async (scope, activity) =>
        {
            var reader = new ActivityTextReader();
            var said = activity.Content() with { Headcount = reader.Read(new ActivityText { Date = "2000-01-01", Headcount = headcount }).Headcount };
            var check = await rules.CheckAsync(said, reader.Failed, cancel);
            if (reader.Refusals.Count > 0 || !check.Succeeded)
                return reader.Refusals.Concat(check.Refusals).ToList();
            if (Same(activity.Content(), check.Value.Content))
                return new Refusal("nothing-changed", "Les effectifs sont déjà ceux-là : modifiez un nombre, ou revenez à l’activité.", "headcount");
            return await writer.SayAsync(scope, activity, check.Value, cancel);
        }, cancel);

    /// <summary>Withdraws what should not have been noted.</summary>
    public Task<Result<Activity>> WithdrawAsync(ActivityChange change, CancellationToken cancel = default) =>
        ChangeAsync("journal.withdraw", change, (scope, activity) => writer.WithdrawAsync(scope, activity, cancel), cancel);

    /// <summary>Notes the same activity on later days.</summary>
    public Task<Result<IReadOnlyList<Activity>>> RepeatAsync(Repetition repetition, CancellationToken cancel = default) =>
        runner.RunAsync<IReadOnlyList<Activity>>(new Operation("journal.repeat", JournalPermissions.Record), async scope =>
        {
            if (await db.Set<Activity>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == repetition.Id, cancel) is not { } activity)
                return Unknown;
            scope.Demand(activity.Unit);
            if (activity.State == ActivityState.Withdrawn)
                return WithdrawnOne;
            var reader = new ActivityTextReader();
            var asked = reader.Read(new ActivityText { Date = repetition.Until, Sessions = repetition.EveryDays });
            var refusals = reader.Refusals.Select(r => r with { Field = r.Field == "date" ? "until" : "every_days" }).ToList();
            if (activity.Precision != DayBasis.Day)
                refusals.Add(new Refusal("repeat-needs-days", "Seule une activité datée au jour se répète : copiez celle-ci et donnez ses jours."));
            if (!reader.Failed.Contains("sessions") && asked.Sessions is < 1 or > 366)
                refusals.Add(new Refusal("every-days-invalid", "L’intervalle va de 1 à 366 jours : 7 pour chaque semaine.", "every_days"));
            if (refusals.Count > 0)
                return refusals;
            var shifts = new List<int>();
            for (var shift = asked.Sessions; activity.StartDay.AddDays(shift) <= asked.Start && shifts.Count <= MaxRepetitions; shift += asked.Sessions)
                shifts.Add(shift);
            if (shifts.Count is 0 or > MaxRepetitions)
                return new Refusal("until-invalid", shifts.Count == 0
                    ? "Aucune répétition ne tombe avant cette date : choisissez une date plus tardive."
                    : $"Plus de {MaxRepetitions} répétitions : choisissez une date plus proche ou un intervalle plus long.", "until");
            var again = new List<CheckedActivity>();
            foreach (var shift in shifts)
            {
                if ((await rules.CheckAsync(Shifted(activity.Content(), shift, repetition.KeepHeadcount), cancel: cancel)).TryGet(out var good, out var bad))
                    again.Add(good);
                else
                    return bad.Select(r => r with { Field = "until" }).ToList();
            }

            var written = await writer.WriteAsync(scope, again, auditEach: true, cancel);
            return written.Succeeded ? written : Unplaced(written.Refusals);
        }, cancel);

    private static readonly Refusal Unknown = new("activity-unknown", "Cette activité n’existe pas.");
    private static readonly Refusal WithdrawnOne = new("activity-withdrawn", "Cette activité est retirée : copiez-la pour la noter à nouveau.");

    private static readonly Refusal TakenOverOne = new("activity-taken-over", "Cette activité est devenue une session de formation : corrigez sa feuille de présence.");

    internal static bool Same(NewActivity a, NewActivity b) => JsonSerializer.Serialize(a) == JsonSerializer.Serialize(b);

    private static NewActivity Shifted(NewActivity said, int days, bool keepHeadcount) => said with
    {
        Start = said.Start.AddDays(days),
        End = said.End?.AddDays(days),
        Days = [.. said.Days.Select(d => d with { Day = d.Day.AddDays(days) })],
        Headcount = keepHeadcount ? said.Headcount : [.. said.Headcount.Select(h => h with { Count = null })],
        Source = null,
        StatedIn = null,
    };

    private static List<Refusal> Unplaced(IReadOnlyList<Refusal> refusals) => [.. refusals.Select(r => r with { Line = null })];

    private Task<Result<Activity>> ChangeAsync(
        string name, ActivityChange change, Func<OperationScope, Activity, Task<Result<Activity>>> body, CancellationToken cancel)
    {
        var reason = change.Reason.Trim();
        return runner.RunAsync<Activity>(new Operation(name, JournalPermissions.Record, reason), async scope =>
        {
            db.ChangeTracker.Clear();
            if (await db.Set<Activity>().SingleOrDefaultAsync(a => a.Id == change.Id, cancel) is not { } activity)
                return Unknown;
            scope.Demand(activity.Unit);
            if (activity.State == ActivityState.Withdrawn)
                return WithdrawnOne;
            if (activity.State == ActivityState.TakenOver)
                return TakenOverOne;
            if (activity.Version != change.Version)
                return ActivityWriter.Changed;
            var refusals = new List<Refusal>();
            if (reason.Length is 0 or > ReasonLength)
                refusals.Add(new Refusal("reason-missing", reason.Length == 0
                    ? "Dites pourquoi : la raison reste dans l’historique."
                    : $"La raison compte {reason.Length} caractères : {ReasonLength} au plus.", "reason"));
            var result = await body(scope, activity);
            refusals.AddRange(result.Refusals.Select(r => r with { Line = null }));
            return refusals.Count > 0 ? refusals : result;
        }, cancel);
    }
}
