namespace Ramure.Hosting.Web;

/// <summary>
/// When the page that explains a fault fails too (it reads who is signed in, and the database is gone), a fixed text answers. The fault
/// was logged where it happened.
/// </summary>
internal static class LastResort
{
    private const string Page = """
        <!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Une erreur est survenue – Ramure</title></head>
        <body><main><h1>Une erreur est survenue</h1><p>Ramure ne répond pas pour le moment. Rien n’a été perdu de ce qui était enregistré : réessayez dans quelques minutes.</p></main></body></html>
        """;

    public static async Task AnswerAsync(HttpContext context, Func<Task> next)
    {
        try
        {
            await next();
        }
        catch (Exception) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(Page, CancellationToken.None);
        }
    }
}
