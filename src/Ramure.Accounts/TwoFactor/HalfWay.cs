using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Ramure.Accounts.TwoFactor;

/// <summary>Who has proved the password and not yet the code: a cookie of ten minutes that opens nothing but the second step.</summary>
internal sealed record HalfWay(Guid Account, bool Shared)
{
    private const string SharedItem = "shared";
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(10);

    public static Task GiveAsync(HttpContext http, Guid account, bool shared) => http.SignInAsync(
        IdentityConstants.TwoFactorUserIdScheme,
        new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, account.ToString("D"))], IdentityConstants.TwoFactorUserIdScheme)),
        new AuthenticationProperties(new Dictionary<string, string?> { [SharedItem] = shared ? "1" : "" }) { IsPersistent = false, ExpiresUtc = TimeProvider.System.GetUtcNow() + Length });

    /// <summary>Null when the first step is missing or too old.</summary>
    public static async Task<HalfWay?> ReadAsync(HttpContext http) =>
        await http.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme) is { Succeeded: true } found && Guid.TryParse(found.Principal.FindFirstValue(ClaimTypes.Name), out var id)
            ? new HalfWay(id, found.Properties.Items.TryGetValue(SharedItem, out var shared) && shared == "1")
            : null;

    public static Task ForgetAsync(HttpContext http) => http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
}
