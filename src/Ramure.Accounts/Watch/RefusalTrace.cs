using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;

namespace Ramure.Accounts.Watch;

/// <summary>Sees what came of each request: counts refusals, and has those of accounts written down.</summary>
internal static class RefusalTrace
{
    private const string TurnedAway = "ramure:turned-away";
    private const string Denied = "ramure:denied-by";

    /// <summary>Marks a stranger who is sent to the sign-in page.</summary>
    public static void Turn(HttpContext context) => context.Items[TurnedAway] = true;

    /// <summary>Marks what a service has denied.</summary>
    public static void Mark(HttpContext context, AccessDeniedException denied) => context.Items[Denied] = denied;

    /// <summary>Around everything that may refuse.</summary>
    public static void Use(IApplicationBuilder app) => app.Use(async (HttpContext context, RequestDelegate next) =>
    {
        // The page that explains a refusal is part of the refused request.
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            await next(context);
            return;
        }

        await next(context);
        var signedIn = context.User.Identity?.IsAuthenticated == true;
        if (signedIn && context.Response.StatusCode == StatusCodes.Status403Forbidden)
            await RecordAsync(context);
        else if (!signedIn && (context.Items.ContainsKey(TurnedAway) || context.Response.StatusCode is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden))
            context.RequestServices.GetRequiredService<WatchTally>().Count(Watched.StrangerRefused);
    });

    private static async Task RecordAsync(HttpContext context)
    {
        context.RequestServices.GetRequiredService<WatchTally>().Count(Watched.Refused);
        // A scope of its own: the request's context may be in the middle of what was refused.
        await using var scope = context.RequestServices.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        // Whoever goes away before the answer is written down all the same.
        await scope.ServiceProvider.GetRequiredService<RefusedAccess>().RecordAsync(context, context.Items[Denied] as AccessDeniedException, CancellationToken.None);
    }
}
