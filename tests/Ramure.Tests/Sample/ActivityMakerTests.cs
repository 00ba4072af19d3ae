using Microsoft.Extensions.DependencyInjection;
using Ramure.Journal.Contracts;
using Ramure.Journal.Recording;
using Ramure.Kernel;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Network.Contracts;
using Ramure.Network.Import;
using Ramure.Sample.Making;
using Ramure.Steering.Contracts;
using Ramure.Tests.Support;

namespace Ramure.Tests.Sample;

public sealed class ActivityMakerTests
{
    private static readonly DayRange Always = new(new DateOnly(2015, 1, 1), DateOnly.MaxValue);

    [Theory]
    [InlineData(2017)]
    [InlineData(2018)]
    [InlineData(2019)]
    public async Task National_totals_come_out_at_the_aims_over_the_real_network(int year)
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        var (aims, activities) = await installation.RunAsync(async services =>
        {
            var folder = Path.Combine(services.GetRequiredService<InstallationPaths>().Reference, "network");
            var imported = await services.GetRequiredService<NetworkImport>().RunAsync(
                new(new FileInfo(Path.Combine(folder, "units.csv")), new FileInfo(Path.Combine(folder, "successions.csv"))));
            Assert.Empty(imported.Refusals);
            var network = await SampleNetwork.ReadAsync(
                services.GetRequiredService<INetwork>(), services.GetRequiredService<ISchools>(), SampleOptions.DefaultSeed, CancellationToken.None);
            var read = await Aims.ReadAsync(services.GetRequiredService<IIndicators>(), network!.Root, CancellationToken.None);
            return (read!, new ActivityMaker(network, read!, new SampleOptions(), year).Make());
        });

        var lines = activities.SelectMany(a => ActivityPostings.Lines(a, Always)).ToList();
        Assert.All(lines, l => Assert.Equal(year, l.Day.Year));
        Assert.InRange(activities.Count, 8000, 12000);
        Assert.Equal(Rounded(aims["1-1", year]) * 360, Sum(lines, JournalMeasures.TraineeMinutes));
        Assert.Equal(Rounded(aims["1-4", year]), Sum(lines, JournalMeasures.Events));
        Assert.Equal(Rounded(aims["3-4", year]), Sum(lines, JournalMeasures.CodesignSessions));
        Assert.Equal(Rounded(aims["2-2-2", year]), Sum(lines, JournalMeasures.Beneficiaries));
        var espe = (decimal)Sum(lines.Where(l => l.Context!.GetValueOrDefault("partner-kind") == PartnerKinds.Espe), JournalMeasures.TrainingDays);
        Assert.Equal(Rounded(aims["1-5", year]), Rounded(100 * espe / Sum(lines, JournalMeasures.TrainingDays)));

        var events = lines.Where(l => l.Measure == JournalMeasures.Events).CountBy(l => l.Day.Month).ToDictionary();
        Assert.True(events.GetValueOrDefault(8) < events[7] && events[7] < events[11] / 4, "summer is quiet");
        Assert.DoesNotContain(activities, a => a.Precision == DayBasis.Day && a.Start.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday && a.Precision == DayBasis.Day);
        Assert.Equal(activities.Count, activities.Select(a => a.Source).Distinct().Count());
    }

    private static long Rounded(decimal value) => (long)Rounding.HalfAwayFromZero(value, 0);

    private static long Sum(IEnumerable<LedgerLine> lines, string measure) => lines.Where(l => l.Measure == measure).Sum(l => l.Quantity);
}
