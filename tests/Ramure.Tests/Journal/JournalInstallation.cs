using Microsoft.Extensions.DependencyInjection;
using Ramure.Journal.Contracts;
using Ramure.Journal.Model;
using Ramure.Journal.Recording;
using Ramure.Kernel.Data;
using Ramure.Kernel.Text;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Network.Contracts;
using Ramure.Tests.Support;

namespace Ramure.Tests.Journal;

/// <summary>
/// An installation with two ateliers under a directorate, one of them closed, one in another time zone, a few schools, and a
/// clock that stands at 2024-06-12 20:30 UTC.
/// </summary>
internal static class JournalInstallation
{
    public static DateTime Now { get; } = new(2024, 6, 12, 20, 30, 0, DateTimeKind.Utc);

    public static Task<TestInstallation> CreateAsync(string database) => TestInstallation.CreateAsync(database, services =>
    {
        services.AddSingleton<IClock, StillClock>();
        services.AddSingleton<INetwork, SmallNetwork>();
        services.AddSingleton<ISchools, FewSchools>();
    });

    public static ActivityText Training { get; } = new()
    {
        Unit = "A62",
        Kind = "training",
        Title = "Webradio au collège",
        Date = "2024-03-12",
        HalfDays = "2",
        Place = "atelier",
        Modality = "on-site",
        Theme = "media-literacy",
        PartnerKind = "espe",
        Partner = "Inspé de Lille",
        Headcount = [new("teacher-primary", "12", "headcount"), new("teacher-secondary", "5", "headcount")],
    };

    public static async Task<Activity> RecordAsync(this TestInstallation installation, ActivityText text) =>
        (await installation.RunAsync(s => s.GetRequiredService<ActivityRecorder>().RecordAsync(text))).Value;

    /// <summary>What the ledger holds of an activity: net quantities by measure, day and audience; « NC » entries count 1 each.</summary>
    public static async Task<SortedDictionary<string, long>> LedgerOfAsync(this TestInstallation installation, Guid activity) =>
        await installation.RunAsync(async services =>
        {
            var reader = services.GetRequiredService<ILedgerReader>();
            var net = new SortedDictionary<string, long>(StringComparer.Ordinal);
            foreach (var measure in ActivityPostings.Measures)
            {
                var page = await reader.EntriesAsync(new Term(measure.Code), "RC", true, new DayRange(new(2010, 1, 1), new(2030, 1, 1)), HierarchyView.Current, null, 0, 100_000);
                foreach (var entry in page.Entries.Where(e => e.Source.Id == activity.ToString()))
                {
                    var key = $"{entry.Measure} {entry.Unit} {entry.Day:yyyy-MM-dd} {entry.Context.GetValueOrDefault("audience", "-")}"
                        + (entry.State == EntryState.Value ? "" : " NC");
                    net[key] = net.GetValueOrDefault(key)
                        + (entry.State == EntryState.Value ? entry.Quantity : entry.Reverses is null ? 1 : -1);
                }
            }

            foreach (var zero in net.Where(n => n.Value == 0 && n.Key.EndsWith("NC", StringComparison.Ordinal)).ToList())
                net.Remove(zero.Key);
            return net;
        });

    /// <summary>The same, as the rules say it should be.</summary>
    public static SortedDictionary<string, long> Expected(NewActivity activity)
    {
        var net = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var line in ActivityPostings.Lines(activity, SmallNetwork.AlwaysOpen))
        {
            var key = $"{line.Measure} {line.Unit} {line.Day:yyyy-MM-dd} {line.Context!.GetValueOrDefault("audience", "-")}" + (line.State == EntryState.Value ? "" : " NC");
            net[key] = net.GetValueOrDefault(key) + (line.State == EntryState.Value ? line.Quantity : 1);
        }

        return net;
    }
}

internal sealed class StillClock : IClock
{
    public DateTime UtcNow => JournalInstallation.Now;
}

internal sealed class SmallNetwork : INetwork
{
    public static DayRange AlwaysOpen { get; } = new(new DateOnly(2015, 1, 1), DateOnly.MaxValue);

    private static readonly DayRange UntilSummer = new(new DateOnly(2015, 1, 1), new DateOnly(2023, 7, 1));

    private readonly NetworkSnapshot snapshot = new(1,
        [
            Unit(1, "RC", "Réseau Canopé", "head-office", "Europe/Paris", AlwaysOpen),
            Unit(2, "DT-HDF", "Direction territoriale Hauts-de-France", "directorate", "Europe/Paris", AlwaysOpen),
            Unit(3, "A62", "Atelier Canopé 62 – Arras", "atelier", "Europe/Paris", AlwaysOpen),
            Unit(4, "A59", "Atelier Canopé 59 – Lille", "atelier", "Europe/Paris", UntilSummer),
            Unit(5, "A988", "Atelier Canopé 988 – Nouméa", "atelier", "Pacific/Noumea", AlwaysOpen),
        ],
        [
            new(1, null, AlwaysOpen), new(2, 1, AlwaysOpen), new(3, 2, AlwaysOpen), new(4, 2, UntilSummer), new(5, 1, AlwaysOpen),
        ],
        []);

    public ValueTask<NetworkSnapshot> SnapshotAsync(CancellationToken cancel = default) => ValueTask.FromResult(snapshot);

    private static UnitInfo Unit(int number, string code, string name, string kind, string zone, DayRange open) =>
        new(number, code, name, name, kind, zone, open, null, null, null, null);
}

internal sealed class FewSchools : ISchools
{
    private static readonly SchoolInfo[] All =
    [
        new("0620130E", "Collège Marches de l'Artois", "Collège", "Marquion", "62860", "62", null, null),
        new("0622863A", "Collège Adam de la Halle", "Collège", "Achicourt", "62217", "62", null, null),
        new("0623112W", "Collège Marguerite Berger", "Collège", "Pas-en-Artois", "62760", "62", null, null),
    ];

    public Task<SchoolInfo?> FindAsync(string uai, CancellationToken cancel = default) => Task.FromResult(Array.Find(All, s => s.Uai == uai));

    public Task<IReadOnlyList<SchoolInfo>> OfTypeAsync(string type, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<SchoolInfo>>([.. All.Where(s => s.Type == type)]);

    public Task<IReadOnlyList<SchoolInfo>> SearchAsync(string words, int take, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<SchoolInfo>>([.. All.Where(s => SearchText.Fold($"{s.Name} {s.Town} {s.Uai}").Contains(SearchText.Fold(words))).Take(take)]);
}
