using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Ramure.Kernel.Operations;

namespace Ramure.Kernel.Api;

/// <summary>What all parts of the API answer in the same way.</summary>
public static class ApiAnswers
{
    /// <summary>
    /// Sends the tag of what is about to be answered, and says whether the caller already holds it. Read what makes the tag before
    /// what is answered: a change in between makes the tag too old, never too new.
    /// </summary>
    public static bool IsKnown(HttpContext http, string version)
    {
        var tag = $"\"{version}\"";
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "private, no-cache";
        return http.Request.Headers.IfNoneMatch.SelectMany(v => (v ?? "").Split(','))
            .Any(v => v.Trim() is var held && (held == tag || held == "W/" + tag || held == "*"));
    }

    /// <summary>The answer to a caller who holds the present version.</summary>
    public static StatusCodeHttpResult NotModified => TypedResults.StatusCode(StatusCodes.Status304NotModified);

    /// <summary>Nothing of this name: where to find those that exist.</summary>
    public static ProblemHttpResult NotFound(string title, string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status404NotFound, title: title);

    /// <summary>Problem details with the messages under the names of their fields.</summary>
    public static ValidationProblem Refused(IDictionary<string, string[]> errors) =>
        TypedResults.ValidationProblem(errors, title: "La demande n'est pas correcte.");

    /// <summary>Adds refusals to the messages by field.</summary>
    public static void Add(this IDictionary<string, string[]> errors, IEnumerable<Refusal> refusals, Func<string, string>? name = null)
    {
        foreach (var group in refusals.GroupBy(r => r.Field is { } field ? name?.Invoke(field) ?? field : ""))
            errors[group.Key] = [.. group.Select(r => r.Message)];
    }
}
