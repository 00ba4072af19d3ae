using Ramure.Kernel.Access;
using Ramure.Kernel.Modules;
using Ramure.Kernel.Operations;
using Ramure.Ledger.Contracts;

namespace Ramure.Journal.Recording;

/// <summary>Declares what the Journal posts.</summary>
internal sealed class JournalMeasuresTask(OperationRunner runner, IMeasures measures) : IStartupTask
{
    public int Order => 10;

    public async Task RunAsync(CancellationToken cancel)
    {
        var declared = await runner.RunAsync(
            new Operation("measures.declare", Permission.System), scope => measures.DeclareAsync(scope, ActivityPostings.Measures, cancel), cancel);
        if (!declared.Succeeded)
            throw new InvalidOperationException(string.Join(" ", declared.Refusals));
    }
}
