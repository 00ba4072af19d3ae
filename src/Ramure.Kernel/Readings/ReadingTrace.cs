using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;

namespace Ramure.Kernel.Readings;

/// <summary>Writes down who is shown what a route declares (<see cref="ShowsPersonsAttribute"/>), before the first byte leaves.</summary>
public static class ReadingTrace
{
    private const string AccountPrefix = "account:";

    /// <summary>After permissions are known.</summary>
    public static void UseReadingTrace(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ShowsPersonsAttribute>() is { } shows && HttpMethods.IsGet(context.Request.Method))
            context.Response.OnStarting(() => context.Response.StatusCode == StatusCodes.Status200OK ? RecordAsync(context, shows) : Task.CompletedTask);
        return next();
    });

    private static async Task RecordAsync(HttpContext context, ShowsPersonsAttribute shows)
    {
        // A scope of its own: the page's context may be in the middle of something.
        await using var scope = context.RequestServices.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        if (scope.ServiceProvider.GetRequiredService<IAccess>().Actor.AccountId is not null)
            // Who hangs up meanwhile is written down too: some of it may have reached them.
            await scope.ServiceProvider.GetRequiredService<ReadingTrail>().RecordAsync(shows.List, Place(context.Request, shows), CancellationToken.None);
    }

    /// <summary>Without what is asked of the list, which may be somebody's name.</summary>
    private static string Place(HttpRequest request, ShowsPersonsAttribute shows)
    {
        var path = request.Path.Value ?? "";
        var whose = shows.Whose is null ? "" : request.Query[shows.Whose].ToString();
        return whose.StartsWith(AccountPrefix, StringComparison.Ordinal) && Guid.TryParse(whose.AsSpan(AccountPrefix.Length), out var id) ? $"{path}?{shows.Whose}={AccountPrefix}{id:D}" : path;
    }
}
