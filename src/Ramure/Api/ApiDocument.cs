using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Ramure.Kernel.Access;
using Ramure.Kernel.Api;

namespace Ramure.Api;

/// <summary>The OpenAPI document of <c>/api/v1</c>: from it come the page for people and the snapshot in the tests.</summary>
internal static class ApiDocument
{
    public const string Name = "v1";

    /// <summary>Where the document is served.</summary>
    public const string Address = "/api/v1/openapi.json";

    private const string Token = "jeton";

    public static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Ramure",
                Version = "1",
                Description = "Le réseau, ses contrats, ses mesures et les écritures qui font chaque valeur ; les formations, leurs sessions et leurs inscrits. Les listes sont paginées, les refus nomment leurs champs, "
                    + "les valeurs sont des textes décimaux dans l'unité annoncée.",
            };
            // The address of one installation says nothing to the readers of another; paths are relative to where this was read.
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
            document.Components.SecuritySchemes[Token] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "Un jeton fait depuis son compte, à la page /compte/jetons : il ne peut rien de plus que les droits choisis, ni que son compte.",
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(async (operation, context, cancel) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<ApiBody>().FirstOrDefault() is not { } body)
                return;
            var schema = await context.GetOrCreateSchemaAsync(body.Type, null, cancel);
            operation.RequestBody = new OpenApiRequestBody
            {
                Description = body.Description,
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/json"] = new() { Schema = schema } },
            };
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            // Declared where the route declares it: what strangers are answered asks for nothing.
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            var needs = metadata.OfType<NeedsAttribute>().Select(n => n.Permission).Distinct().ToList();
            if (needs.Count == 0 || metadata.OfType<IAllowAnonymous>().Any())
                return Task.CompletedTask;
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Token, context.Document)] = needs }];
            operation.Responses ??= [];
            operation.Responses.TryAdd("401", new OpenApiResponse { Description = "Aucun jeton, ou un jeton qui n’est plus bon." });
            operation.Responses.TryAdd("403", new OpenApiResponse { Description = "Le jeton ou son compte n’a pas ce droit ici." });
            return Task.CompletedTask;
        });
    }
}
