using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Journal.Activities;
using Ramure.Journal.Contracts;
using Ramure.Journal.Recording;
using Ramure.Kernel.Access;
using Ramure.Kernel.Files;
using Ramure.Ui.Components;

namespace Ramure.Journal.Import;

/// <summary>What is not a page: exports, the import's template, attachments.</summary>
internal static class JournalEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapTableExport<ActivityRow>("/journal/export", "journal", ActivityQuery.Columns, async context =>
        {
            var asked = TableRequest.From(context.Request, sort: "-date") with { Page = 1, Size = ActivityQuery.MostExported };
            return (await context.RequestServices.GetRequiredService<ActivityQuery>().ListAsync(ActivityFilter.Of(context.Request), asked, context.RequestAborted)).Rows;
        }, applied: true).Needs(JournalPermissions.ReadCode);
        endpoints.MapGet("/journal/import/modele.csv", Template).ExcludeFromDescription().Needs(JournalPermissions.RecordCode);
        endpoints.MapGet("/journal/activites/{activity:guid}/pieces/{attachment:guid}", AttachmentAsync).ExcludeFromDescription().Needs(JournalPermissions.NotesCode);
    }

    private static IResult Template() => Results.File(
        Encoding.UTF8.GetBytes(string.Join(',', ActivityFile.Format) + "\r\n"), "text/csv; charset=utf-8", "journal-modele.csv");

    private static async Task<IResult> AttachmentAsync(Guid activity, Guid attachment, Attachments attachments, IFileStore files, CancellationToken cancel)
    {
        var found = (await attachments.OfAsync(activity, cancel)).Find(a => a.Id == attachment);
        if (found is null || await files.OpenAsync(found.FileId, cancel) is not { } opened)
            return Results.NotFound();
        // Always a download: a document from outside does not run in the pages' own origin.
        return Results.File(opened.Content, opened.File.ContentType, opened.File.Name);
    }
}
