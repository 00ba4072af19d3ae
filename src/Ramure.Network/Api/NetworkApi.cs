using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Ramure.Kernel.Access;
using Ramure.Kernel.Api;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Network.Schools;

namespace Ramure.Network.Api;

/// <summary>A unit on a day; <c>to</c> is null while it is open.</summary>
internal sealed record ApiUnit(
    string Code, string Name, string ShortName, string Kind, string TimeZone, DateOnly From, DateOnly? To, string? Parent,
    string? Departement, string? Town, double? Latitude, double? Longitude);

/// <summary>A unit with its memberships and successions at all dates.</summary>
internal sealed record ApiUnitDetail(
    ApiUnit Unit, IReadOnlyList<ApiMembership> Memberships, IReadOnlyList<ApiSuccession> Successors, IReadOnlyList<ApiSuccession> Predecessors);

/// <summary>A parent during [from, to).</summary>
internal sealed record ApiMembership(string? Parent, DateOnly From, DateOnly? To);

/// <summary>The other unit of a succession; <c>share</c> is null where the series breaks.</summary>
internal sealed record ApiSuccession(string Unit, DateOnly Day, decimal? Share);

/// <summary><c>/api/v1/units</c> and <c>/api/v1/schools</c>.</summary>
internal static class NetworkApi
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var units = endpoints.MapGroup("/api/v1/units").WithTags("Réseau").Public();
        units.MapGet("", UnitsAsync).WithName("ListUnits").WithSummary("Les unités ouvertes à une date")
            .WithDescription("Sans « at », aujourd'hui. « parent » garde les unités rattachées directement à celle-ci ce jour-là, « kind » un genre. L'ETag change avec le réseau.")
            .Produces(StatusCodes.Status304NotModified).ProducesValidationProblem();
        units.MapGet("/{code}", UnitAsync).WithName("GetUnit").WithSummary("Une unité, ses rattachements et ses successions")
            .Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound).ProducesValidationProblem();
        var schools = endpoints.MapGroup("/api/v1/schools").WithTags("Établissements scolaires").Public();
        schools.MapGet("", SchoolsAsync).WithName("ListSchools").WithSummary("Recherche par nom, commune ou code UAI, avec ou sans accents").ProducesValidationProblem();
        schools.MapGet("/{uai}", SchoolAsync).WithName("GetSchool").WithSummary("Un établissement par son code UAI").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<ApiPage<ApiUnit>>, StatusCodeHttpResult, ValidationProblem>> UnitsAsync(
        INetwork network, IClock clock, HttpContext http, string? at, string? parent, string? kind, string? page, string? pageSize, CancellationToken cancel)
    {
        var snapshot = await network.SnapshotAsync(cancel);
        var errors = new Dictionary<string, string[]>();
        var day = Day(at, snapshot, clock, errors);
        var above = default(UnitInfo);
        if (!string.IsNullOrEmpty(parent) && !snapshot.TryFind(parent, out above))
            errors["parent"] = [$"L'unité « {parent} » n'existe pas."];
        var asked = ApiPaging.Read(page, pageSize, errors);
        if (errors.Count > 0)
            return ApiAnswers.Refused(errors);
        if (NotModified(http, snapshot, at is null ? day : null))
            return ApiAnswers.NotModified;
        var found = (above is null ? snapshot.Units.Where(u => u.Open.Contains(day)) : snapshot.ChildrenAt(above.Number, day))
            .Where(u => string.IsNullOrEmpty(kind) || u.Kind == kind)
            .OrderBy(u => u.Code, StringComparer.Ordinal).ToList();
        return TypedResults.Ok(new ApiPage<ApiUnit>(
            [.. found.Skip(asked.Skip).Take(asked.Size).Select(u => Unit(snapshot, u, day))], asked.Page, asked.Size, found.Count));
    }

    private static async Task<Results<Ok<ApiUnitDetail>, StatusCodeHttpResult, ProblemHttpResult, ValidationProblem>> UnitAsync(
        string code, INetwork network, IClock clock, HttpContext http, string? at, CancellationToken cancel)
    {
        var snapshot = await network.SnapshotAsync(cancel);
        var errors = new Dictionary<string, string[]>();
        var day = Day(at, snapshot, clock, errors);
        if (errors.Count > 0)
            return ApiAnswers.Refused(errors);
        if (!snapshot.TryFind(code, out var unit))
            return ApiAnswers.NotFound("Unité inconnue", $"L'unité « {code} » n'existe pas. La liste est à /api/v1/units.");
        if (NotModified(http, snapshot, at is null ? day : null))
            return ApiAnswers.NotModified;
        return TypedResults.Ok(new ApiUnitDetail(
            Unit(snapshot, unit, day),
            [.. snapshot.MembershipsOf(unit.Number).Select(m => new ApiMembership(m.Parent is { } p ? snapshot[p].Code : null, m.Days.From, End(m.Days)))],
            [.. snapshot.SuccessorsOf(unit.Number).Select(s => new ApiSuccession(snapshot[s.Successor].Code, s.Day, s.Share))],
            [.. snapshot.PredecessorsOf(unit.Number).Select(s => new ApiSuccession(snapshot[s.Predecessor].Code, s.Day, s.Share))]));
    }

    private static async Task<Results<Ok<ApiPage<SchoolInfo>>, ValidationProblem>> SchoolsAsync(
        SchoolDirectory schools, string? q, string? page, string? pageSize, CancellationToken cancel)
    {
        var errors = new Dictionary<string, string[]>();
        var asked = ApiPaging.Read(page, pageSize, errors);
        if (errors.Count > 0)
            return ApiAnswers.Refused(errors);
        var found = await schools.PageAsync(q, asked.Skip, asked.Size, cancel);
        return TypedResults.Ok(new ApiPage<SchoolInfo>(found, asked.Page, asked.Size, await schools.CountAsync(q, cancel)));
    }

    private static async Task<Results<Ok<SchoolInfo>, ProblemHttpResult>> SchoolAsync(string uai, ISchools schools, CancellationToken cancel) =>
        await schools.FindAsync(uai.ToUpperInvariant(), cancel) is { } school
            ? TypedResults.Ok(school)
            : ApiAnswers.NotFound(
                "Établissement inconnu", Uai.Fault(uai.ToUpperInvariant()) ?? $"Aucun établissement n'a le code « {uai} » dans l'annuaire.");

    private static ApiUnit Unit(NetworkSnapshot network, UnitInfo unit, DateOnly day) => new(
        unit.Code, unit.Name, unit.ShortName, unit.Kind, unit.TimeZone, unit.Open.From, End(unit.Open), network.ParentAt(unit.Number, day)?.Code,
        unit.Departement, unit.Town, unit.Latitude, unit.Longitude);

    private static DateOnly? End(DayRange days) => days.To == DateOnly.MaxValue ? null : days.To;

    private static DateOnly Day(string? at, NetworkSnapshot network, IClock clock, Dictionary<string, string[]> errors)
    {
        if (at is null)
            return clock.Today(network);
        if (!WrittenDay.TryRead(at, out var day))
            errors["at"] = [$"« {at} » n'est pas un jour du calendrier : écrivez année-mois-jour, par exemple 2024-06-01."];
        return day;
    }

    /// <summary>An answer about today also ages with the day.</summary>
    private static bool NotModified(HttpContext http, NetworkSnapshot network, DateOnly? today) =>
        ApiAnswers.IsKnown(http, string.Create(CultureInfo.InvariantCulture, $"n{network.Version}{(today is { } day ? $"-{day:yyyyMMdd}" : "")}"));
}
