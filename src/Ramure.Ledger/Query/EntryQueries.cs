using System.Globalization;
using Ramure.Kernel.Access;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Sources;
using Ramure.Ledger.Contracts;

namespace Ramure.Ledger.Query;

/// <summary>An entry as lists, JSON and the API show it.</summary>
internal sealed record EntryLine(
    long Id, string Measure, string Unit, string Day, string Basis, string State, string? Quantity, string Share, string Context, string Source, string? Label, string? Href,
    string? RecordedBy, DateTime RecordedAt, long? Reverses);

/// <summary>A page of entries with what they add up to.</summary>
internal sealed record EntryLines(IReadOnlyList<EntryLine> Entries, long Count, string Sum, long? Distinct, long Position);

/// <summary>Lists the entries of a cell with the way back to their records (L13).</summary>
internal sealed class EntryQueries(CellRequestReader requests, ILedgerReader ledger, IEnumerable<ISourceResolver> resolvers, IActorNames names)
{
    public async Task<Result<EntryLines>> RunAsync(CellRequest request, int skip, int take, CancellationToken cancel)
    {
        if (!(await requests.ReadAsync(request, cancel)).TryGet(out var read, out var refusals))
            return Result<EntryLines>.Refused(refusals);
        if (skip < 0 || take is < 1 or > 100_000)
            return new Refusal("page-invalid", "Demandez de 1 à 100000 écritures, à partir de 0.", "take");
        var page = await ledger.EntriesAsync(read.Term, read.Unit.Code, read.Subtree, read.Days, read.View, read.AsKnownAt, skip, take, read.Within, cancel);
        var links = await LinksAsync(page.Entries, cancel);
        var authors = await names.NamesAsync(page.Entries.Select(e => e.RecordedBy).OfType<string>(), cancel);
        var lines = page.Entries.Select(e => Line(e with { RecordedBy = e.RecordedBy is { } by ? authors[by] : null }, read.Measure, links.GetValueOrDefault((e.Source.Kind, e.Source.Id)))).ToList();
        return new EntryLines(
            lines, page.Count, (page.Sum / read.Measure.PerUnit).ToString("0.######", CultureInfo.InvariantCulture),
            read.Measure.Kind == MeasureKind.Distinct ? page.Distinct : null, await ledger.PositionAsync(cancel));
    }

    private async Task<Dictionary<(string Kind, string Id), SourceLink>> LinksAsync(IReadOnlyList<EntryView> entries, CancellationToken cancel)
    {
        var links = new Dictionary<(string, string), SourceLink>();
        foreach (var byKind in entries.GroupBy(e => e.Source.Kind, e => e.Source.Id))
        {
            if (resolvers.FirstOrDefault(r => r.Kind == byKind.Key) is not { } resolver)
                continue;
            foreach (var (id, link) in await resolver.ResolveAsync([.. byKind.Distinct()], cancel))
                links[(byKind.Key, id)] = link;
        }

        return links;
    }

    private static EntryLine Line(EntryView e, MeasureDefinition measure, SourceLink? link) => new(
        e.Id, e.Measure, e.Unit, e.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Basis(e.Basis), e.State switch
        {
            EntryState.Value => "valeur",
            EntryState.NotCommunicated => "nc",
            _ => "so",
        },
        e.State == EntryState.Value ? ((decimal)e.Quantity / measure.PerUnit).ToString("0.######", CultureInfo.InvariantCulture) : null,
        e.Share.ToString("0.######", CultureInfo.InvariantCulture), string.Join(';', e.Context.Select(c => $"{c.Key}={c.Value}")),
        e.Source.Version == 1 ? $"{e.Source.Kind}:{e.Source.Id}" : $"{e.Source.Kind}:{e.Source.Id}@{e.Source.Version}", link?.Label, link?.Href, e.RecordedBy, e.RecordedAt, e.Reverses);

    private static string Basis(DayBasis basis) => basis switch
    {
        DayBasis.Day => "day",
        DayBasis.Month => "month",
        DayBasis.CivilYear => "civil-year",
        _ => "school-year",
    };
}
