using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Csv;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Network.Contracts;
using Ramure.Network.Import;
using Ramure.Network.Model;

namespace Ramure.Network.Sites;

/// <summary>What an import of sites or contacts did.</summary>
internal sealed record PlacesReport(int Added, int Changed, int Removed, int Unchanged);

/// <summary>Where units are and how to reach them, from CSV.</summary>
internal sealed class PlacesImport(OperationRunner operations, IStorageProvider storage)
{
    private static readonly string[] SiteRequired = ["unit", "name", "occupancy", "from", "to"];
    private static readonly string[] SiteOptional = ["address", "postcode", "town", "lat", "lon", "assumed", "source"];
    private static readonly string[] ContactRequired = ["unit", "email", "phone", "web"];
    private static readonly string[] ContactOptional = ["source"];

    /// <summary>The words of files for <see cref="Occupancy"/>.</summary>
    public static IReadOnlyDictionary<string, Occupancy> Occupancies { get; } = new Dictionary<string, Occupancy>
    {
        ["owned"] = Occupancy.Owned,
        ["rented"] = Occupancy.Rented,
        ["free-of-charge"] = Occupancy.FreeOfCharge,
        ["unknown"] = Occupancy.Unknown,
    };

    /// <summary>Adds sites; one that is known (unit, name, first day) takes the file's description.</summary>
    public Task<Result<PlacesReport>> SitesAsync(FileInfo file, CancellationToken cancel = default) =>
        RunAsync("network.import-sites", file, SiteRequired, SiteOptional, SiteAsync, cancel);

    /// <summary>The contacts of the units that the file names become those of the file.</summary>
    public Task<Result<PlacesReport>> ContactsAsync(FileInfo file, CancellationToken cancel = default) =>
        RunAsync("network.import-contacts", file, ContactRequired, ContactOptional, ContactAsync, cancel);

    private async Task<Result<PlacesReport>> RunAsync(
        string operation, FileInfo file, string[] required, string[] optional,
        Func<OperationScope, CsvTable, Dictionary<string, Unit>, List<Refusal>, CancellationToken, Task<PlacesReport>> body, CancellationToken cancel)
    {
        if (!CsvTable.Read(file, required, optional).TryGet(out var table, out var unreadable))
            return Result<PlacesReport>.Refused(unreadable);
        return await operations.RunAsync<PlacesReport>(new(operation, NetworkPermissions.Import), async scope =>
        {
            scope.DemandNetwork();
            var state = await NetworkWrite.BeginAsync(scope, storage, cancel);
            var units = await scope.Db.Set<Unit>().AsNoTracking().ToDictionaryAsync(u => u.Code, StringComparer.Ordinal, cancel);
            var refusals = new List<Refusal>();
            var report = await body(scope, table, units, refusals, cancel);
            if (refusals.Count > 0)
                return refusals;
            if (report.Added + report.Changed + report.Removed > 0)
            {
                state.Version++;
                scope.Audit("network", table.File, null, report);
            }

            return report;
        }, cancel);
    }

    private static async Task<PlacesReport> SiteAsync(
        OperationScope scope, CsvTable table, Dictionary<string, Unit> units, List<Refusal> refusals, CancellationToken cancel)
    {
        var known = (await scope.Db.Set<Site>().ToListAsync(cancel)).ToDictionary(s => (s.UnitId, s.Name, s.From));
        var seen = new HashSet<(Guid, string, DateOnly)>();
        var (added, unchanged) = (0, 0);
        foreach (var row in table.Rows)
        {
            var before = refusals.Count;
            var unit = UnitOf(row, units, refusals);
            var name = row.Needed("name", "le nom du lieu", refusals);
            var days = row.Days(refusals);
            if (!Occupancies.TryGetValue(row["occupancy"], out var occupancy))
                refusals.Add(row.Refuse("occupancy-unknown", "occupancy", $"« {row["occupancy"]} » n'est pas un mode d'occupation. Écrivez {string.Join(", ", Occupancies.Keys)}."));
            var (latitude, longitude) = (row.Number("lat", 90, refusals), row.Number("lon", 180, refusals));
            row.Longest(refusals, ("name", 200), ("postcode", 10), ("town", 200));
            if (refusals.Count > before)
                continue;
            var key = (unit!.Id, name!, days!.Value.From);
            if (!seen.Add(key))
            {
                refusals.Add(row.Refuse("row-twice", "name", $"Le lieu « {name} » de « {unit.Code} » est écrit deux fois à partir du même jour. Retirez l'une des deux lignes."));
                continue;
            }

            if (!known.TryGetValue(key, out var site))
            {
                site = new Site { Id = Guid.CreateVersion7(), UnitId = unit.Id, Name = name!, Occupancy = occupancy, From = days.Value.From, To = days.Value.To };
                scope.Db.Add(site);
                added++;
            }

            (site.Occupancy, site.To, site.Address, site.PostalCode, site.Town) =
                (occupancy, days.Value.To, row.Optional("address"), row.Optional("postcode"), row.Optional("town"));
            (site.Latitude, site.Longitude, site.Assumed, site.Source) = (latitude, longitude, row.Optional("assumed"), row.Optional("source"));
            if (scope.Db.Entry(site).State == EntityState.Unchanged)
                unchanged++;
        }

        return new(added, seen.Count - added - unchanged, 0, unchanged);
    }

    private static async Task<PlacesReport> ContactAsync(
        OperationScope scope, CsvTable table, Dictionary<string, Unit> units, List<Refusal> refusals, CancellationToken cancel)
    {
        var rows = new List<Contact>();
        foreach (var row in table.Rows)
        {
            var unit = UnitOf(row, units, refusals);
            if (row["email"].Length + row["phone"].Length + row["web"].Length == 0)
                refusals.Add(row.Refuse("field-missing", "email", "La ligne ne dit rien : donnez une adresse, un téléphone ou un site."));
            if (row.Optional("email") is { } email && !System.Net.Mail.MailAddress.TryCreate(email, out _))
                refusals.Add(row.Refuse("email-invalid", "email", $"« {email} » n'est pas une adresse électronique."));
            if (row.Optional("web") is { } web && !(Uri.TryCreate(web, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"))
                refusals.Add(row.Refuse("web-invalid", "web", $"« {web} » n'est pas l'adresse d'un site : elle commence par https://."));
            row.Longest(refusals, ("email", 254), ("phone", 40), ("web", 500));
            if (unit is not null)
            {
                rows.Add(new Contact
                {
                    Id = Guid.CreateVersion7(),
                    UnitId = unit.Id,
                    Rank = rows.Count(r => r.UnitId == unit.Id) + 1,
                    Email = row.Optional("email"),
                    Phone = row.Optional("phone"),
                    Web = row.Optional("web"),
                    Source = row.Optional("source"),
                });
            }
        }

        var named = rows.Select(r => r.UnitId).ToHashSet();
        var known = await scope.Db.Set<Contact>().Where(c => named.Contains(c.UnitId)).ToListAsync(cancel);
        static (Guid, int, string?, string?, string?, string?) Key(Contact c) => (c.UnitId, c.Rank, c.Email, c.Phone, c.Web, c.Source);
        var (old, asked) = (known.Select(Key).ToHashSet(), rows.Select(Key).ToHashSet());
        var removed = known.Where(c => !asked.Contains(Key(c))).ToList();
        var added = rows.Where(c => !old.Contains(Key(c))).ToList();
        scope.Db.RemoveRange(removed);
        scope.Db.AddRange(added);
        return new(added.Count, 0, removed.Count, rows.Count - added.Count);
    }

    private static Unit? UnitOf(CsvRow row, Dictionary<string, Unit> units, List<Refusal> refusals)
    {
        if (row.Needed("unit", "le code de l'unité", refusals) is not { } code)
            return null;
        if (!units.TryGetValue(code, out var unit))
            refusals.Add(row.Refuse("unit-unknown", "unit", $"L'unité « {code} » n'est pas connue. Corrigez son code ou importez-la d'abord (ramure network import)."));
        return unit;
    }
}
