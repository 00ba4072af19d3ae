using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Ramure.Accounts.Confirming;
using Ramure.Accounts.TwoFactor;
using Ramure.Kernel.Access;
using Ramure.Kernel.Operations;

namespace Ramure.Accounts.Passkeys;

/// <summary>What the script asks before the device is asked. The device's answer comes back by an ordinary form.</summary>
internal static class PasskeyEndpoints
{
    public const string Creation = "/compte/cles/options";
    public const string Request = "/connexion/cle/options";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        Protect(endpoints.MapPost(Creation, CreationAsync)).Needs(Permission.OwnAccount.Code).BeforeSecondFactor();
        Protect(endpoints.MapPost(Request, RequestAsync)).Public();
    }

    private static RouteHandlerBuilder Protect(RouteHandlerBuilder route) => route.ExcludeFromDescription()
        .WithMetadata(new RequireAntiforgeryTokenAttribute())
        // The library acts on what it found when it binds a form; there is none here.
        .AddEndpointFilter(async (context, next) =>
            context.HttpContext.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true }
                ? await next(context)
                : Refused(PasskeyWords.FormTooOld, StatusCodes.Status400BadRequest));

    private static async Task<IResult> CreationAsync(PasskeyService passkeys) => (await passkeys.OptionsAsync()).TryGet(out var options, out var refusals)
        ? Options(options)
        : Refused(refusals[0], StatusCodes.Status403Forbidden, $"{(refusals[0].Code == SecondFactorState.Code ? SecondFactorState.Path : RecentProof.Path)}?retour=%2Fcompte%2Fcles");

    private static async Task<IResult> RequestAsync(PasskeySignIn signIn) => Options(await signIn.OptionsAsync());

    private static IResult Options(string json) => Results.Content(json, "application/json");

    private static IResult Refused(Refusal refusal, int status, string? address = null) => Results.Json(new { refusal.Message, Address = address }, statusCode: status);
}
