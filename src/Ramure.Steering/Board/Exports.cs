using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Ledger.Contracts;
using Ramure.Network.Contracts;
using Ramure.Steering.Disagreements;
using Ramure.Steering.Loading;
using Ramure.Steering.Sheet;
using Ramure.Steering.Units;
using Ramure.Ui.Components;

namespace Ramure.Steering.Board;

/// <summary>What the pages show, as files: the same rows and columns, the same query string.</summary>
internal static class Exports
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapTableExport("/pilotage/{contract}/tableau", "tableau-de-bord", BoardTable.Columns, async http =>
            await PageAsync(http) is { } page ? await http.RequestServices.GetRequiredService<BoardReader>().ReadAsync(page) : null).Needs(LedgerPermissions.FiguresCode);
        endpoints.MapTableExport("/pilotage/{contract}/unites/{code}/tableau", "indicateurs-de-l-unite", UnitTable.Columns, async http =>
            await PageAsync(http) is { } page && Unit(http, page) is { } unit
                ? await http.RequestServices.GetRequiredService<UnitReader>().OfUnitAsync(page, unit)
                : null).Needs(LedgerPermissions.FiguresCode);
        endpoints.MapTableExport(
            "/pilotage/{contract}/indicateurs/{code}/unites", "indicateur-par-unite", UnitTable.Ranking,
            async http => await PageAsync(http) is { } page && page.Contract.Find(Value(http, "code")) is { } indicator
                ? (await http.RequestServices.GetRequiredService<IndicatorSheetReader>()
                    .ReadAsync(page, indicator, IndicatorSheetReader.WantsAteliers(http, page))).Units
                : null,
            "unites", "rang").Needs(LedgerPermissions.FiguresCode);
        endpoints.MapTableExport("/pilotage/{contract}/desaccords", "desaccords", DisagreementTable.Columns, async http =>
            await http.RequestServices.GetRequiredService<ContractStore>().FindAsync(Value(http, "contract")) is { } contract
                ? await http.RequestServices.GetRequiredService<DisagreementRows>().OfAsync(contract, contract.Indicators, http.RequestAborted)
                : null).Needs(LedgerPermissions.FiguresCode);
    }

    /// <summary>A wrong address has no export: the page says what is wrong with it.</summary>
    private static async Task<PageContext?> PageAsync(HttpContext http) =>
        await http.RequestServices.GetRequiredService<ContractPage>().ReadAsync(http, Value(http, "contract")) is { Refusals.Count: 0 } page
            ? page
            : null;

    private static UnitInfo? Unit(HttpContext http, PageContext page)
    {
        if (page.Network.TryFind(Value(http, "code"), out var unit) && !page.Figures.Covers(unit.Code))
            throw new AccessDeniedException(LedgerPermissions.Figures, unit.Name);
        return unit;
    }

    private static string Value(HttpContext http, string name) => http.Request.RouteValues[name]?.ToString() ?? "";
}
