using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Time;
using Ramure.Training.Calendar;
using Ramure.Training.Contracts;
using Ramure.Ui.Components;

namespace Ramure.Training.Quality;

/// <summary>The 32 lines as a file.</summary>
internal static class QualityExport
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapTableExport<QualityLine>("/formations/qualite/export", "qualite", QualityLine.Columns, async http =>
        {
            var services = http.RequestServices;
            if (await services.GetRequiredService<PlanningUnits>().FindAsync(http.Request.Query["unite"], TrainingPermissions.Results, http.RequestAborted) is not { Unit: { } unit })
                return null;
            var year = PlanningReader.Year(http.Request.Query["annee"], services.GetRequiredService<IClock>().Today(unit.TimeZone));
            return await services.GetRequiredService<EvidenceReader>().ReadAsync(unit, year, http.RequestAborted);
        }).Needs(TrainingPermissions.ResultsCode);
}
