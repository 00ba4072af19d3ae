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

/// <summary>
/// A page on the way to a full sign-in: it opens to somebody of whom a second factor is still asked. Every other page sends them to
/// where they give it.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BeforeSecondFactorAttribute : Attribute;

/// <summary>
/// A page or file that shows who people are, not only what they did here: that somebody opened it is kept in the trail, once for each
/// reader, address and day.
/// </summary>
/// <param name="list">Stable English code of what is shown: <c>accounts</c>, <c>registrations</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ShowsPersonsAttribute(string list) : Attribute
{
    /// <summary>What is shown.</summary>
    public string List { get; } = list;

    /// <summary>A parameter of the query that says whose data are shown, when the path does not.</summary>
    public string? Whose { get; init; }
}

/// <summary>What an endpoint that is no page declares.</summary>
public static class RouteAccess
{
    /// <summary>Only who holds this permission somewhere is answered.</summary>
    public static T Needs<T>(this T endpoint, string permission)
        where T : IEndpointConventionBuilder => endpoint.RequireAuthorization(new NeedsAttribute(permission));

    /// <summary>Opens to somebody of whom a second factor is still asked.</summary>
    public static T BeforeSecondFactor<T>(this T endpoint)
        where T : IEndpointConventionBuilder
    {
        endpoint.Add(b => b.Metadata.Add(new BeforeSecondFactorAttribute()));
        return endpoint;
    }

    /// <summary>That somebody took it is kept in the trail: see <see cref="ShowsPersonsAttribute"/>.</summary>
    public static T ShowsPersons<T>(this T endpoint, string list, string? whose = null)
        where T : IEndpointConventionBuilder
    {
        endpoint.Add(b => b.Metadata.Add(new ShowsPersonsAttribute(list) { Whose = whose }));
        return endpoint;
    }

    /// <summary>Strangers are answered.</summary>
    public static T Public<T>(this T endpoint)
        where T : IEndpointConventionBuilder
    {
        endpoint.Add(b => b.Metadata.Add(new PublicAttribute()));
        return endpoint;
    }
}
