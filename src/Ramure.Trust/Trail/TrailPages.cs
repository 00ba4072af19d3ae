using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Ui.Components;

namespace Ramure.Trust.Trail;

/// <summary>What the pages of the trail and its export share.</summary>
internal static class TrailPages
{
    public const string Address = "/administration/audit";
    public const string RedactedText = "Contenu effacé avec les données d’une personne";

    /// <summary>What a file holds: everything a page shows, with the codes.</summary>
    private static IReadOnlyList<Column<TrailRow>> Exported { get; } =
    [
        new("N°", r => r.Number),
        new("Quand (Paris)", r => r.When),
        new("Qui", r => r.Actor),
        new("Référence de qui", r => r.ActorReference),
        new("Opération", r => r.Operation),
        new("Code de l’opération", r => r.OperationCode),
        new("Genre", r => r.Kind),
        new("Code du genre", r => r.KindCode),
        new("Identifiant", r => r.SubjectId),
        new("Unité", r => r.Unit),
        new("Changements", r => r.ChangesText),
        new("Motif", r => r.Reason),
    ];

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapTableExport(Address + "/export", "journal-audit", Exported, async context =>
        {
            var table = TableRequest.From(context.Request) with { Page = 1, Size = TrailReader.MostExported };
            var reader = context.RequestServices.GetRequiredService<TrailReader>();
            return (await reader.ListAsync(TrailFilter.Of(context.Request), table, context.RequestAborted)).Rows;
        }, applied: true).Needs(KernelPermissions.AuditCode);
}
