using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Api;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Training.Contracts;
using Ramure.Training.Exchange;
using Ramure.Training.Model;
using Ramure.Training.Registration;
using Ramure.Training.Registration.People;

namespace Ramure.Training.Api;

/// <summary><c>/api/v1/sessions/{id}/registrations</c>: who is registered, for the unit that holds the session.</summary>
internal static class RegistrationApi
{
    private const int LongestKey = 120;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/api/v1/sessions/{id}/registrations").WithTags(CatalogueApi.Tag).Needs(TrainingPermissions.PeopleCode);
        api.MapGet("", ListAsync).ShowsPersons("registrations").WithName("ListRegistrations").WithSummary("Les inscriptions à une session")
            .WithDescription("Dans l’ordre de leurs numéros. « state » garde un état : inscrit, demande, attente, proposee, venu, desiste, non-prise ou non-retenue. Chaque lecture laisse une trace.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesValidationProblem();
        api.MapPost("", RegisterAsync).Writes().WithMetadata(new ApiBody(typeof(ApiNewRegistration), "La personne à inscrire. Elle n’est prévenue que si « notify » vaut true."))
            .WithName("CreateRegistration").WithSummary("Inscrire quelqu’un")
            .WithDescription(
                "Comme l’unité le fait : une place s’il y en a une pour cette personne, rang sur la liste d’attente sinon, jamais plus que de places. Avec l’en-tête Idempotency-Key, la même "
                + "demande renvoyée répond 200 et ne change rien.")
            .Produces<ApiRegistration>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesValidationProblem();
        api.MapDelete("/{registration}", WithdrawAsync).Writes().WithName("DeleteRegistration").WithSummary("Désinscrire quelqu’un")
            .WithDescription("La place revient à qui attend. La ligne reste, à l’état « desiste » ; désinscrire de nouveau répond 204 et ne change rien.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>Nothing of this name, for who asks.</summary>
    internal static ProblemHttpResult NoSession(string id) => ApiAnswers.NotFound("Session inconnue", $"Aucune session n’a l’identifiant « {id} ». La liste est à /api/v1/sessions.");

    internal static async Task<Session?> FindAsync(RamureDb db, string id, CancellationToken cancel) =>
        Guid.TryParse(id, out var session) ? await db.Set<Session>().AsNoTracking().Include(s => s.Slots).SingleOrDefaultAsync(s => s.Id == session, cancel) : null;

    private static async Task<Results<Ok<ApiPage<ApiRegistration>>, ProblemHttpResult, ValidationProblem>> ListAsync(
        [Description("Identifiant de la session")] string id, RamureDb db, PeopleReader people, [Description("Seulement cet état")] string? state,
        [Description("Page, à partir de 1")] string? page, [Description("Lignes par page, 500 au plus (100 à défaut)")] string? pageSize, CancellationToken cancel)
    {
        if (await FindAsync(db, id, cancel) is not { } session)
            return NoSession(id);
        var all = await people.OfAsync(session, cancel);
        var errors = new Dictionary<string, string[]>();
        var paging = ApiPaging.Read(page, pageSize, errors);
        if (!string.IsNullOrEmpty(state) && ExchangeWords.States.All(s => s.Code != state))
            errors["state"] = [$"« {state} » n’est pas un état : écrivez {string.Join(", ", ExchangeWords.States.Select(s => s.Code))}."];
        return errors.Count > 0
            ? ApiAnswers.Refused(errors)
            : TypedResults.Ok(paging.Cut([.. all.Where(p => string.IsNullOrEmpty(state) || ExchangeWords.Code(p.Registration.State) == state).Select(ApiRegistration.Of)]));
    }

    private static async Task<Results<Created<ApiRegistration>, Ok<ApiRegistration>, ProblemHttpResult, ValidationProblem>> RegisterAsync(
        [Description("Identifiant de la session")] string id, [FromHeader(Name = "Idempotency-Key"), Description("Nomme la demande, 120 signes au plus")] string? key, HttpContext http, RamureDb db,
        IAccess access, BelongingReader belongings, ProgramRegistrar registrar, RegistrationReader reader, CancellationToken cancel)
    {
        if (await FindAsync(db, id, cancel) is not { } session)
            return NoSession(id);
        await access.DemandAsync(TrainingPermissions.People, session.Unit, cancel);
        var (body, wrong) = await ApiWrites.ReadAsync<ApiNewRegistration>(http, cancel);
        if (body is null)
            return wrong!;
        if (key?.Length > LongestKey)
            return ApiAnswers.Refused(new Dictionary<string, string[]> { ["Idempotency-Key"] = [$"Donnez une clé de {LongestKey} signes au plus."] });
        var belonging = await belongings.ReadAsync(body.Text(), audienceNeeded: false, cancel: cancel);
        if (belonging.Refusals.Count > 0)
            return ApiWrites.Refused(belonging.Refusals, Field);
        var done = await registrar.RegisterAsync(new ProgramRequest(session.Id, body.Name, body.Email, belonging.Belonging, body.Notify, string.IsNullOrWhiteSpace(key) ? null : key.Trim()), cancel);
        if (!done.TryGet(out var registered, out var refusals))
            return ApiWrites.Refused(refusals, Field);
        var answer = ApiRegistration.Of(registered.Row, await reader.RankAsync(registered.Row, cancel));
        return registered.IsNew ? TypedResults.Created($"/api/v1/sessions/{session.Id}/registrations", answer) : TypedResults.Ok(answer);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> WithdrawAsync(
        [Description("Identifiant de la session")] string id, [Description("Identifiant de l’inscription")] string registration, RamureDb db, IAccess access, Registrar registrar,
        CancellationToken cancel)
    {
        if (await FindAsync(db, id, cancel) is not { } session)
            return NoSession(id);
        await access.DemandAsync(TrainingPermissions.People, session.Unit, cancel);
        if (!Guid.TryParse(registration, out var one) || await db.Set<SessionRegistration>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == one && r.SessionId == session.Id, cancel) is not { } row)
            return ApiAnswers.NotFound("Inscription inconnue", $"Cette session n’a pas d’inscription « {registration} ». La liste est à /api/v1/sessions/{session.Id}/registrations.");
        if (row.State == RegistrationState.Withdrawn)
            return TypedResults.NoContent();
        var done = await registrar.WithdrawAsync(one, cancel);
        return done.Succeeded ? TypedResults.NoContent() : ApiWrites.Refused(done.Refusals);
    }

    private static string Field(string field) => field switch { "public" => "audience", "etablissement" => "school", _ => field };
}
