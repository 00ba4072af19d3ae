using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Ramure.Accounts.SignIn;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;

namespace Ramure.Accounts.Watch;

/// <summary>
/// Keeps in the trail who was refused what. A stranger is only counted, and so is an account beyond some in an hour: nobody fills the
/// trail by asking.
/// </summary>
internal sealed class RefusedAccess(RamureDb db, OperationRunner operations, INetwork network, IAccess access, IClock clock)
{
    public const string SubjectKind = "refused-access";

    /// <summary>Events of one account in an hour; one more says that the rest is only counted.</summary>
    public const int PerHour = 20;

    private const int Length = 200;

    public async Task RecordAsync(HttpContext http, AccessDeniedException? denied, CancellationToken cancel)
    {
        if (access.Actor.AccountId is not { } account)
            return;
        var key = AttemptLimits.Key("refused", account.ToString("D"), clock.UtcNow.ToString("yyyy-MM-dd HH", System.Globalization.CultureInfo.InvariantCulture));
        if (await AttemptLimits.FailuresAsync(db, key, clock.UtcNow) > PerHour)
            return;
        // The unit is kept only when it is one: what a request asks for may be anything.
        var unit = denied?.Place is { } place && (await network.SnapshotAsync(cancel)).TryFind(place, out var found) ? found.Code : null;
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? http.Request.Path.Value ?? "";
        await operations.RunAsync<Done>(new Operation("access.refuse", Permission.Anyone), async scope =>
        {
            await AttemptLimits.CountAsync(scope, key);
            var counted = await AttemptLimits.FailuresAsync(scope.Db, key, scope.At);
            if (counted <= PerHour)
                scope.Audit(SubjectKind, Cut("/" + route.TrimStart('/')), null, new { http.Request.Method, Path = Cut(http.Request.Path.Value ?? ""), Permission = denied?.Permission.Code ?? Needed(http) }, unit);
            else if (counted == PerHour + 1)
                scope.Audit(SubjectKind, "more", null, new { OnlyCounted = true });
            return default(Done);
        }, cancel);
    }

    private static string? Needed(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<NeedsAttribute>()?.Permission;

    private static string Cut(string text) => text.Length <= Length ? text : text[..Length];
}
