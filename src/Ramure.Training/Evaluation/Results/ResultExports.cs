using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Training.Calendar;
using Ramure.Training.Contracts;
using Ramure.Training.Model;
using Ramure.Ui.Components;

namespace Ramure.Training.Evaluation.Results;

/// <summary>Results and comments as files, with the same floor as the pages.</summary>
internal static class ResultExports
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapTableExport<ResultLine>("/formations/evaluations/export", "evaluations", ResultLine.Columns, async http =>
            await ReadAsync(http) is not { } answer ? null
            : answer.Questionnaire is { } questionnaire ? ResultLine.Of(answer.Selection.Title(questionnaire), answer.Selection.Of(questionnaire)) : []).Needs(TrainingPermissions.ResultsCode);
        endpoints.MapTableExport<CommentRow>("/formations/evaluations/commentaires/export", "commentaires", CommentRow.Columns, async http =>
            await ReadAsync(http) is not { } answer ? null
            : answer.Questionnaire is { } questionnaire ? await http.RequestServices.GetRequiredService<CommentReader>().OfAsync(answer.Selection, questionnaire, cancel: http.RequestAborted) : [],
            "commentaires-liste").Needs(TrainingPermissions.ResultsCode);
        endpoints.MapTableExport<ResultLine>("/formations/sessions/{id:guid}/avis/export", "evaluation-session", ResultLine.Columns, OfSessionAsync).Needs("own-account");
    }

    private static async Task<ResultAnswer?> ReadAsync(HttpContext http)
    {
        var services = http.RequestServices;
        return await services.GetRequiredService<PlanningUnits>().FindAsync(http.Request.Query["unite"], TrainingPermissions.Results, http.RequestAborted) is { Unit: { } unit }
            ? await services.GetRequiredService<ResultQueryReader>().ReadAsync(unit, http.Request.Query, http.RequestAborted)
            : null;
    }

    private static async Task<IEnumerable<ResultLine>?> OfSessionAsync(HttpContext http)
    {
        var (services, cancel) = (http.RequestServices, http.RequestAborted);
        if (!Guid.TryParse(http.Request.RouteValues["id"]?.ToString(), out var id)
            || await services.GetRequiredService<RamureDb>().Set<Session>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancel) is not { } session)
            return null;
        var (selection, _) = await services.GetRequiredService<ResultReader>().OfSessionAsync(session, cancel);
        return selection.Questionnaires.SelectMany(q => ResultLine.Of(q.Title, selection.Of(q.Id)));
    }
}
