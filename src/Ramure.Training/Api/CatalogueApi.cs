using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Ramure.Kernel.Access;
using Ramure.Kernel.Api;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Training.Catalogue;
using Ramure.Training.Catalogue.Searching;
using Ramure.Training.Model;
using Ramure.Training.Recognition;

namespace Ramure.Training.Api;

/// <summary>What a document says of itself to whoever holds its code: the page of verification, for programs.</summary>
internal sealed record ApiCertificate(
    string Kind, string Number, bool Valid, string State, string Training, string Unit, string Days, string Duration, string IssuedOn, string Initials, string? Badge);

/// <summary><c>/api/v1/trainings</c>, <c>/api/v1/sessions</c> and <c>/api/v1/certificates</c>: what anybody may read.</summary>
internal static class CatalogueApi
{
    public const string Tag = "Formations";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/api/v1").WithTags(Tag).Public();
        api.MapGet("/trainings", TrainingsAsync).WithName("ListTrainings").WithSummary("Les formations publiées")
            .WithDescription("Celles que le catalogue trouve, avec les mêmes filtres : une date, un lieu ou des places libres ne gardent que celles dont une session à venir répond.")
            .ProducesValidationProblem();
        api.MapGet("/trainings/{id}", TrainingAsync).WithName("GetTraining").WithSummary("Une formation publiée et ses sessions à venir").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/sessions", SessionsAsync).WithName("ListSessions").WithSummary("Les sessions à venir")
            .WithDescription("Les sessions des formations publiées, la plus proche d’abord, avec les filtres du catalogue. « free » compte les places que personne ne tient, à cet instant.")
            .ProducesValidationProblem();
        api.MapGet("/sessions/{id}", SessionAsync).WithName("GetSession").WithSummary("Une session d’une formation publiée, à venir ou passée").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/certificates/{code}", CertificateAsync).WithName("VerifyCertificate").WithSummary("Vérifier une attestation, un certificat ou un badge par son code")
            .WithDescription("Ce que montre la page de vérification et rien de plus : ni le nom ni l’adresse. Le code, vingt signes, est au bas du document ; un numéro ne suffit pas.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<ApiPage<ApiTraining>>, ValidationProblem>> TrainingsAsync([AsParameters] Asked asked, CatalogueFinder finder, CancellationToken cancel)
    {
        var errors = new Dictionary<string, string[]>();
        var paging = ApiPaging.Read(asked.Page, asked.PageSize, errors);
        var prepared = await finder.PrepareAsync(asked.Address(), cancel);
        errors.Add(prepared.Refusals, Field);
        if (errors.Count > 0)
            return ApiAnswers.Refused(errors);
        var found = prepared.Value.Search.Courses();
        return TypedResults.Ok(new ApiPage<ApiTraining>([.. found.Skip(paging.Skip).Take(paging.Size).Select(ApiTraining.Of)], paging.Page, paging.Size, found.Count));
    }

    private static async Task<Results<Ok<ApiPage<ApiSession>>, ValidationProblem>> SessionsAsync([AsParameters] Asked asked, CatalogueFinder finder, CancellationToken cancel)
    {
        var errors = new Dictionary<string, string[]>();
        var paging = ApiPaging.Read(asked.Page, asked.PageSize, errors);
        var prepared = await finder.PrepareAsync(asked.Address(), cancel);
        errors.Add(prepared.Refusals, Field);
        if (errors.Count > 0)
            return ApiAnswers.Refused(errors);
        var found = prepared.Value.Search.Sessions();
        var shown = found.Skip(paging.Skip).Take(paging.Size).ToList();
        var seats = new Searching(await finder.SeatsAsync([.. shown.Select(s => s.Session.Id)], cancel));
        return TypedResults.Ok(new ApiPage<ApiSession>([.. shown.Select(s => ApiSession.Of(s, seats))], paging.Page, paging.Size, found.Count));
    }

    private static async Task<Results<Ok<ApiTrainingDetail>, ProblemHttpResult>> TrainingAsync(
        [Description("Identifiant de la formation")] string id, CatalogueReader catalogue, CancellationToken cancel) =>
        Guid.TryParse(id, out var course) && await catalogue.CourseAsync(course, cancel) is { Course.State: CourseState.Published } found
            ? TypedResults.Ok(ApiTrainingDetail.Of(found))
            : ApiAnswers.NotFound("Formation inconnue", $"Aucune formation publiée n’a l’identifiant « {id} ». La liste est à /api/v1/trainings.");

    private static async Task<Results<Ok<ApiSession>, ProblemHttpResult>> SessionAsync(
        [Description("Identifiant de la session")] string id, CatalogueReader catalogue, CancellationToken cancel) =>
        Guid.TryParse(id, out var session) && await catalogue.SessionAsync(session, cancel) is { Course.State: CourseState.Published } found
            ? TypedResults.Ok(ApiSession.Of(found.Course, found.Session))
            : ApiAnswers.NotFound("Session inconnue", $"Aucune formation publiée n’a de session « {id} ». La liste est à /api/v1/sessions.");

    private static async Task<Results<Ok<ApiCertificate>, ProblemHttpResult>> CertificateAsync(
        [Description("Code de vérification, avec ou sans traits d’union")] string code, CredentialReader reader, CancellationToken cancel)
    {
        if (await reader.ByCodeAsync(code, cancel) is not { } credential)
            return ApiAnswers.NotFound("Document inconnu", "Aucun document de ce réseau ne porte ce code. Vérifiez-le signe par signe : il en compte vingt, sans I, L, O ni U.");
        var told = Verification.Of(credential);
        return TypedResults.Ok(new ApiCertificate(
            RecognitionWords.Label(told.Kind), told.Number, told.IsValid, told.State, told.Course, told.Unit, told.Days, told.Duration, told.IssuedOn, told.Initials, told.Badge));
    }

    /// <summary>The names of the catalogue’s address, as the API says them.</summary>
    private static string Field(string field) => field switch
    {
        "public" => "audience",
        "modalite" => "modality",
        "cadre" => "frame",
        "du" => "from",
        "au" => "to",
        "lieu" => "near",
        "places" => "free",
        "unite" => "unit",
        "tri" => "sort",
        _ => field,
    };

    /// <summary>A search of the catalogue.</summary>
    private sealed record Asked
    {
        [FromQuery(Name = "q"), Description("Des mots, avec ou sans accents")]
        public string? Words { get; init; }

        [FromQuery(Name = "theme"), Description("Code d’un thème")]
        public string? Theme { get; init; }

        [FromQuery(Name = "audience"), Description("Code d’un public")]
        public string? Audience { get; init; }

        [FromQuery(Name = "competence"), Description("Code d’une compétence : CC9, EDU2.1")]
        public string? Competence { get; init; }

        [FromQuery(Name = "modality"), Description("presence, distance, autonomie ou hybride")]
        public string? Modality { get; init; }

        [FromQuery(Name = "frame"), Description("plan-academique, plan-departemental, proximite, national, atelier, commande, institutionnel ou politique-locale")]
        public string? Frame { get; init; }

        [FromQuery(Name = "from"), Description("Premier jour, compris : 2026-01-01")]
        public string? From { get; init; }

        [FromQuery(Name = "to"), Description("Jour de fin, non compris : 2027-01-01")]
        public string? To { get; init; }

        [FromQuery(Name = "near"), Description("Commune, ou code UAI, autour de laquelle chercher")]
        public string? Near { get; init; }

        [FromQuery(Name = "km"), Description("À cette distance au plus de near (50 à défaut)")]
        public string? Km { get; init; }

        [FromQuery(Name = "free"), Description("true : seulement avec des places libres et des inscriptions ouvertes")]
        public string? Free { get; init; }

        [FromQuery(Name = "unit"), Description("Code d’une unité : elle et celles qui en dépendent")]
        public string? Unit { get; init; }

        [FromQuery(Name = "sort"), Description("date, distance ou titre ; pour les formations seulement")]
        public string? Sort { get; init; }

        [FromQuery(Name = "page"), Description("Page, à partir de 1")]
        public string? Page { get; init; }

        [FromQuery(Name = "pageSize"), Description("Lignes par page, 500 au plus (100 à défaut)")]
        public string? PageSize { get; init; }

        public CatalogueAddress Address() => new()
        {
            Words = Said(Words),
            Theme = Said(Theme),
            Audience = Said(Audience),
            Competence = Said(Competence),
            Modality = Said(Modality),
            Frame = Said(Frame),
            From = Said(From),
            // The catalogue's address names the last day, the API the day after.
            To = WrittenDay.TryRead(To, out var end) ? end.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : Said(To),
            Near = Said(Near),
            Km = Said(Km),
            Seats = Free is "true" or "1" ? "libres" : null,
            Unit = Said(Unit),
            Sort = Said(Sort),
        };

        private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }
}
