using Microsoft.EntityFrameworkCore;
using Ramure.Journal.Contracts;
using Ramure.Journal.Model;
using Ramure.Kernel.Data;
using Ramure.Kernel.FirstStart;

namespace Ramure.Journal.Stated;

/// <summary>The real year of Atelier 62, for an installation without activity.</summary>
internal sealed class ReferenceFirstStart(RamureDb db, IJournalReference reference) : IFirstStart
{
    public string Name => "journal-reference";

    public int Order => 20;

    public string Label => "Activité réelle de l’Atelier 62 en 2023-2024";

    public bool BringsActivity => true;

    public async Task<bool> IsUntouchedAsync(CancellationToken cancel) => !await db.Set<Activity>().AnyAsync(cancel);

    // The product's own file is right: a refusal here is a bug.
    public async Task RunAsync(IProgress<double> progress, CancellationToken cancel) => _ = (await reference.LoadAsync(progress, cancel)).Value;
}
