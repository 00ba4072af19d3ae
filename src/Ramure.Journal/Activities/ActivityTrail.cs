using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ramure.Journal.Contracts;
using Ramure.Journal.Lists;
using Ramure.Journal.Model;
using Ramure.Journal.Recording;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Lists;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;

namespace Ramure.Journal.Activities;

/// <summary>One step of an activity's history.</summary>
/// <param name="Version">Null for what does not make a version, such as a file attached.</param>
/// <param name="Actor">Null, with the reason, for who may not read the notes: what a unit says of its own work stays with it.</param>
internal sealed record HistoryStep(DateTime At, string? Actor, string What, string? Reason, int? Version, IReadOnlyList<string> Changes);

/// <summary>One ledger entry an activity posted, in words.</summary>
internal sealed record PostedLine(
    long Id, string Measure, string Label, string Unit, DateOnly Day, DayBasis Basis, string Quantity, string Context, int Version, bool Reversal, DateTime At)
{
    public required MeasureUse Use { get; init; }

    /// <summary>Neither a reversal nor reversed.</summary>
    public required bool Holds { get; init; }
}

/// <summary>What became of an activity: its versions from the audit events, its entries from the ledger.</summary>
internal sealed class ActivityTrail(RamureDb db, ILedgerReader ledger, IMeasures measures, ReferenceLists lists, IEnumerable<IMeasureLinks> figures, IActorNames names, IAccess access)
{
    public async Task<IReadOnlyList<HistoryStep>> HistoryAsync(Activity activity, CancellationToken cancel = default)
    {
        var mayReadNotes = await access.MayAsync(JournalPermissions.Notes, activity.Unit, cancel);
        var steps = new List<HistoryStep>();
        foreach (var audit in await EventsAsync(activity.Id, cancel))
        {
            if (audit.RedactedAt is not null)
            {
                steps.Add(new HistoryStep(audit.At, audit.Actor, "Contenu effacé", null, null, []));
                continue;
            }

            var (before, after) = (Version(audit.Before), Version(audit.After));
            steps.Add(after is null
                ? new HistoryStep(audit.At, audit.Actor, audit.After is null ? "Fichier retiré" : "Fichier attaché", audit.Reason, null, [FileName(audit.After ?? audit.Before)])
                : new HistoryStep(audit.At, audit.Actor, What(before, after), audit.Reason, after.Version, before is null ? [] : Differences(before.Content, after.Content, mayReadNotes)));
        }

        // Recorded with others in one operation: its event stands for all of them.
        if (!steps.Exists(s => s.Version == 1))
            steps.Insert(0, new HistoryStep(activity.RecordedAt, activity.RecordedBy, "Noté", null, 1, []));
        if (!mayReadNotes)
            return [.. steps.Where(s => s.Version is not null).Select(s => s with { Actor = null, Reason = null })];
        var known = await names.NamesAsync(steps.Select(s => s.Actor!), cancel);
        return [.. steps.Select(s => s with { Actor = known[s.Actor!] })];
    }

    /// <summary>Every entry of every version, reversals included, oldest first; those of units open to who asks.</summary>
    public async Task<IReadOnlyList<PostedLine>> EntriesAsync(Activity activity, CancellationToken cancel = default)
    {
        if (!await access.MayAsync(LedgerPermissions.Entries, activity.Unit, cancel))
            return [];
        var known = await measures.AllAsync(cancel);
        var entries = await ledger.OfSourceAsync(JournalMeasures.SourceKind, activity.Id.ToString(), cancel);
        var reversed = entries.Select(e => e.Reverses).OfType<long>().ToHashSet();
        return [.. entries.Select(e => Line(e, known[e.Measure], e.Reverses is null && !reversed.Contains(e.Id)))];
    }

    /// <summary>The figures that the activity counts in as it stands: those of other modules.</summary>
    public async Task<IReadOnlyList<MeasureLink>> FiguresAsync(IReadOnlyList<PostedLine> lines, CancellationToken cancel = default)
    {
        var uses = lines.Where(l => l.Holds).Select(l => l.Use).ToList();
        var links = new List<MeasureLink>();
        foreach (var module in figures)
            links.AddRange(await module.ForAsync(uses, cancel));
        return links;
    }

    private PostedLine Line(EntryView e, MeasureDefinition measure, bool holds) => new(
        e.Id, e.Measure, measure.Label, e.Unit, e.Day, e.Basis,
        e.State == EntryState.Value
            ? Ui.Components.French.Number((decimal)e.Quantity / measure.PerUnit, measure.Decimals)
            : e.Reverses is null ? "NC" : "NC annulé",
        string.Join(" · ", e.Context.OrderBy(c => c.Key, StringComparer.Ordinal).Select(Words)), e.Source.Version, e.Reverses is not null, e.RecordedAt)
    {
        Use = new MeasureUse(e.Measure, e.Unit, e.Day, e.Context),
        Holds = holds,
    };

    private string Words(KeyValuePair<string, string> context) => context.Key switch
    {
        "activity" => Labels.Kind(context.Value),
        "audience" => lists.Audience(context.Value),
        "theme" => lists.Theme(context.Value),
        "partner-kind" => $"Partenaire\u00a0: {Labels.Partner(context.Value)}",
        "modality" => $"Modalité\u00a0: {Labels.Modality(context.Value)}",
        "place" => $"Lieu\u00a0: {Labels.Place(context.Value)}",
        _ => $"{context.Key} = {context.Value}",
    };

    private Task<List<AuditEvent>> EventsAsync(Guid id, CancellationToken cancel)
    {
        var subject = id.ToString();
        return db.Set<AuditEvent>().AsNoTracking()
            .Where(e => e.SubjectKind == ActivityVersion.SubjectKind && e.SubjectId == subject)
            .OrderBy(e => e.Sequence).ToListAsync(cancel);
    }

    private static ActivityVersion? Version(string? json) =>
        json is not null && json.Contains("\"Content\":", StringComparison.Ordinal) ? JsonSerializer.Deserialize<ActivityVersion>(json) : null;

    private static string FileName(string? json)
    {
        using var document = JsonDocument.Parse(json ?? "{}");
        return document.RootElement.TryGetProperty("Attachment", out var name) ? name.GetString() ?? "" : "";
    }

    private static string What(ActivityVersion? before, ActivityVersion after) =>
        before is null ? "Noté" : after.State switch { ActivityState.Withdrawn => "Retiré", ActivityState.TakenOver => "Repris en session de formation", _ => "Corrigé" };

    private List<string> Differences(NewActivity before, NewActivity after, bool withNote)
    {
        var (old, now) = (JsonSerializer.SerializeToElement(before), JsonSerializer.SerializeToElement(after));
        return [.. JournalAuditWords.Fields.Where(f => (withNote || f.Key != nameof(NewActivity.Note)) && old.GetProperty(f.Key).GetRawText() != now.GetProperty(f.Key).GetRawText())
            .Select(f => $"{f.Value} : {Show(f.Key, before)} → {Show(f.Key, after)}")];
    }

    private string Show(string field, NewActivity a) => field switch
    {
        nameof(NewActivity.Kind) => Labels.Kind(a.Kind),
        nameof(NewActivity.Start) => Ui.Components.French.ShortDay(a.Start),
        nameof(NewActivity.End) => a.End is { } end ? Ui.Components.French.ShortDay(end) : "vide",
        nameof(NewActivity.Precision) => Labels.Precisions.First(p => p.Code == a.Precision.Code()).Label,
        nameof(NewActivity.Days) => a.Days.Count == 0 ? "vide" : ActivityMapping.WriteDays(a.Days),
        nameof(NewActivity.Headcount) => a.Headcount.Count == 0 ? "vide" : string.Join(", ", a.Headcount.Select(h =>
            $"{lists.Audience(h.Audience)} {h.Count?.ToString(CultureInfo.InvariantCulture) ?? "NC"}")),
        nameof(NewActivity.Place) => Or(Labels.Place(a.Place)),
        nameof(NewActivity.Modality) => Or(Labels.Modality(a.Modality)),
        nameof(NewActivity.Theme) => Or(lists.Theme(a.Theme)),
        nameof(NewActivity.PartnerKind) => Or(Labels.Partner(a.PartnerKind)),
        nameof(NewActivity.HalfDays) => Or(a.HalfDays?.ToString(CultureInfo.InvariantCulture)),
        nameof(NewActivity.Minutes) => Or(a.Minutes?.ToString(CultureInfo.InvariantCulture)),
        nameof(NewActivity.Sessions) => a.Sessions.ToString(CultureInfo.InvariantCulture),
        nameof(NewActivity.Unit) => a.Unit,
        nameof(NewActivity.Title) => a.Title,
        nameof(NewActivity.Uai) => Or(a.Uai),
        nameof(NewActivity.PlaceName) => Or(a.PlaceName),
        nameof(NewActivity.Partner) => Or(a.Partner),
        nameof(NewActivity.Note) => Or(a.Note),
        nameof(NewActivity.StatedIn) => Or(a.StatedIn),
        _ => Or(a.Source),
    };

    private static string Or(string? text) => string.IsNullOrEmpty(text) ? "vide" : text;
}
