using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Time;
using Ramure.Training.Badges;
using Ramure.Training.Contracts;
using Ramure.Training.Model;
using Ramure.Ui.Components;

namespace Ramure.Training.Recognition;

/// <summary>Files: documents and badges for their person, by account or by link, and for the unit; the yearly record.</summary>
internal static class RecognitionEndpoints
{
    private const string Own = "/compte/attestations/{credential:guid}";
    private const string Linked = "/attestations/{token}/{credential:guid}";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        BadgeEndpoints.Map(endpoints);
        foreach (var (file, answer) in new (string, Func<Credential, HttpContext, Task<IResult>>)[] { ("pdf", PdfAsync), ("badge.jwt", TokenAsync), ("badge.svg", BakedAsync) })
        {
            endpoints.MapGet($"{Own}/{file}", async (Guid credential, HttpContext http, CredentialReader reader) => await AnswerAsync(await reader.OwnAsync(credential, http.RequestAborted), http, answer))
                .ExcludeFromDescription().Needs(Permission.OwnAccount.Code);
            endpoints.MapGet($"{Linked}/{file}", async (string token, Guid credential, HttpContext http, CredentialReader reader) =>
                await AnswerAsync((await reader.LinkedAsync(token, http.RequestAborted))?.FirstOrDefault(c => c.Id == credential), http, answer)).ExcludeFromDescription().Public();
        }

        endpoints.MapGet("/formations/sessions/{session:guid}/attestations/{credential:guid}/pdf", async (Guid session, Guid credential, HttpContext http, CredentialReader reader) =>
            await AnswerAsync(await reader.OfUnitAsync(session, credential, http.RequestAborted), http, PdfAsync)).ExcludeFromDescription().Needs(TrainingPermissions.PeopleCode).ShowsPersons("credentials");
        endpoints.MapGet("/compte/parcours/pdf", async (string? annee, HttpContext http, RecordReader reader, IClock clock) =>
        {
            var record = await reader.OwnAsync(RecordReader.Asked(annee), http.RequestAborted);
            return record.Lines.Count == 0 ? Results.NotFound() : Results.File(record.Write(clock.UtcNow), "application/pdf", $"parcours-{record.Year}.pdf");
        }).ExcludeFromDescription().Needs(Permission.OwnAccount.Code);
        endpoints.MapTableExport<RecordLine>("/compte/parcours/export", "parcours", RecordLine.Columns, async context =>
            (await context.RequestServices.GetRequiredService<RecordReader>().OwnAsync(RecordReader.Asked(context.Request.Query["annee"]), context.RequestAborted)).Lines).Needs(Permission.OwnAccount.Code);
    }

    private static Task<IResult> AnswerAsync(Credential? credential, HttpContext http, Func<Credential, HttpContext, Task<IResult>> answer) =>
        credential is { Name: not null } ? answer(credential, http) : Task.FromResult(Results.NotFound());

    private static Task<IResult> PdfAsync(Credential credential, HttpContext http) => Task.FromResult(credential.Kind == CredentialKind.Badge
        ? Results.NotFound()
        : Results.File(http.RequestServices.GetRequiredService<CredentialDocument>().Write(credential), "application/pdf", CredentialDocument.FileName(credential)));

    private static async Task<IResult> TokenAsync(Credential credential, HttpContext http) => credential is { Kind: CredentialKind.Badge, IsValid: true }
        ? Results.File(Encoding.ASCII.GetBytes(await http.RequestServices.GetRequiredService<BadgeCredentials>().TokenAsync(credential, http.RequestAborted)), "text/plain", $"badge-{credential.Number}.jwt")
        : Results.NotFound();

    private static async Task<IResult> BakedAsync(Credential credential, HttpContext http)
    {
        if (credential is not { Kind: CredentialKind.Badge, IsValid: true })
            return Results.NotFound();
        var token = await http.RequestServices.GetRequiredService<BadgeCredentials>().TokenAsync(credential, http.RequestAborted);
        return Results.File(BadgeImage.Draw(credential.Content.Badge!.Name, credential.Content.UnitName, token), "image/svg+xml", $"badge-{credential.Number}.svg");
    }
}
