using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Ramure.Accounts.Model;

namespace Ramure.Accounts.Sessions;

/// <summary>Hands the cookie of a session to its browser, after the operation that opened it has committed.</summary>
internal static class SessionCookie
{
    /// <param name="http">The request that signs in.</param>
    /// <param name="session">As <see cref="SessionKeeper.Open(Kernel.Operations.OperationScope, Guid, string, Visitor, bool, bool)"/> made it.</param>
    /// <param name="shared">On a computer that others use the cookie goes with the browser's window.</param>
    public static Task GiveAsync(HttpContext http, SignedInSession session, bool shared) => http.SignInAsync(
        IdentityConstants.ApplicationScheme,
        SessionKeeper.Principal(session),
        new AuthenticationProperties { IsPersistent = !shared, AllowRefresh = false, ExpiresUtc = session.ExpiresAt });
}
