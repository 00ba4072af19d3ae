using Microsoft.AspNetCore.Diagnostics;

namespace Ramure.Hosting.Web;

/// <summary>
/// The page that explains a refusal is read, whatever was sent: asked as the form that was refused, it would be refused for the same
/// reason and stay blank.
/// </summary>
internal static class ErrorPages
{
    public static Task AreReadAsync(HttpContext context, Func<Task> next)
    {
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            context.Request.Method = HttpMethods.Get;
            context.Request.ContentType = null;
        }

        return next();
    }
}
