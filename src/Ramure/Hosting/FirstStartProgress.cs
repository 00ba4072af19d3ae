using Ramure.Kernel.CommandLine;
using Ramure.Kernel.FirstStart;

namespace Ramure.Hosting;

/// <summary>Runs the steps of the first start one after the other and shows how far they are.</summary>
internal static class FirstStartProgress
{
    public static async Task RunAsync(FirstStartRunner runner, bool empty, CancellationToken cancel)
    {
        foreach (var step in await runner.ChooseAsync(empty, cancel))
            await LongWork.RunAsync(step.Label, progress => runner.RunAsync(step, progress, cancel));
    }
}
