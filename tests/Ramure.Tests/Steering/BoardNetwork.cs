using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Network.Contracts;
using Ramure.Steering.Contracts;
using Ramure.Tests.Support;

namespace Ramure.Tests.Steering;

/// <summary>A nation of two directorates and three ateliers; C moves from D1 to D2 on 2018-07-01.</summary>
internal sealed class BoardNetwork : INetwork
{
    public static readonly DateOnly Move = new(2018, 7, 1);

    private static readonly DayRange Always = new(new DateOnly(2015, 1, 1), DateOnly.MaxValue);

    public static NetworkSnapshot Snapshot { get; } = new(
        7,
        [
            Unit(1, "RC", UnitKinds.HeadOffice), Unit(2, "D1", UnitKinds.Directorate), Unit(3, "D2", UnitKinds.Directorate),
            Unit(4, "A", UnitKinds.Atelier, "62"), Unit(5, "B", UnitKinds.Atelier, "59"), Unit(6, "C", UnitKinds.Atelier, "80"),
        ],
        [
            new(1, null, Always), new(2, 1, Always), new(3, 1, Always), new(4, 2, Always), new(5, 3, Always),
            new(6, 2, new DayRange(Always.From, Move)), new(6, 3, new DayRange(Move, DateOnly.MaxValue)),
        ],
        []);

    public ValueTask<NetworkSnapshot> SnapshotAsync(CancellationToken cancel = default) => new(Snapshot);

    public static Task<TestInstallation> InstallAsync(string database) =>
        TestInstallation.CreateAsync(database, services => services.AddSingleton<INetwork, BoardNetwork>());

    public static Task PostAsync(TestInstallation installation, params LedgerLine[] lines) => installation.RunAsync(async services =>
    {
        var result = await services.GetRequiredService<OperationRunner>().RunAsync(
            new Operation("test.post", Permission.System),
            async scope =>
            {
                scope.Audit("test", "post", null, null);
                return await services.GetRequiredService<ILedger>().PostAsync(
                    scope, [new LedgerPosting(new SourceRef("test", Guid.CreateVersion7().ToString(), 1), lines)]);
            });
        Assert.True(result.Succeeded, string.Join(" | ", result.Refusals));
    });

    public static Task<IndicatorAnswer?> ReadAsync(
        TestInstallation installation, string indicator, string[] units, int[] years, HierarchyView? view = null, DateOnly? asOf = null,
        YearCalendar? calendar = null) =>
        installation.RunAsync(services => services.GetRequiredService<IIndicators>().ReadAsync(
            new IndicatorQuestion("cop-2017-2019", [indicator], units, years, view ?? HierarchyView.Current, calendar, asOf)));

    private static UnitInfo Unit(int number, string code, string kind, string? departement = null) =>
        new(number, code, $"Unité {code}", code, kind, "Europe/Paris", Always, departement, null, null, null);
}
