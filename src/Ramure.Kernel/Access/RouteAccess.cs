using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;

namespace Ramure.Kernel.Access;

/// <summary>A page that only who holds this permission somewhere may open; its services ask again, for the unit.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsAttribute(string permission) : AuthorizeAttribute(Prefix + permission)
{
    /// <summary>How policies that stand for permissions are named.</summary>
    public const string Prefix = "permission:";

    /// <summary>Code of the permission.</summary>
    public string Permission { get; } = permission;
}

/// <summary>A page that answers strangers. A route that says neither this nor <see cref="NeedsAttribute"/> answers nobody.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PublicAttribute : Attribute, IAllowAnonymous;

/// <summary>What an endpoint that is no page declares.</summary>
public static class RouteAccess
{
    /// <summary>Only who holds this permission somewhere is answered.</summary>
    public static T Needs<T>(this T endpoint, string permission)
        where T : IEndpointConventionBuilder => endpoint.RequireAuthorization(new NeedsAttribute(permission));

    /// <summary>Strangers are answered.</summary>
    public static T Public<T>(this T endpoint)
        where T : IEndpointConventionBuilder
    {
        endpoint.Add(b => b.Metadata.Add(new PublicAttribute()));
        return endpoint;
    }
}
