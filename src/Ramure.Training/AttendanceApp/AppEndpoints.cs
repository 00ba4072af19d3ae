using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Accounts.Contracts;
using Ramure.Kernel.Access;
using Ramure.Kernel.Lists;
using Ramure.Kernel.PersonalData;
using Ramure.Kernel.Time;

namespace Ramure.Training.AttendanceApp;

/// <summary>What the application on a trainer's device asks: its own files, sheets to keep, marks to take.</summary>
internal static class AppEndpoints
{
    public const string Page = "/presence";
    public const string Manifest = Page + "/manifeste.webmanifest";
    public const string Worker = Page + "/service-worker.js";
    public const string Sheets = Page + "/api/feuilles";
    public const string Marks = Page + "/api/marques";

    public static void AddAttendanceApp(this IServiceCollection services)
    {
        services.AddSingleton<AppFiles>();
        services.AddScoped<DeviceSheets>();
        services.AddScoped<DeviceMarks>();
        services.AddScoped<IPersonalData, AppPersonalData>();
    }

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Manifest, () => Results.Json(AppFiles.Manifest, contentType: "application/manifest+json")).ExcludeFromDescription().Public();
        endpoints.MapGet(Worker, (HttpContext context, AppFiles files) =>
        {
            // Its folder is below the page's own address.
            context.Response.Headers["Service-Worker-Allowed"] = Page;
            return Results.Content(files.Worker, "text/javascript; charset=utf-8");
        }).ExcludeFromDescription().Public();
        endpoints.MapGet(Sheets, SheetsAsync).ExcludeFromDescription().Needs(Permission.OwnAccount.Code).ShowsPersons("attendance");
        endpoints.MapPost(Marks, MarksAsync).ExcludeFromDescription().Needs(Permission.OwnAccount.Code)
            .WithMetadata(new RequireAntiforgeryTokenAttribute())
            // Before anything of the body is read; the library itself acts only on forms that it binds.
            .AddEndpointFilter(async (context, next) => context.HttpContext.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true }
                ? await next(context)
                : Problem(StatusCodes.Status400BadRequest, "Le jeton de la page manque ou n’est plus bon. Échangez de nouveau : l’application en prendra un autre."));
    }

    /// <summary>Sheets for the device: those of the sessions one gives, and those asked for (<c>?session=…</c>).</summary>
    private static async Task<IResult> SheetsAsync(
        HttpContext context, Guid[] session, DeviceSheets sheets, IAccounts accounts, IAccess access, ReferenceLists lists, IAntiforgery antiforgery, IClock clock, CancellationToken cancel)
    {
        if (session.Length > DeviceSheets.Most)
            return Problem(StatusCodes.Status400BadRequest, $"Demandez au plus {DeviceSheets.Most} feuilles à la fois.");
        if (access.Actor.AccountId is not { } id || await accounts.FindAsync(id, cancel) is not { } account)
            return Problem(StatusCodes.Status401Unauthorized, "Connectez-vous.");
        var pulled = await sheets.PullAsync(session, cancel);
        return Results.Json(new
        {
            now = clock.UtcNow,
            account = new { id, account.Name },
            token = antiforgery.GetAndStoreTokens(context).RequestToken,
            audiences = lists.Audiences,
            pulled.Sheets,
            pulled.Gone,
            pulled.Offers,
        });
    }

    /// <summary>Marks that a device noted, perhaps days ago, perhaps sent before.</summary>
    private static async Task<IResult> MarksAsync(HttpContext context, DeviceMarks marks, DeviceSheets sheets, IAccess access, IClock clock, CancellationToken cancel)
    {
        if (!context.Request.HasJsonContentType())
            return Problem(StatusCodes.Status415UnsupportedMediaType, "Envoyez du JSON.");
        PushedBatch? batch;
        try
        {
            batch = await JsonSerializer.DeserializeAsync<PushedBatch>(context.Request.Body, PushedBatch.Json, cancel);
        }
        catch (JsonException unreadable)
        {
            return Faults(new Dictionary<string, string[]> { [Field(unreadable.Path)] = ["Ce champ manque, ou sa valeur n’est pas de la bonne sorte."] });
        }

        if (batch is null)
            return Faults(new Dictionary<string, string[]> { ["$"] = ["Rien n’a été envoyé."] });
        if (batch.Faults() is { Count: > 0 } faults)
            return Faults(faults);
        // Somebody else has signed in on the device since: these marks are not theirs to send.
        if (batch.Account != access.Actor.AccountId)
            return Problem(StatusCodes.Status409Conflict, "Ces saisies sont celles d’un autre compte : elles partiront quand sa personne se connectera.");
        var outcome = await marks.RecordAsync(batch, cancel);
        var (fresh, gone) = await sheets.OfAsync(batch.Sessions, cancel);
        return Results.Json(new { now = clock.UtcNow, outcome.Taken, outcome.Refused, outcome.Registrations, sheets = fresh, gone });
    }

    private static string Field(string? path) => path is null or "" or "$" ? "$" : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path;

    private static IResult Faults(IDictionary<string, string[]> errors) =>
        Results.ValidationProblem(errors, "Rien n’a été enregistré.", statusCode: StatusCodes.Status400BadRequest, title: "Demande incorrecte");

    private static IResult Problem(int status, string detail) => Results.Problem(detail, statusCode: status, title: "Échange refusé");
}
