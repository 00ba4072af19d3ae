using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Ramure.Accounts.Access;

namespace Ramure.Accounts.Sessions;

/// <summary>The session of the present request.</summary>
internal sealed class PresentSession(IHttpContextAccessor http)
{
    /// <summary>Null for a stranger and for an API token.</summary>
    public Guid? Id => http.HttpContext?.User is { Identity.IsAuthenticated: true } user && Guid.TryParse(user.FindFirstValue(AccountClaims.Session), out var id) ? id : null;

    /// <summary>The account; a page that only signed-in people reach asks this.</summary>
    public Guid Account => http.HttpContext is { } context && RequestAccess.AccountOf(context.User) is { } id
        ? id
        : throw new InvalidOperationException("Nobody is signed in.");

    public Visitor Visitor => Visitor.Of(http.HttpContext);
}
