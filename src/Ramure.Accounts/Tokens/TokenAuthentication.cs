using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Ramure.Accounts.Access;
using Ramure.Accounts.Model;
using Ramure.Accounts.People;
using Ramure.Kernel.Data;
using Ramure.Kernel.Time;

namespace Ramure.Accounts.Tokens;

/// <summary><c>Authorization: Bearer ramure_…</c>, for the API only. Where a token is sent, a cookie counts for nothing.</summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, RamureDb db, IClock clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "jeton";

    private const string Bearer = "Bearer ";
    private static readonly TimeSpan UsedEvery = TimeSpan.FromMinutes(5);

    /// <summary>Chooses between token and cookie for each request.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddAuthentication(o => o.DefaultScheme = "ramure")
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(SchemeName, null)
            .AddPolicyScheme("ramure", null, o => o.ForwardDefaultSelector = c => IsSent(c) ? SchemeName : IdentityConstants.ApplicationScheme);
    }

    /// <summary>A token that is sent and not good answers 401 even where strangers are answered: its programme must learn of it.</summary>
    public static void Use(IApplicationBuilder app) => app.Use((HttpContext context, RequestDelegate next) =>
        IsSent(context) && context.User.Identity?.IsAuthenticated != true ? context.ChallengeAsync(SchemeName) : next(context));

    private static bool IsSent(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api/v1", StringComparison.OrdinalIgnoreCase)
        && context.Request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var sent = Request.Headers.Authorization.ToString()[Bearer.Length..].Trim();
        if (ApiTokens.Prefix(sent) is not { } prefix)
            return AuthenticateResult.Fail("not a token");
        var now = clock.UtcNow;
        var found = await db.Set<ApiToken>().AsNoTracking()
            .Where(t => t.Prefix == prefix && db.Set<Account>().Any(a => a.Id == t.AccountId && a.DisabledAt == null && a.ErasedAt == null))
            .SingleOrDefaultAsync(Context.RequestAborted);
        if (found is null || !Same(found.Hash, LinkSecret.Hash(sent)) || found.RevokedAt is not null || found.ExpiresAt <= now)
            return AuthenticateResult.Fail("unknown, revoked or expired");

        // No trace and no operation: when a token was last used is worth neither.
        if (found.LastUsedAt is not { } last || now - last > UsedEvery)
            await db.Set<ApiToken>().Where(t => t.Id == found.Id).ExecuteUpdateAsync(set => set.SetProperty(t => t.LastUsedAt, now));
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, found.AccountId.ToString("D")), new Claim(AccountClaims.TokenScopes, found.Scopes)], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer error=\"invalid_token\"";
        return Task.CompletedTask;
    }

    private static bool Same(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(one), Encoding.ASCII.GetBytes(other));
}
