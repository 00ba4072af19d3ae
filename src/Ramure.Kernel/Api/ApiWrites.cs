using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Ramure.Kernel.Operations;

namespace Ramure.Kernel.Api;

/// <summary>What the body of a write is, for the document: the write reads it itself, so that whatever is sent gets an answer of ours.</summary>
/// <param name="Type">Of the JSON object.</param>
/// <param name="Description">French.</param>
public sealed record ApiBody(Type Type, string Description);

/// <summary>Writes of the API: for programs with a token, and for pages with the token of their form.</summary>
public static class ApiWrites
{
    private const int MostBytes = 2 * 1024 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>A browser sends its cookie wherever somebody leads it: with a cookie alone nothing is written.</summary>
    public static RouteHandlerBuilder Writes(this RouteHandlerBuilder endpoint) => endpoint
        .WithMetadata(new RequireAntiforgeryTokenAttribute())
        .AddEndpointFilter(async (context, next) =>
            context.HttpContext.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            || context.HttpContext.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true }
                ? await next(context)
                : TypedResults.Problem("Écrire demande un jeton, dans l’en-tête Authorization. Il se fait à la page /compte/jetons.", statusCode: StatusCodes.Status400BadRequest, title: "Jeton nécessaire"));

    /// <summary>The body, or the answer that says what is wrong with it.</summary>
    public static async Task<(T? Body, ValidationProblem? Wrong)> ReadAsync<T>(HttpContext http, CancellationToken cancel)
        where T : class
    {
        if (!http.Request.HasJsonContentType())
            return (null, Wrong("", "Envoyez un objet JSON, avec l’en-tête Content-Type: application/json."));
        if (http.Request.ContentLength > MostBytes)
            return (null, Wrong("", $"Envoyez au plus {MostBytes / 1024 / 1024} Mo à la fois."));
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(http.Request.Body, Json, cancel) is { } body ? (body, null) : (null, Wrong("", "Rien n’a été envoyé."));
        }
        catch (JsonException unreadable)
        {
            var field = unreadable.Path is { } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "";
            return (null, Wrong(field, "Ce champ manque, n’est pas connu, ou sa valeur n’est pas de la bonne sorte."));
        }
    }

    /// <summary>What was understood and cannot be done: 422, with the messages under their fields.</summary>
    public static ProblemHttpResult Refused(IReadOnlyList<Refusal> refusals, Func<string, string>? name = null)
    {
        var errors = new Dictionary<string, string[]>();
        errors.Add(refusals, name);
        return TypedResults.Problem(
            refusals[0].Message, statusCode: StatusCodes.Status422UnprocessableEntity, title: "La demande est refusée.",
            extensions: new Dictionary<string, object?> { ["code"] = refusals[0].Code, ["errors"] = errors });
    }

    private static ValidationProblem Wrong(string field, string message) => ApiAnswers.Refused(new Dictionary<string, string[]> { [field] = [message] });
}
