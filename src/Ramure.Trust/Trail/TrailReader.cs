using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Ui.Components;

namespace Ramure.Trust.Trail;

/// <summary>An event in words.</summary>
internal sealed record TrailRow(
    long Number, DateTime At, string Actor, string ActorReference, string Operation, string OperationCode, string Kind, string KindCode, string SubjectId,
    string? Href, string? Unit, string? Reason, bool Redacted, IReadOnlyList<FieldChange> Changes)
{
    public string When => TrailWords.When(At);

    /// <summary>The address of the trail of the same record.</summary>
    public string SubjectHref => $"{TrailPages.Address}?sujet={Uri.EscapeDataString($"{KindCode}:{SubjectId}")}";

    public string ChangesText => Redacted ? TrailPages.RedactedText
        : string.Join(" ; ", Changes.Select(c => $"{c.Field} : {c.Before ?? "vide"} → {c.After ?? "vide"}"));
}

/// <summary>What the trail can be narrowed to: what it holds.</summary>
internal sealed record TrailChoices(IReadOnlyList<Choice> Actors, IReadOnlyList<Choice> Operations, IReadOnlyList<Choice> Kinds, IReadOnlyList<Choice> Units);

/// <summary>Reads the trail for pages, exports and the command line.</summary>
internal sealed class TrailReader(RamureDb db, TrailWords words, IAccess access, IActorNames names)
{
    public const int MostExported = 50_000;

    /// <summary>One page of events, newest first unless asked otherwise, and the number of all.</summary>
    public async Task<(IReadOnlyList<TrailRow> Rows, int Total)> ListAsync(TrailFilter filter, TableRequest table, CancellationToken cancel = default)
    {
        if (filter.Refusals().Count > 0)
            return ([], 0);
        var events = filter.Apply(await OpenAsync(cancel));
        var total = await events.CountAsync(cancel);
        events = table is { Sort: "n", Descending: false } ? events.OrderBy(e => e.Sequence) : events.OrderByDescending(e => e.Sequence);
        return (await WordsAsync(await events.Skip(table.Skip).Take(table.Size).ToListAsync(cancel), cancel), total);
    }

    /// <summary>One event.</summary>
    public async Task<TrailRow?> FindAsync(long number, CancellationToken cancel = default) =>
        await (await OpenAsync(cancel)).SingleOrDefaultAsync(e => e.Sequence == number, cancel) is { } found ? (await WordsAsync([found], cancel))[0] : null;

    /// <summary>Who, what and where the trail speaks of.</summary>
    public async Task<TrailChoices> ChoicesAsync(CancellationToken cancel = default)
    {
        var events = await OpenAsync(cancel);
        var actors = await events.Select(e => e.Actor).Distinct().ToListAsync(cancel);
        var operations = await events.Select(e => e.Operation).Distinct().ToListAsync(cancel);
        var kinds = await events.Select(e => e.SubjectKind).Distinct().ToListAsync(cancel);
        var units = await events.Where(e => e.Unit != null).Select(e => e.Unit!).Distinct().ToListAsync(cancel);
        var known = await names.NamesAsync(actors, cancel);
        return new TrailChoices(
            Sorted(actors, a => known.GetValueOrDefault(a, a)), Sorted(operations, words.Operation), Sorted(kinds, words.Kind), Sorted(units, u => u));
    }

    private static IReadOnlyList<Choice> Sorted(IEnumerable<string> codes, Func<string, string> label) =>
        [.. codes.Select(c => new Choice(c, label(c))).OrderBy(c => c.Label, StringComparer.Create(French.Culture, ignoreCase: true))];

    /// <summary>What the reader may see: the whole trail, or that of the records of their units.</summary>
    private async Task<IQueryable<AuditEvent>> OpenAsync(CancellationToken cancel)
    {
        var events = db.Set<AuditEvent>().AsNoTracking();
        if ((await access.DemandAsync(KernelPermissions.Audit, cancel)).Units is not { } units)
            return events;
        var codes = units.ToList();
        return events.Where(e => e.Unit != null && codes.Contains(e.Unit));
    }

    private async Task<IReadOnlyList<TrailRow>> WordsAsync(IReadOnlyList<AuditEvent> events, CancellationToken cancel)
    {
        var known = await names.NamesAsync(events.Select(e => e.Actor).Distinct(), cancel);
        return
        [
            .. events.Select(e => new TrailRow(
                e.Sequence, e.At, known.GetValueOrDefault(e.Actor, e.Actor), e.Actor, words.Operation(e.Operation), e.Operation, words.Kind(e.SubjectKind), e.SubjectKind,
                e.SubjectId, words.Href(e), e.Unit, e.Reason, e.RedactedAt is not null, words.Changes(e))),
        ];
    }
}
