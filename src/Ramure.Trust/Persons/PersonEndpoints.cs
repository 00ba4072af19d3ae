using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Ramure.Kernel.Access;

namespace Ramure.Trust.Persons;

/// <summary>What is held about a person, as a file.</summary>
internal static class PersonEndpoints
{
    public const string Own = "/compte/donnees";
    public const string Register = "/administration/donnees-personnelles";
    public const string Persons = Register + "/personnes";
    public const string One = Register + "/personne";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Own + ".json", (PersonExport export, IAccess access, CancellationToken cancel) => FileAsync(export, access.Actor.Reference, "mes-donnees", cancel))
            .ExcludeFromDescription().Needs(TrustPermissions.OwnCode);
        endpoints.MapGet(One + ".json", (string? reference, PersonExport export, CancellationToken cancel) => FileAsync(export, reference, "donnees-personne", cancel))
            .ExcludeFromDescription().Needs(TrustPermissions.PersonsCode).ShowsPersons("person", "reference");
    }

    private static async Task<IResult> FileAsync(PersonExport export, string? reference, string name, CancellationToken cancel) =>
        await export.ReadAsync(reference, cancel) is var (person, held)
            ? Results.File(Encoding.UTF8.GetBytes(export.Write(person, held)), "application/json; charset=utf-8", name + ".json")
            : Results.NotFound();
}
