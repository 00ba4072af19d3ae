using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Ramure.Api;

/// <summary>The OpenAPI document of <c>/api/v1</c>: from it come the page for people and the snapshot in the tests.</summary>
internal static class ApiDocument
{
    public const string Name = "v1";

    /// <summary>Where the document is served.</summary>
    public const string Address = "/api/v1/openapi.json";

    public static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Ramure",
                Version = "1",
                Description = "Le réseau, ses contrats, ses mesures et les écritures qui font chaque valeur. Les listes sont paginées, les refus nomment leurs champs, "
                    + "les valeurs sont des textes décimaux dans l'unité annoncée.",
            };
            // The address of one installation says nothing to the readers of another; paths are relative to where this was read.
            document.Servers = [];
            return Task.CompletedTask;
        });
    }
}
