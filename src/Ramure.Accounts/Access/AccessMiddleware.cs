using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;

namespace Ramure.Accounts.Access;

/// <summary>Reads the grants before the page, and answers 403 when a service denies.</summary>
internal static class AccessMiddleware
{
    public static void Use(IApplicationBuilder app) => app.Use(async (HttpContext context, RequestDelegate next) =>
    {
        await context.RequestServices.GetRequiredService<RequestAccess>().PrepareAsync(context.RequestAborted);
        try
        {
            await next(context);
        }
        catch (AccessDeniedException denied) when (!context.Response.HasStarted)
        {
            context.Items[AccessDeniedException.SentenceKey] = denied.Message;
            context.Response.Clear();
            context.Response.StatusCode = context.User.Identity?.IsAuthenticated == true ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized;
        }
    });
}
