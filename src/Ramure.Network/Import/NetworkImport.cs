using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Csv;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Network.Contracts;
using Ramure.Network.Model;

namespace Ramure.Network.Import;

/// <summary>What an import is asked to do.</summary>
internal sealed record NetworkImportOptions(FileInfo Units, FileInfo? Successions, bool DryRun = false);

/// <summary>What an import did, or would do.</summary>
internal sealed record NetworkImportReport(int Units, int Memberships, int Successions, int Corrected, int Unchanged, bool DryRun);

/// <summary>
/// Adds what a file states about the network. What is known already stays; what contradicts it is refused, because figures
/// already stand on it: a change of structure is a reorganisation.
/// </summary>
internal sealed class NetworkImport(OperationRunner operations, IStorageProvider storage)
{
    public async Task<Result<NetworkImportReport>> RunAsync(NetworkImportOptions options, CancellationToken cancel = default)
    {
        var refusals = new List<Refusal>();
        var (table, lines) = (default(CsvTable), new List<UnitLine>());
        if (UnitFile.Read(options.Units).TryGet(out var read, out var unreadable))
        {
            (table, lines) = (read.Table, read.Lines);
            refusals.AddRange(read.Refusals);
        }

        refusals.AddRange(unreadable);
        var successions = new List<SuccessionLine>();
        if (options.Successions is not null)
        {
            if (UnitFile.ReadSuccessions(options.Successions).TryGet(out var readToo, out var unreadableToo))
            {
                successions = readToo.Lines;
                refusals.AddRange(readToo.Refusals);
            }

            refusals.AddRange(unreadableToo);
        }

        return await operations.RunAsync<NetworkImportReport>(new("network.import", NetworkPermissions.Import), async scope =>
        {
            scope.DemandNetwork();
            var state = await NetworkWrite.BeginAsync(scope, storage, cancel);
            var work = new NetworkImportWork(scope, state, table, lines, successions);
            refusals.AddRange(await work.PrepareAsync(cancel));
            if (refusals.Count > 0)
                return InFileOrder(refusals);
            if (options.DryRun)
                scope.Rehearse();
            return work.Apply() with { DryRun = options.DryRun };
        }, cancel);
    }

    private static List<Refusal> InFileOrder(List<Refusal> refusals) =>
        [.. refusals.OrderBy(r => r.File, StringComparer.Ordinal).ThenBy(r => r.Line).ThenBy(r => r.Column)];
}

/// <summary>One import against the rows already there.</summary>
internal sealed class NetworkImportWork(
    OperationScope scope, NetworkState state, CsvTable? table, List<UnitLine> lines, List<SuccessionLine> successionLines)
{
    private Dictionary<string, Unit> units = [];
    private List<UnitLine> newLines = [];
    private List<SuccessionLine> newSuccessions = [];

    /// <summary>Compares with the database and checks the whole network that would result.</summary>
    public async Task<List<Refusal>> PrepareAsync(CancellationToken cancel)
    {
        var refusals = new List<Refusal>();
        units = await scope.Db.Set<Unit>().ToDictionaryAsync(u => u.Code, StringComparer.Ordinal, cancel);
        var codes = units.Values.ToDictionary(u => u.Id, u => u.Code);
        var memberships = await scope.Db.Set<Membership>().AsNoTracking().ToListAsync(cancel);
        var existing = memberships.ConvertAll(m => new MembershipRow(
            codes[m.UnitId], m.ParentId is { } parent ? codes[parent] : null, m.Days, Stored));
        var same = existing.Select(e => (e.Unit, e.Parent, e.Days)).ToHashSet();
        newLines = [.. lines.Where(l => !same.Contains((l.Unit.Code, l.Parent, l.Days)))];
        var contradictory = new HashSet<UnitLine>(ReferenceEqualityComparer.Instance);
        foreach (var line in newLines)
        {
            if (existing.FirstOrDefault(e => e.Unit == line.Unit.Code && e.Days.Overlaps(line.Days)) is not { } other)
                continue;
            contradictory.Add(line);
            refusals.Add(line.Row.Refuse("membership-contradicts", "parent", $"« {line.Unit.Code} » est déjà rattachée {(other.Parent is null ? "à aucune unité" : $"à « {other.Parent} »")} dans l'intervalle {other.Days} du réseau enregistré. Pour changer un rattachement, planifiez une réorganisation ; sinon reprenez ici les mêmes dates et la même unité."));
        }

        CheckFixed(refusals);
        var stored = await scope.Db.Set<Succession>().AsNoTracking().ToListAsync(cancel);
        CheckSuccessions(stored.ToDictionary(s => (codes[s.PredecessorId], codes[s.SuccessorId])), refusals);
        refusals.AddRange(Certain(contradictory.Count == 0, NetworkRules.Check(
            [.. existing, .. newLines.Where(l => !contradictory.Contains(l)).Select(l => l.Membership)],
            [
                .. stored.Select(s => new SuccessionRow(codes[s.PredecessorId], codes[s.SuccessorId], s.Day, s.Share, Stored)),
                .. newSuccessions.Select(l => new SuccessionRow(l.Predecessor, l.Successor, l.Day, l.Share, l.Row.Refuse)),
            ])));
        return [.. refusals, .. ParentsOfWrongLines()];
    }

    /// <summary>A line that is wrong elsewhere is not in the network that was checked: its parent is looked up here, so that one reading shows every error.</summary>
    private IEnumerable<Refusal> ParentsOfWrongLines()
    {
        var named = Named();
        var read = lines.Select(l => l.Row.Line).ToHashSet();
        return (table?.Rows ?? []).Where(r => !read.Contains(r.Line) && r["parent"].Length > 0 && !named.Contains(r["parent"]))
            .Select(r => r.Refuse("parent-unknown", "parent", NetworkRules.ParentUnknown(r["parent"])));
    }

    /// <summary>Units that the file or the database knows.</summary>
    private HashSet<string> Named() => (table?.Rows ?? []).Select(r => r["code"]).Concat(units.Keys).ToHashSet(StringComparer.Ordinal);

    private static Refusal Stored(string code, string column, string message) => new(code, $"Avec le réseau déjà enregistré : {message}", column);

    /// <summary>Writes what is new.</summary>
    public NetworkImportReport Apply()
    {
        var added = 0;
        var corrected = 0;
        foreach (var rows in lines.GroupBy(l => l.Unit.Code, StringComparer.Ordinal))
        {
            var line = rows.First();
            if (!units.TryGetValue(rows.Key, out var unit))
            {
                unit = Create(line);
                units.Add(unit.Code, unit);
                scope.Db.Add(unit);
                added++;
            }
            else if (Correct(unit, line))
            {
                corrected++;
            }
        }

        foreach (var line in newLines)
        {
            scope.Db.Add(new Membership
            {
                Id = Guid.CreateVersion7(),
                UnitId = units[line.Unit.Code].Id,
                ParentId = line.Parent is null ? null : units[line.Parent].Id,
                From = line.Days.From,
                To = line.Days.To,
                Assumed = line.Assumed,
                Source = line.Source,
            });
        }

        foreach (var line in newSuccessions)
        {
            scope.Db.Add(new Succession
            {
                Id = Guid.CreateVersion7(),
                PredecessorId = units[line.Predecessor].Id,
                SuccessorId = units[line.Successor].Id,
                Day = line.Day,
                Share = line.Share,
                Assumed = line.Assumed,
                Source = line.Source,
            });
        }

        var report = new NetworkImportReport(
            added, newLines.Count, newSuccessions.Count, corrected,
            lines.Count - newLines.Count + successionLines.Count - newSuccessions.Count, false);
        if (added + newLines.Count + newSuccessions.Count + corrected > 0)
        {
            state.Version++;
            scope.Audit("network", "network", null, report);
        }

        return report;
    }

    /// <summary>Kind and time zone stand under figures already posted; a file does not change them.</summary>
    private void CheckFixed(List<Refusal> refusals)
    {
        foreach (var line in lines)
        {
            if (!units.TryGetValue(line.Unit.Code, out var unit))
                continue;
            if (unit.Kind != line.Unit.Kind)
                refusals.Add(line.Row.Refuse("kind-contradicts", "kind", $"« {unit.Code} » est enregistrée comme « {unit.Kind} », pas « {line.Unit.Kind} ». Reprenez le genre enregistré, ou ouvrez une autre unité par une réorganisation."));
            if (unit.TimeZone != line.Unit.TimeZone)
                refusals.Add(line.Row.Refuse("time-zone-contradicts", "time_zone", $"« {unit.Code} » est enregistrée avec le fuseau {unit.TimeZone}, pas {line.Unit.TimeZone}. Reprenez le fuseau enregistré : ses jours en dépendent."));
        }
    }

    private void CheckSuccessions(Dictionary<(string, string), Succession> stored, List<Refusal> refusals)
    {
        newSuccessions = [];
        foreach (var line in successionLines)
        {
            if (!stored.TryGetValue((line.Predecessor, line.Successor), out var known))
                newSuccessions.Add(line);
            else if (known.Day != line.Day || known.Share != line.Share)
                refusals.Add(line.Row.Refuse("succession-contradicts", known.Day != line.Day ? "date" : "share", $"La succession de « {line.Predecessor} » vers « {line.Successor} » est déjà enregistrée autrement ({NetworkRules.Text(known.Day)}, part {known.Share?.ToString("0.############", CultureInfo.InvariantCulture) ?? "vide"}). Reprenez les valeurs enregistrées."));
        }
    }

    /// <summary>While lines are missing as unreadable, a unit may only seem unknown, and an interval only seem missing.</summary>
    private IEnumerable<Refusal> Certain(bool all, List<Refusal> found)
    {
        if (table is null)
            return [];
        if (all && lines.Count == table.Rows.Count)
            return found;
        var named = Named();
        return found.Where(r => r.Code switch
        {
            "parent-unknown" => !named.Contains(table.Rows.First(row => row.Line == r.Line)["parent"]),
            "unit-unknown" => successionLines.First(l => l.Row.Line == r.Line) is var line && !named.Contains(line.Row[r.Field!]),
            "membership-gap" or "parent-closed" or "predecessor-open" or "successor-closed" => false,
            _ => true,
        });
    }

    private Unit Create(UnitLine line) => new()
    {
        Id = Guid.CreateVersion7(),
        Number = state.NextNumber++,
        Code = line.Unit.Code,
        Name = line.Unit.Name,
        ShortName = line.Unit.ShortName ?? line.Unit.Name,
        Kind = line.Unit.Kind,
        TimeZone = line.Unit.TimeZone,
        Departement = line.Unit.Departement,
        Town = line.Unit.Town,
        Latitude = line.Unit.Latitude,
        Longitude = line.Unit.Longitude,
        Assumed = line.Assumed,
        Source = line.Source,
    };

    /// <summary>Takes over what the file describes otherwise; columns it does not have stay as they are.</summary>
    private bool Correct(Unit unit, UnitLine line)
    {
        var before = Description(unit);
        bool Has(string column) => table!.Columns.Contains(column);
        unit.Name = line.Unit.Name;
        if (Has("short_name"))
            unit.ShortName = line.Unit.ShortName ?? line.Unit.Name;
        if (Has("departement"))
            unit.Departement = line.Unit.Departement;
        if (Has("town"))
            unit.Town = line.Unit.Town;
        if (Has("lat"))
            unit.Latitude = line.Unit.Latitude;
        if (Has("lon"))
            unit.Longitude = line.Unit.Longitude;
        var after = Description(unit);
        if (before == after)
            return false;
        scope.Audit("unit", unit.Code, before, after, unit.Code);
        return true;
    }

    private static FileUnit Description(Unit unit) =>
        new(unit.Code, unit.Name, unit.Kind, unit.TimeZone, unit.ShortName, unit.Departement, unit.Town, unit.Latitude, unit.Longitude);
}
