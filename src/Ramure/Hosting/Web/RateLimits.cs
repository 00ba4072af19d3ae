using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.RateLimiting;

namespace Ramure.Hosting.Web;

/// <summary>What a request asks, as far as limits differ.</summary>
internal enum RequestKind
{
    Unlimited,
    SignIn,
    Search,
    Api,
    Export,
    Upload,
    Page,
}

/// <summary>
/// Limits by client address, and by account once somebody is signed in: neither one address with many accounts nor one account from
/// many addresses gets further.
/// </summary>
internal static class RateLimits
{
    /// <summary>Before anybody is looked up: a flood costs no reading.</summary>
    public static RateLimiterOptions ByAddress() => Of(context => Address(context.Connection.RemoteIpAddress));

    /// <summary>Once it is known who asks.</summary>
    public static RateLimiterOptions ByAccount() => Of(Account);

    private static RateLimiterOptions Of(Func<HttpContext, string?> client) => new()
    {
        GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => Partition(context, client(context))),
        RejectionStatusCode = StatusCodes.Status429TooManyRequests,
        OnRejected = (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 60;
            rejected.HttpContext.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        },
    };

    internal static RequestKind KindOf(HttpContext context)
    {
        var (request, path) = (context.Request, context.Request.Path);
        // The page that explains a refusal is part of the refused request; files of the design are small and cached.
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null
            || path.StartsWithSegments("/_content") || path.StartsWithSegments("/_framework"))
            return RequestKind.Unlimited;
        var reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (!reads && (path.StartsWithSegments("/connexion") || path.StartsWithSegments("/compte") || path.StartsWithSegments("/invitation") || path.StartsWithSegments("/premier-compte")
            || path.StartsWithSegments("/inscription") || path.StartsWithSegments("/avis") || path.StartsWithSegments("/verifier") || path.Value?.EndsWith("/courriel", StringComparison.OrdinalIgnoreCase) == true))
            return RequestKind.SignIn;
        if (!reads && request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true)
            return RequestKind.Upload;
        if (path.StartsWithSegments("/reseau/ecoles") || path.StartsWithSegments("/api/v1/schools") || path.StartsWithSegments("/verifier") || path.StartsWithSegments("/attestations"))
            return RequestKind.Search;
        if (path.StartsWithSegments("/api"))
            return RequestKind.Api;
        return path.Value is { } text && (text.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || text.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase))
            ? RequestKind.Export
            : RequestKind.Page;
    }

    private static RateLimitPartition<string> Partition(HttpContext context, string? client)
    {
        var kind = KindOf(context);
        var limit = PerMinute(context.RequestServices.GetRequiredService<RequestLimits>(), kind);
        return client is null || limit <= 0
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetTokenBucketLimiter($"{kind} {client}", _ => Bucket(limit));
    }

    /// <summary>The minute's requests at once, and then a steady flow.</summary>
    private static TokenBucketRateLimiterOptions Bucket(int perMinute)
    {
        // Whole tokens: below one a second the bucket is filled less often.
        var seconds = perMinute >= 60 ? 1 : (int)Math.Ceiling(60.0 / perMinute);
        return new TokenBucketRateLimiterOptions
        {
            TokenLimit = perMinute,
            TokensPerPeriod = Math.Max(1, perMinute * seconds / 60),
            ReplenishmentPeriod = TimeSpan.FromSeconds(seconds),
            QueueLimit = 0,
        };
    }

    private static int PerMinute(RequestLimits limits, RequestKind kind) => kind switch
    {
        RequestKind.SignIn => limits.SignIn,
        RequestKind.Search => limits.Search,
        RequestKind.Api => limits.Api,
        RequestKind.Export => limits.Export,
        RequestKind.Upload => limits.Upload,
        RequestKind.Page => limits.Page,
        _ => 0,
    };

    /// <summary>A household or an office has a whole /64 in IPv6: one address of it is no one's alone.</summary>
    internal static string Address(IPAddress? address)
    {
        if (address is null)
            return "unknown";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 && !IPAddress.IsLoopback(address)
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }

    private static string? Account(HttpContext context) =>
        context.User.Identity?.IsAuthenticated == true ? context.User.FindFirstValue(ClaimTypes.NameIdentifier) : null;
}
