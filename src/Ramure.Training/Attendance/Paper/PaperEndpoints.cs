using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Ramure.Kernel.Access;

namespace Ramure.Training.Attendance.Paper;

/// <summary>The sheet to print and the scans of signed ones, for who holds the sheet: the trainers of the session and the unit's staff.</summary>
internal static class PaperEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/formations/sessions/{id:guid}/presence/papier.pdf", PrintAsync).ExcludeFromDescription().Needs(Permission.OwnAccount.Code).ShowsPersons("attendance");
        endpoints.MapGet("/formations/sessions/{id:guid}/presence/scans/{scan:guid}", ScanAsync).ExcludeFromDescription().Needs(Permission.OwnAccount.Code).ShowsPersons("attendance");
    }

    private static async Task<IResult> PrintAsync(Guid id, string? creneau, HttpContext http, AttendanceReader reader, PaperDocument document)
    {
        if (await reader.SheetAsync(id, http.RequestAborted) is not { Slots.Count: > 0 } sheet)
            return Results.NotFound();
        var slot = string.IsNullOrEmpty(creneau) ? null : sheet.Slots.FirstOrDefault(s => Guid.TryParse(creneau, out var asked) && s.Id == asked);
        if (slot is null && !string.IsNullOrEmpty(creneau))
            return Results.NotFound();
        http.Response.Headers.CacheControl = "no-store";
        return Results.File(await document.WriteAsync(sheet, slot, http.RequestAborted), "application/pdf", $"feuille-de-presence-{sheet.Slots[0].Day:yyyy-MM-dd}.pdf");
    }

    private static async Task<IResult> ScanAsync(Guid id, Guid scan, HttpContext http, PaperScans scans)
    {
        if (await scans.OpenAsync(id, scan, http.RequestAborted) is not { } opened)
            return Results.NotFound();
        http.Response.Headers.CacheControl = "no-store";
        // Always a download: a document from outside does not run in the pages' own origin.
        return Results.File(opened.Content, opened.File.ContentType, opened.File.Name);
    }
}
