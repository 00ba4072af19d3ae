using System.ComponentModel;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Ramure.Kernel.Access;
using Ramure.Kernel.Api;
using Ramure.Ledger.Asking;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.Measures;
using Ramure.Ledger.Query;
using Ramure.Network.Contracts;

namespace Ramure.Ledger.Api;

/// <summary>A measure (<em>donnée élémentaire</em>).</summary>
internal sealed record ApiMeasure(
    string Code, string Label, string Unit, string SmallestUnit, long PerUnit, int Decimals, string Kind, string TimeOperator, string UnitOperator,
    IReadOnlyList<string> Asked, string? Service, string? Source, string? CollectionTool, string? Owner, long Entries);

/// <summary>A page of entries; <c>sum</c> and <c>distinct</c> are over all pages, so that the list can be held against its cell.</summary>
internal sealed record ApiEntries(IReadOnlyList<EntryLine> Items, int Page, int PageSize, long Total, string Sum, long? Distinct);

/// <summary><c>/api/v1/measures</c>, <c>/api/v1/aggregates</c>, <c>/api/v1/entries</c>.</summary>
internal static class LedgerApi
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/api/v1").WithTags("Registre").Needs(LedgerPermissions.FiguresCode);
        api.MapGet("/measures", MeasuresAsync).WithName("ListMeasures").WithSummary("Les mesures déclarées")
            .WithDescription("Chaque mesure avec son unité, son genre, ses opérateurs et le nombre de ses écritures, par ordre de code.")
            .ProducesValidationProblem();
        api.MapGet("/measures/{code}", MeasureAsync).WithName("GetMeasure").WithSummary("Une mesure")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/aggregates", AggregatesAsync).WithName("ListAggregates").WithSummary("Les valeurs d'une mesure, découpées")
            .WithDescription("Une cellule par mois, année, unité ou contexte : état, valeur en texte décimal dans l'unité de la mesure, nombre d'écritures, couverture. " + Tag)
            .Produces(StatusCodes.Status304NotModified).ProducesValidationProblem();
        api.MapGet("/entries", EntriesAsync).Needs(LedgerPermissions.EntriesCode).WithName("ListEntries").WithSummary("Les écritures d'une valeur")
            .WithDescription("Leur somme (ou, pour un dénombrement, le nombre de personnes distinctes) est la valeur de la cellule. " + Tag)
            .Produces(StatusCodes.Status304NotModified).ProducesValidationProblem();
    }

    private const string Tag = "L'ETag change avec le registre, le réseau et la mesure : If-None-Match répond 304 tant que rien n'a bougé.";

    private static async Task<Results<Ok<ApiPage<ApiMeasure>>, ValidationProblem>> MeasuresAsync(
        MeasureReader measures, [Description("Page, à partir de 1")] string? page, [Description("Lignes par page, 500 au plus (100 à défaut)")] string? pageSize,
        CancellationToken cancel)
    {
        var errors = new Dictionary<string, string[]>();
        var paging = ApiPaging.Read(page, pageSize, errors);
        if (errors.Count > 0)
            return ApiAnswers.Refused(errors);
        return TypedResults.Ok(paging.Cut([.. (await measures.AllAsync(cancel)).Select(Measure)]));
    }

    private static async Task<Results<Ok<ApiMeasure>, ProblemHttpResult>> MeasureAsync(
        [Description("Code de la mesure")] string code, MeasureReader measures, CancellationToken cancel) =>
        (await measures.AllAsync(cancel)).FirstOrDefault(m => m.Definition.Code == code) is { } found
            ? TypedResults.Ok(Measure(found))
            : ApiAnswers.NotFound("Mesure inconnue", $"La mesure « {code} » n'est pas déclarée. La liste est à /api/v1/measures.");

    private static async Task<Results<Ok<ApiPage<CellView>>, StatusCodeHttpResult, ValidationProblem>> AggregatesAsync(
        [AsParameters] Asked asked, [Description("Découpage : month, civil-year, school-year, unit ou context:CLÉ ; plusieurs séparés par des virgules")] string? by,
        HttpContext http, CellQueries cells, ILedgerReader ledger, INetwork network, MeasureCatalogue catalogue, CancellationToken cancel)
    {
        var errors = new Dictionary<string, string[]>();
        var paging = asked.Paging(errors);
        var version = await VersionAsync(asked, ledger, network, catalogue, cancel);
        var result = await cells.RunAsync(asked.Request(by), cancel);
        errors.Add(result.Refusals, Field);
        if (errors.Count > 0)
            return ApiAnswers.Refused(errors);
        return ApiAnswers.IsKnown(http, version) ? ApiAnswers.NotModified : TypedResults.Ok(paging.Cut(result.Value.Cells));
    }

    private static async Task<Results<Ok<ApiEntries>, StatusCodeHttpResult, ValidationProblem>> EntriesAsync(
        [AsParameters] Asked asked, HttpContext http, EntryQueries entries, ILedgerReader ledger, INetwork network, MeasureCatalogue catalogue, CancellationToken cancel)
    {
        var errors = new Dictionary<string, string[]>();
        var paging = asked.Paging(errors);
        var version = await VersionAsync(asked, ledger, network, catalogue, cancel);
        var result = await entries.RunAsync(asked.Request(null), errors.Count > 0 ? 0 : paging.Skip, errors.Count > 0 ? 1 : paging.Size, cancel);
        errors.Add(result.Refusals, Field);
        if (errors.Count > 0)
            return ApiAnswers.Refused(errors);
        if (ApiAnswers.IsKnown(http, version))
            return ApiAnswers.NotModified;
        var found = result.Value;
        return TypedResults.Ok(new ApiEntries(found.Entries, paging.Page, paging.Size, found.Count, found.Sum, found.Distinct));
    }

    /// <summary>A measure's definition is in its tag too: declaring it again with other decimals changes what is answered.</summary>
    private static async Task<string> VersionAsync(Asked asked, ILedgerReader ledger, INetwork network, MeasureCatalogue catalogue, CancellationToken cancel)
    {
        var definition = (await catalogue.AllAsync(cancel)).GetValueOrDefault(asked.Measure ?? "");
        var hash = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(definition)).AsSpan(0, 4));
        return $"{await ledger.PositionAsync(cancel)}-{(await network.SnapshotAsync(cancel)).Version}-{hash}";
    }

    private static string Field(string field) => field == "as-known-at" ? "asKnownAt" : field;

    private static ApiMeasure Measure(CountedMeasure counted)
    {
        var m = counted.Definition;
        return new ApiMeasure(
            m.Code, m.Label, m.Unit, m.SmallestUnit, m.PerUnit, m.Decimals, Code(m.Kind), Code(m.TimeOperator), Code(m.UnitOperator), m.Asked, m.Service,
            m.Source, m.CollectionTool, m.Owner, counted.Entries);
    }

    private static string Code<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>The question, as its address names it.</summary>
    private sealed record Asked
    {
        [FromQuery(Name = "measure"), Description("Code de la mesure")]
        public string? Measure { get; init; }

        [FromQuery(Name = "unit"), Description("Code de l'unité")]
        public string? Unit { get; init; }

        [FromQuery(Name = "subtree"), Description("true : avec les unités qui en dépendent")]
        public string? Subtree { get; init; }

        [FromQuery(Name = "within"), Description("Code d'une unité : seulement la part de unit dans le sous-arbre de celle-ci, comme la donne by=unit")]
        public string? Within { get; init; }

        [FromQuery(Name = "from"), Description("Premier jour, compris : 2018-01-01")]
        public string? From { get; init; }

        [FromQuery(Name = "to"), Description("Jour de fin, non compris : 2019-01-01")]
        public string? To { get; init; }

        [FromQuery(Name = "view"), Description("courant, ou constant:2019-06-01")]
        public string? View { get; init; }

        [FromQuery(Name = "asKnownAt"), Description("Le registre tel qu'il était connu à cet instant (ISO 8601, UTC à défaut de décalage)")]
        public string? AsKnownAt { get; init; }

        [FromQuery(Name = "context"), Description("Seulement ce contexte : clé:valeur ou clé:a|b ; peut être répété")]
        public string[]? Context { get; init; }

        [FromQuery(Name = "page"), Description("Page, à partir de 1")]
        public string? Page { get; init; }

        [FromQuery(Name = "pageSize"), Description("Lignes par page, 500 au plus (100 à défaut)")]
        public string? PageSize { get; init; }

        /// <summary>Reads the page asked for; what is wrong in it is added under its name.</summary>
        public ApiPaging Paging(Dictionary<string, string[]> errors)
        {
            if (Subtree is not (null or "true" or "false" or "1" or "0"))
                errors["subtree"] = [$"« {Subtree} » n'est pas compris : écrivez true ou false."];
            return ApiPaging.Read(Page, PageSize, errors);
        }

        public CellRequest Request(string? by) => new(Measure, Unit, Subtree is "true" or "1", From, To, by, View, AsKnownAt, string.Join(';', Context ?? []), Within);
    }
}
