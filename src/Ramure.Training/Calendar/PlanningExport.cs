using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Time;
using Ramure.Training.Contracts;
using Ramure.Ui.Components;

namespace Ramure.Training.Calendar;

/// <summary>The list of a unit's sessions as a file.</summary>
internal static class PlanningExport
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapTableExport<SessionLoad>("/formations/planning/export", "sessions", SessionLoad.Columns, async http =>
        {
            var services = http.RequestServices;
            if (await services.GetRequiredService<PlanningUnits>().FindAsync(http.Request.Query["unite"], http.RequestAborted) is not { Unit: { } unit })
                return null;
            var year = PlanningReader.Year(http.Request.Query["annee"], services.GetRequiredService<IClock>().Today(unit.TimeZone));
            return await services.GetRequiredService<PlanningReader>().LoadAsync(unit.Code, Period.SchoolYear(year).Days, unit.TimeZone, http.RequestAborted);
        }).Needs(TrainingPermissions.PrepareCode);
}
