using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Ledger.Asking;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.DrillDown;
using Ramure.Ledger.Measures;
using Ramure.Ui.Components;

namespace Ramure.Ledger.Aggregates;

/// <summary>What the pages show, as files: the same columns and the same query string, all rows. A wrong address has no export.</summary>
internal static class LedgerExports
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapTableExport(
            LedgerAddress.EntriesPath, "ecritures", EntryTable.Columns,
            http => Service<DrillDownReader>(http).AllAsync(LedgerAddress.Read(http.Request.Query).Request(), http.RequestAborted), applied: true).Needs(LedgerPermissions.EntriesCode);
        endpoints.MapTableExport(
            LedgerAddress.AggregatesPath, "agregats", AggregateTable.Columns,
            async http => (await Service<AggregateReader>(http).ReadAsync(LedgerAddress.Read(http.Request.Query), http.RequestAborted)).TryGet(out var found, out _) ? found.Rows : null,
            "cellules").Needs(LedgerPermissions.FiguresCode);
        endpoints.MapTableExport(
            "/registre/mesures", "mesures", MeasureTable.Columns,
            async http => await Service<MeasureReader>(http).AllAsync(http.RequestAborted)).Needs(LedgerPermissions.FiguresCode);
    }

    private static T Service<T>(HttpContext http)
        where T : notnull => http.RequestServices.GetRequiredService<T>();
}
