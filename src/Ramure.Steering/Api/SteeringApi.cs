using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Ramure.Kernel.Access;
using Ramure.Kernel.Api;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Network.Contracts;
using Ramure.Steering.Board;
using Ramure.Steering.Contracts;
using Ramure.Steering.Indicators;
using Ramure.Steering.Loading;
using Ramure.Steering.Model;

namespace Ramure.Steering.Api;

/// <summary>A contract.</summary>
internal sealed record ApiContract(string Code, string Title, DateOnly From, DateOnly To, int Version, int Indicators, int OpenDisagreements);

/// <summary>An indicator: numbers as decimal strings; <c>baseline</c> may be <c>NC</c>; a target is null while two statements disagree.</summary>
internal sealed record ApiIndicator(
    string Code, string Objective, string Label, string Unit, int Decimals, string Direction, string Calendar, string? Formula,
    int? BaselineYear, string? Baseline, IReadOnlyDictionary<string, string?> Targets, IReadOnlyList<string> OpenDisagreements);

/// <summary>A value: numbers as decimal strings in the indicator's unit.</summary>
internal sealed record ApiValue(
    string Indicator, string Unit, string Period, string State, string? Value, string? Numerator, string? Denominator,
    ApiCoverage Coverage, string? Target, string Attainment, bool ReachedEarly, string? Reason);

/// <summary>Known units of those expected.</summary>
internal sealed record ApiCoverage(int Known, int Expected);

/// <summary><c>/api/v1/contracts</c>.</summary>
internal static class SteeringApi
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var contracts = endpoints.MapGroup("/api/v1/contracts").WithTags("Contrats").Needs(LedgerPermissions.FiguresCode);
        contracts.MapGet("", ListAsync).WithName("ListContracts").WithSummary("Les contrats chargés");
        contracts.MapGet("/{code}", OneAsync).WithName("GetContract").WithSummary("Un contrat")
            .ProducesProblem(StatusCodes.Status404NotFound);
        contracts.MapGet("/{code}/indicators", IndicatorsAsync).WithName("ListIndicators")
            .WithSummary("Les indicateurs d'un contrat, tels qu'ils sont énoncés")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesValidationProblem();
        contracts.MapGet("/{code}/values", ValuesAsync).WithName("ListIndicatorValues")
            .WithSummary("Les valeurs des indicateurs d'une unité et d'une année")
            .WithDescription("L'ETag change avec le registre, le contrat et le réseau : If-None-Match répond 304 tant que rien n'a bougé.")
            .Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound).ProducesValidationProblem();
    }

    private static async Task<Results<Ok<ApiPage<ApiContract>>, ValidationProblem>> ListAsync(
        ContractStore store, HttpContext http, string? page, string? pageSize, CancellationToken cancel)
    {
        var errors = new Dictionary<string, string[]>();
        var asked = ApiPaging.Read(page, pageSize, errors);
        if (errors.Count > 0)
            return ApiAnswers.Refused(errors);
        return TypedResults.Ok(asked.Cut((await store.AllAsync(cancel)).Select(Contract).ToList()));
    }

    private static async Task<Results<Ok<ApiContract>, ProblemHttpResult>> OneAsync(string code, ContractStore store, CancellationToken cancel) =>
        await store.FindAsync(code, cancel) is { } contract ? TypedResults.Ok(Contract(contract)) : Unknown(code);

    private static async Task<Results<Ok<ApiPage<ApiIndicator>>, ValidationProblem, ProblemHttpResult>> IndicatorsAsync(
        string code, ContractStore store, string? page, string? pageSize, CancellationToken cancel)
    {
        var errors = new Dictionary<string, string[]>();
        var asked = ApiPaging.Read(page, pageSize, errors);
        if (errors.Count > 0)
            return ApiAnswers.Refused(errors);
        return await store.FindAsync(code, cancel) is { } contract
            ? TypedResults.Ok(asked.Cut(contract.Indicators.Select(Indicator).ToList()))
            : Unknown(code);
    }

    private static async Task<Results<Ok<ApiPage<ApiValue>>, StatusCodeHttpResult, ValidationProblem, ProblemHttpResult>> ValuesAsync(
        string code, HttpContext http, ContractStore store, INetwork network, ILedgerReader ledger, IndicatorReader indicators, IAccess access, IClock clock,
        string? year, string? unit, string? view, string? page, string? pageSize, CancellationToken cancel)
    {
        if (await store.FindAsync(code, cancel) is not { } contract)
            return Unknown(code);
        var snapshot = await network.SnapshotAsync(cancel);
        var errors = new Dictionary<string, string[]>();
        var askedYear = contract.Definition.Years.Last();
        if (year is not null && !(int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out askedYear) && askedYear is >= 1950 and <= 2200))
            errors["year"] = [$"« {year} » n'est pas une année."];
        var figures = await access.DemandAsync(LedgerPermissions.Figures, cancel);
        var askedUnit = snapshot.Roots.FirstOrDefault();
        if (askedUnit is not null && !figures.Covers(askedUnit.Code))
            askedUnit = snapshot.Tops(figures, clock.Today(askedUnit.TimeZone)) is [var own, ..] ? own : askedUnit;
        if (unit is not null && !snapshot.TryFind(unit, out askedUnit))
            errors["unit"] = [$"L'unité « {unit} » n'existe pas."];
        if (!HierarchyView.TryParse(view, out var askedView))
            errors["view"] = ["Écrivez « courant » ou « constant:2019-06-01 »."];
        var asked = ApiPaging.Read(page, pageSize, errors);
        if (errors.Count > 0 || askedUnit is null)
            return ApiAnswers.Refused(errors);

        await access.DemandAsync(LedgerPermissions.Figures, askedUnit.Code, cancel);
        if (ApiAnswers.IsKnown(http, $"{await ledger.PositionAsync(cancel)}-{contract.Version}-{contract.Revision}-{snapshot.Version}"))
            return ApiAnswers.NotModified;
        var answer = await indicators.ReadAsync(
            contract, new IndicatorQuestion(code, null, [askedUnit.Code], [askedYear], askedView), cancel);
        return TypedResults.Ok(asked.Cut(answer.Values.Select(v => Value(contract.Find(v.Indicator)!, v)).ToList()));
    }

    private static ApiContract Contract(EffectiveContract contract) => new(
        contract.Code, contract.Definition.Title, contract.Definition.From, contract.Definition.To, contract.Version,
        contract.Indicators.Count, contract.OpenDisagreements);

    private static ApiIndicator Indicator(EffectiveIndicator indicator) => new(
        indicator.Code,
        indicator.Definition.Objective,
        indicator.Label,
        indicator.Definition.Unit,
        indicator.Definition.Decimals,
        indicator.Definition.Direction.Code(),
        indicator.Definition.Calendar == Kernel.Time.YearCalendar.Civil ? "civil" : "school",
        indicator.Formula?.Text,
        indicator.BaselineYear,
        Text(indicator.Baseline),
        indicator.Targets.ToDictionary(t => t.Key.ToString(CultureInfo.InvariantCulture), t => Text(t.Value.Value)),
        [.. indicator.Disagreements.Where(d => !d.IsSettled).Select(d => d.Disagreement.Item)]);

    private static ApiValue Value(EffectiveIndicator indicator, IndicatorValue value) => new(
        value.Indicator,
        value.Unit,
        Kernel.Time.Period.Year(indicator.Definition.Calendar, value.Year).Label,
        value.State.Code(),
        Text(value.Value, indicator.Definition.Decimals),
        Text(value.Numerator),
        Text(value.Denominator),
        new ApiCoverage(value.Coverage.Known, value.Coverage.Expected),
        value.Target is { Low: { } low, High: { } high } ? $"{Text(low)}..{Text(high)}" : Text(value.Target?.Number),
        value.Attainment.Code(),
        value.ReachedEarly,
        value.Reason);

    private static string? Text(decimal? number, int? decimals = null) => number?.ToString(
        decimals is { } d ? "F" + d.ToString(CultureInfo.InvariantCulture) : "0.############################", CultureInfo.InvariantCulture);

    private static string? Text(Figure? figure) => figure switch
    {
        null => null,
        { Number: { } number } => Text(number),
        { Low: { } low, High: { } high } => $"{Text(low)}..{Text(high)}",
        _ => figure.Text,
    };

    private static ProblemHttpResult Unknown(string code) =>
        ApiAnswers.NotFound("Contrat inconnu", $"Le contrat « {code} » n'existe pas. La liste est à /api/v1/contracts.");
}
