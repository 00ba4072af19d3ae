using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Accounts.TwoFactor;
using Ramure.Accounts.Watch;
using Ramure.Kernel.Access;

namespace Ramure.Accounts.Access;

/// <summary>Reads the grants before the page, leads who owes a second factor to it, and answers 403 when a service denies.</summary>
internal static class AccessMiddleware
{
    public static void Use(IApplicationBuilder app) => app.Use(async (HttpContext context, RequestDelegate next) =>
    {
        var access = context.RequestServices.GetRequiredService<RequestAccess>();
        await access.PrepareAsync(context.RequestAborted);
        if (access.SecondFactorIsDue && IsKept(context))
        {
            Lead(context);
            return;
        }

        try
        {
            await next(context);
        }
        catch (AccessDeniedException denied) when (!context.Response.HasStarted)
        {
            context.Items[AccessDeniedException.SentenceKey] = denied.Message;
            RefusalTrace.Mark(context, denied);
            context.Response.Clear();
            context.Response.StatusCode = context.User.Identity?.IsAuthenticated == true ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized;
        }
    });

    /// <summary>All pages but those on the way; what strangers are answered beside pages, files of the design for one, stays open.</summary>
    private static bool IsKept(HttpContext context) =>
        context.GetEndpoint()?.Metadata is { } route && route.GetMetadata<BeforeSecondFactorAttribute>() is null
        && (route.GetMetadata<NeedsAttribute>() is not null || route.GetMetadata<ComponentTypeMetadata>() is not null)
        && context.Features.Get<IStatusCodeReExecuteFeature>() is null && context.Features.Get<IExceptionHandlerFeature>() is null;

    private static void Lead(HttpContext context)
    {
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Redirect($"{SecondFactorState.Path}?retour={Uri.EscapeDataString(context.Request.Path + context.Request.QueryString)}");
            return;
        }

        context.Items[AccessDeniedException.SentenceKey] = "Votre rôle demande un second moyen de vous connaître : donnez-le d’abord, puis recommencez.";
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
    }
}
