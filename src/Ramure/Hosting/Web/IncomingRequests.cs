using System.Text;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Ramure.Hosting.Web;

/// <summary>
/// What no page should have to think of: a request that is too large, a form that cannot be read, the character NUL, which no text of
/// ours holds and PostgreSQL refuses. The person gets a page with its status (400, 413), never a fault.
/// </summary>
internal static class IncomingRequests
{
    /// <summary>Before anything reads the request.</summary>
    public static void UseRequestBounds(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        // The page that explains why a request was refused is asked with that request's length.
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null)
            return next();
        var limits = context.RequestServices.GetRequiredService<RequestLimits>();
        var most = IsMultipart(context.Request) ? limits.UploadBytes : limits.Bytes;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = most;
        if (context.Request.ContentLength > most)
            return Refuse(context, StatusCodes.Status413PayloadTooLarge);
        return context.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true || context.Request.Path.Value?.Contains('\0') == true
            ? Refuse(context, StatusCodes.Status400BadRequest)
            : next();
    });

    /// <summary>Reads the form once, for all that follows; after permissions are known.</summary>
    public static void UseReadableForms(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.Request.HasFormContentType && await FaultAsync(context) is { } status)
        {
            await Refuse(context, status);
            return;
        }

        await next();
    });

    private static async Task<int?> FaultAsync(HttpContext context)
    {
        try
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            return form.Any(f => f.Key.Contains('\0') || f.Value.Any(v => v?.Contains('\0') == true)) || form.Files.Any(f => f.FileName.Contains('\0') || f.Name.Contains('\0'))
                ? StatusCodes.Status400BadRequest
                : null;
        }
        catch (BadHttpRequestException bad)
        {
            return bad.StatusCode;
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or IOException or DecoderFallbackException or ArgumentException)
        {
            return StatusCodes.Status400BadRequest;
        }
    }

    private static bool IsMultipart(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase);

    private static Task Refuse(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
