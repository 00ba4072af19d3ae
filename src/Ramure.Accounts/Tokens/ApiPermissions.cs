using Microsoft.AspNetCore.Routing;
using Ramure.Kernel.Access;

namespace Ramure.Accounts.Tokens;

/// <summary>The permissions that the API asks somewhere: the others would be of no use to a token.</summary>
internal sealed class ApiPermissions(EndpointDataSource endpoints, PermissionCatalogue catalogue, IAccess access)
{
    /// <summary>Those among them that the actor holds.</summary>
    public async Task<IReadOnlyList<Permission>> HeldAsync(CancellationToken cancel = default)
    {
        var asked = endpoints.Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText?.TrimStart('/').StartsWith("api/v1/", StringComparison.Ordinal) == true)
            .SelectMany(e => e.Metadata.GetOrderedMetadata<NeedsAttribute>()).Select(n => n.Permission).ToHashSet(StringComparer.Ordinal);
        var held = new List<Permission>();
        foreach (var permission in catalogue.All.Where(p => asked.Contains(p.Code)))
            if (await access.MayAsync(permission, cancel))
                held.Add(permission);
        return held;
    }
}
