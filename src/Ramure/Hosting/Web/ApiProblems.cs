using Microsoft.AspNetCore.Diagnostics;
using Ramure.Kernel.Access;

namespace Ramure.Hosting.Web;

/// <summary>
/// Refusals and faults of <c>/api</c>, and of what scripts of our own ask, as problem details; a programme does not read a page.
/// Nothing in them comes from the fault.
/// </summary>
internal sealed class ApiProblems : IExceptionHandler
{
    /// <summary>Gives a body to what the API refuses without one.</summary>
    public static async Task DescribeAsync(HttpContext context, Func<Task> next)
    {
        await next();
        var response = context.Response;
        if (!IsProgramme(context.Request.Path) || response.StatusCode < 400 || response.HasStarted || response.ContentLength is not null || response.ContentType is not null)
            return;
        await WriteAsync(context, response.StatusCode);
    }

    /// <inheritdoc />
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        // The request already bears the address of the error page.
        if (!IsProgramme(new PathString(httpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path)))
            return false;
        var status = exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
        httpContext.Response.StatusCode = status;
        await WriteAsync(httpContext, status);
        return true;
    }

    private static bool IsProgramme(PathString path) =>
        (path.StartsWithSegments("/api", out var rest) || path.StartsWithSegments("/presence/api", out rest)) && rest.HasValue;

    private static Task WriteAsync(HttpContext context, int status)
    {
        var (title, detail) = status switch
        {
            400 => ("Demande incorrecte", "La demande n'a pas pu être lue. Comparez-la à /api/v1/openapi.json"),
            401 => ("Identification nécessaire", "Connectez-vous, ou joignez un jeton d'accès valide."),
            403 => ("Accès refusé", context.Items[AccessDeniedException.SentenceKey] as string ?? "Ce compte ou ce jeton n'ouvre pas cette adresse."),
            404 => ("Adresse inconnue", "Les adresses sont décrites dans /api/v1/openapi.json"),
            405 => ("Méthode refusée", "Cette adresse ne répond pas à cette méthode."),
            413 => ("Demande trop longue", "Partagez-la en plusieurs demandes."),
            429 => ("Trop de demandes", "Attendez le nombre de secondes donné par Retry-After."),
            >= 500 => ("Une erreur est survenue", "Rien n'a été enregistré. Réessayez ; si l'erreur revient, signalez-la avec l'heure."),
            _ => ("Demande refusée", "La demande n'est pas acceptée."),
        };
        return Results.Problem(detail, statusCode: status, title: title).ExecuteAsync(context);
    }
}
