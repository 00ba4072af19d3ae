using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Ramure.Kernel.Access;
using Ramure.Training.Contracts;
using Ramure.Training.Exchange.Mapping;

namespace Ramure.Training.Exchange;

/// <summary>The files for other systems. What is wrong in the address is said by the page that made it.</summary>
internal static class ExchangeEndpoints
{
    public const string Page = "/formations/echanges";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Page + "/sessions.csv", (HttpContext http, ExportQuestions questions, ExchangeExport export) => FileAsync(http, questions, export, ExchangeKind.Sessions))
            .ExcludeFromDescription().Needs(TrainingPermissions.PrepareCode);
        endpoints.MapGet(Page + "/inscriptions.csv", (HttpContext http, ExportQuestions questions, ExchangeExport export) => FileAsync(http, questions, export, ExchangeKind.Registrations))
            .ExcludeFromDescription().Needs(TrainingPermissions.PeopleCode).ShowsPersons("registrations");
        endpoints.MapGet(Page + "/presences.csv", (HttpContext http, ExportQuestions questions, ExchangeExport export) => FileAsync(http, questions, export, ExchangeKind.Attendance))
            .ExcludeFromDescription().Needs(TrainingPermissions.PeopleCode).ShowsPersons("attendance");
    }

    private static async Task<IResult> FileAsync(HttpContext http, ExportQuestions questions, ExchangeExport export, ExchangeKind kind)
    {
        var query = http.Request.Query;
        var asked = new ExportRequest(query["unite"], query["du"], query["au"], query["correspondance"]);
        var read = await questions.ReadAsync(asked, ExchangeExport.Needed(kind), cancel: http.RequestAborted);
        if (!read.TryGet(out var question, out var wrong))
            return Wrong(wrong);
        var written = await export.WriteAsync(question, kind, http.RequestAborted);
        if (!written.TryGet(out var file, out wrong))
            return Wrong(wrong);
        var name = string.Create(CultureInfo.InvariantCulture, $"{ExchangeFields.Kinds.First(k => k.Kind == kind).Address}-{question.Unit.Code}-{question.From:yyyy-MM-dd}-{question.To:yyyy-MM-dd}.csv");
        return Results.File(file.Content, $"text/csv; charset={question.Mapping.Files[kind].Encoding.WebName}", name);
    }

    private static IResult Wrong(IReadOnlyList<Kernel.Operations.Refusal> refusals) =>
        Results.Text(string.Join('\n', refusals.Select(r => r.Field is { } field ? $"{field} : {r.Message}" : r.Message)), "text/plain; charset=utf-8", statusCode: StatusCodes.Status400BadRequest);
}
