using Microsoft.Extensions.DependencyInjection;
using Ramure.Hosting;
using Ramure.Ledger.Contracts;
using Ramure.Network.Contracts;
using Ramure.Tests.Support;

namespace Ramure.Tests.Sample;

public sealed class EmptyStartTests
{
    [Fact]
    public async Task An_empty_start_brings_the_network_the_schools_and_the_contract_and_no_activity()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        for (var start = 0; start < 2; start++)
            await installation.RunAsync(s => FirstStartProgress.RunAsync(s, empty: start == 0, CancellationToken.None));

        Assert.Equal(0, await installation.RunAsync(s => s.GetRequiredService<ILedgerReader>().PositionAsync()));
        var network = await installation.RunAsync(s => s.GetRequiredService<INetwork>().SnapshotAsync().AsTask());
        Assert.InRange(network.Units.Count(u => u.Kind == UnitKinds.Atelier), 100, 120);
        Assert.NotNull(await installation.RunAsync(s => s.GetRequiredService<ISchools>().FindAsync("0620130E")));
        var board = await (await installation.ClientAsync()).GetStringAsync("/pilotage/cop-2017-2019", TestContext.Current.CancellationToken);
        Assert.DoesNotContain("sample-notice", board, StringComparison.Ordinal);
    }
}
