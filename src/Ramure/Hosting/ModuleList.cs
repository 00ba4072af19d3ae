using Ramure.Accounts;
using Ramure.Journal;
using Ramure.Kernel.Modules;
using Ramure.Ledger;
using Ramure.Network;
using Ramure.Sample;
using Ramure.Steering;
using Ramure.Training;
using Ramure.Trust;

namespace Ramure.Hosting;

/// <summary>The product is this list.</summary>
internal static class ModuleList
{
    public static IReadOnlyList<IModule> All { get; } =
    [
        new NetworkModule(),
        new AccountsModule(),
        new LedgerModule(),
        new JournalModule(),
        new TrainingModule(),
        new SteeringModule(),
        new SampleModule(),
        new TrustModule(),
    ];
}
