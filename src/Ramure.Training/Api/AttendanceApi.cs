using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Ramure.Kernel.Access;
using Ramure.Kernel.Api;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Training.Attendance;
using Ramure.Training.Contracts;
using Ramure.Training.Exchange;
using Ramure.Training.Model;

namespace Ramure.Training.Api;

/// <summary>A statement about presence that nobody replaced; <c>source</c> says how it was noted.</summary>
internal sealed record ApiStatement(Guid Id, int? Said, string Source, DateTime NotedAt);

/// <summary>A person at a slot: <c>minutes</c> is what holds, null when nobody said or when statements differ.</summary>
internal sealed record ApiPresence(Guid Registration, string Name, Guid Slot, DateOnly Day, int SlotMinutes, int? Minutes, bool Disputed, IReadOnlyList<ApiStatement> Statements);

/// <summary>People whose names are not taken, at a slot.</summary>
internal sealed record ApiHeadcount(Guid Slot, string Audience, string? School, int? Count, bool Disputed, IReadOnlyList<ApiStatement> Statements);

/// <summary>The sheet of a session.</summary>
internal sealed record ApiSheet(Guid Session, string State, IReadOnlyList<ApiPresence> Presences, IReadOnlyList<ApiHeadcount> Headcounts);

/// <summary>How long a person attended a slot.</summary>
/// <param name="Id">A UUID of your own: the same statement sent again changes nothing.</param>
/// <param name="Minutes">0 is absent; null takes back what was said.</param>
/// <param name="Replaces">The statements that you have seen and correct; without them a difference is left for a person to settle.</param>
internal sealed record ApiNewPresence(Guid Id, Guid Slot, Guid Registration, int? Minutes, IReadOnlyList<Guid>? Replaces = null, DateTime? NotedAt = null);

/// <summary>How many people came whose names are not taken.</summary>
/// <param name="Id">A UUID of your own.</param>
/// <param name="Count">Null: not communicated.</param>
internal sealed record ApiNewHeadcount(Guid Id, Guid Slot, string Audience, int? Count, string? School = null, IReadOnlyList<Guid>? Replaces = null, DateTime? NotedAt = null);

/// <summary>What is noted together: all of it is kept, or nothing.</summary>
internal sealed record ApiNewStatements(IReadOnlyList<ApiNewPresence>? Presences = null, IReadOnlyList<ApiNewHeadcount>? Headcounts = null);

/// <summary>How many statements were new, and how many had come before.</summary>
internal sealed record ApiNoted(int Kept, int Known);

/// <summary><c>/api/v1/sessions/{id}/attendance</c>: what is noted of presence, as statements that nobody changes (decision 0017).</summary>
internal static class AttendanceApi
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/api/v1/sessions/{id}/attendance").WithTags(CatalogueApi.Tag).Needs(TrainingPermissions.PeopleCode);
        api.MapGet("", SheetAsync).ShowsPersons("attendance").WithName("GetAttendance").WithSummary("La feuille de présence d’une session")
            .WithDescription("Chaque personne à chaque créneau, avec ce qui vaut et les déclarations que personne n’a remplacées. Chaque lecture laisse une trace.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("", NoteAsync).Writes().WithMetadata(new ApiBody(typeof(ApiNewStatements), "Les déclarations : gardées toutes ensemble, ou aucune."))
            .WithName("CreateAttendance").WithSummary("Noter des présences")
            .WithDescription(
                "Une déclaration porte l’identifiant que vous lui donnez : renvoyée, elle ne change rien. Elle remplace celles que vous nommez dans « replaces » ; si elle diffère d’une autre, "
                + "la présence est contestée et quelqu’un tranche sur la feuille.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesValidationProblem();
    }

    private static async Task<Results<Ok<ApiSheet>, ProblemHttpResult>> SheetAsync(
        [Description("Identifiant de la session")] string id, RamureDb db, IAccess access, CancellationToken cancel)
    {
        if (!Guid.TryParse(id, out var session) || await AttendanceReader.ReadAsync(db, session, cancel) is not { } sheet)
            return RegistrationApi.NoSession(id);
        await access.DemandAsync(TrainingPermissions.People, sheet.Session.Unit, cancel);
        return TypedResults.Ok(new ApiSheet(
            session, ExchangeWords.Code(sheet.Session.State),
            [.. sheet.People.SelectMany(p => p.Marks.Select(m => new ApiPresence(
                p.Registration.Id, p.Registration.Name, m.Slot.Id, m.Slot.Day, m.Slot.Minutes, m.Minutes, m.IsDisputed, Statements(m.Said))))],
            [.. sheet.Headcounts.Select(h => new ApiHeadcount(h.Slot.Id, h.Audience, h.Uai, h.Count, h.Said.IsDisputed, Statements(h.Said)))]));
    }

    private static async Task<Results<Ok<ApiNoted>, ProblemHttpResult, ValidationProblem>> NoteAsync(
        [Description("Identifiant de la session")] string id, HttpContext http, RamureDb db, IAccess access, IClock clock, AttendanceRecorder recorder, CancellationToken cancel)
    {
        if (await RegistrationApi.FindAsync(db, id, cancel) is not { } session)
            return RegistrationApi.NoSession(id);
        await access.DemandAsync(TrainingPermissions.People, session.Unit, cancel);
        var (body, wrong) = await ApiWrites.ReadAsync<ApiNewStatements>(http, cancel);
        if (body is null)
            return wrong!;
        if (Faults(body) is { Count: > 0 } faults)
            return ApiAnswers.Refused(faults);
        var now = clock.UtcNow;
        var batch = new AttendanceBatch(session.Id, MarkSource.System)
        {
            Marks = [.. (body.Presences ?? []).Select(p => new NotedMark(p.Id, p.Slot, p.Registration, p.Minutes, p.Replaces ?? [], Instant(p.NotedAt) ?? now))],
            Headcounts = [.. (body.Headcounts ?? []).Select(h => new NotedHeadcount(h.Id, h.Slot, h.Audience, h.School, h.Count, h.Replaces ?? [], Instant(h.NotedAt) ?? now))],
        };
        var done = await recorder.RecordForUnitAsync(batch, cancel);
        return done.TryGet(out var outcome, out var refusals)
            ? TypedResults.Ok(new ApiNoted(outcome.Kept, outcome.Known))
            : ApiWrites.Refused([.. refusals.Select(r => r with { Field = Place(r) })]);
    }

    private static Dictionary<string, string[]> Faults(ApiNewStatements body)
    {
        var errors = new Dictionary<string, string[]>();
        for (var i = 0; i < body.Presences?.Count; i++)
            if (body.Presences[i] is not { } one || one.Id == Guid.Empty)
                errors[$"presences[{i}].id"] = ["Chaque déclaration porte un identifiant de votre choix, un UUID."];
        for (var i = 0; i < body.Headcounts?.Count; i++)
            if (body.Headcounts[i] is not { } one || one.Id == Guid.Empty)
                errors[$"headcounts[{i}].id"] = ["Chaque déclaration porte un identifiant de votre choix, un UUID."];
        if ((body.Presences?.Count ?? 0) + (body.Headcounts?.Count ?? 0) == 0)
            errors["presences"] = ["Envoyez au moins une déclaration."];
        return errors;
    }

    private static string? Place(Refusal refusal) => refusal.Line is not { } line ? null
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(refusal.Field == "marks" ? "presences" : refusal.Field)}[{line - 1}]");

    private static DateTime? Instant(DateTime? said) => said?.ToUniversalTime();

    private static List<ApiStatement> Statements<T>(Agreed<T> said)
        where T : IStatement => [.. said.Heads.Select(h => new ApiStatement(h.Id, h.Said, ExchangeWords.Code(h.Source), h.NotedAt))];
}
