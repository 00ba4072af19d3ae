using Ramure.Kernel.CommandLine;
using Ramure.Kernel.FirstStart;
using Ramure.Kernel.Modules;

namespace Ramure.Hosting;

/// <summary>Runs the steps of the first start one after the other and shows how far they are.</summary>
internal static class FirstStartProgress
{
    public static async Task RunAsync(IServiceProvider services, bool empty, CancellationToken cancel)
    {
        await services.GetRequiredService<FirstStartRunner>().RunAsync(empty, (step, work) => LongWork.RunAsync(step.Label, work), cancel);
        if (empty && services.GetRequiredService<ISampleState>().IsSampleShown)
            Console.Error.WriteLine("Ce dossier contient déjà les données d’exemple. Pour commencer sans elles, choisissez un autre dossier : ./run --empty --data DOSSIER");
    }
}
