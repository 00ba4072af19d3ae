using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Operations;
using Ramure.Training.Model;

namespace Ramure.Training.Recognition;

/// <summary>Numbers of documents, without gap within a unit and a year: taken in the transaction that issues them.</summary>
internal static class CredentialNumbers
{
    public static async Task<string> NextAsync(OperationScope scope, string unit, int year, CancellationToken cancel)
    {
        var counters = scope.Db.Set<CredentialCounter>().Where(c => c.Unit == unit && c.Year == year);
        // The row's lock makes two that issue at once follow each other.
        if (await counters.ExecuteUpdateAsync(set => set.SetProperty(c => c.Last, c => c.Last + 1), cancel) == 0)
        {
            await scope.InsertAsync("training_credential_counters", ["\"Unit\"", "\"Year\"", "\"Last\""], [[unit, year, 0]], "ON CONFLICT DO NOTHING", cancel);
            await counters.ExecuteUpdateAsync(set => set.SetProperty(c => c.Last, c => c.Last + 1), cancel);
        }

        var last = await counters.AsNoTracking().Select(c => c.Last).SingleAsync(cancel);
        return string.Create(CultureInfo.InvariantCulture, $"{unit}-{year}-{last:00000}");
    }
}
