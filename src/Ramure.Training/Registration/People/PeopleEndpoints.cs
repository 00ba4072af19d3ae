using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Training.Catalogue;
using Ramure.Training.Contracts;
using Ramure.Training.Registration.Nominations;
using Ramure.Ui.Components;

namespace Ramure.Training.Registration.People;

/// <summary>What is not a page: the list as a file, the template of the import.</summary>
internal static class PeopleEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapTableExport("/formations/sessions/{id:guid}/inscrits/liste", "inscrits", PersonRow.Columns, async context =>
        {
            var services = context.RequestServices;
            if (!Guid.TryParse(context.Request.RouteValues["id"]?.ToString(), out var id)
                || await services.GetRequiredService<CatalogueReader>().SessionAsync(id, context.RequestAborted) is not { } found)
                return null;
            var people = await services.GetRequiredService<PeopleReader>().OfAsync(found.Session, context.RequestAborted);
            return PeopleFilter.Keep(people, context.Request.Query["etat"]);
        }).Needs(TrainingPermissions.PeopleCode).ShowsPersons("registrations");
        endpoints.MapGet("/formations/designes/modele.csv", Template).ExcludeFromDescription().Needs(TrainingPermissions.PeopleCode);
    }

    private static IResult Template() => Results.File(
        Encoding.UTF8.GetBytes(string.Join(',', NominationFile.Format) + "\r\n"), "text/csv; charset=utf-8", "designes-modele.csv");
}

/// <summary>The states that an address asks for.</summary>
internal static class PeopleFilter
{
    public static IEnumerable<PersonRow> Keep(IEnumerable<PersonRow> people, string? state) =>
        RegistrationWords.States.FirstOrDefault(s => s.Code == state) is { Code: not null } asked ? people.Where(p => p.Registration.State == asked.State) : people;
}
