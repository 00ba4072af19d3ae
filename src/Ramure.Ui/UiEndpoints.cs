using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Ui.Components;
using Ramure.Ui.Guide;
using Ramure.Ui.Maps;

namespace Ramure.Ui;

/// <summary>Addresses of the design system that are not pages.</summary>
public static class UiEndpoints
{
    /// <summary>Maps the export of the guide's example table.</summary>
    public static void MapRamureUi(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapTableExport("/guide/composants/exemple", "exemple", ExampleRow.Columns, context =>
            Task.FromResult<IEnumerable<ExampleRow>?>(ExampleRow.All(context.RequestServices.GetRequiredService<DepartementShapes>())), "exemple", "departement").Public();
}
