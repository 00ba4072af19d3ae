using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Audit;
using Ramure.Kernel.CommandLine;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Trust.Trail;

namespace Ramure.Trust.Commands;

/// <summary><c>ramure audit …</c>.</summary>
internal static class AuditCommands
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static Command Audit(CommandHost host) => new("audit", "Le journal d’audit : qui a fait quoi.") { Verify(host), Export(host) };

    private static Command Verify(CommandHost host)
    {
        var anchor = new Option<string?>("--anchor") { Description = "Un repère noté ailleurs, NUMÉRO:EMPREINTE : vérifie qu’il est toujours dans la chaîne" };
        var command = new Command("verify", "Prouve qu’aucun évènement n’a été retiré, modifié ou déplacé, et nomme toute rupture.") { anchor };
        command.SetAction((parse, cancel) => host.RunAsync(parse, async (services, token) =>
        {
            AuditAnchor? noted = null;
            if (parse.GetValue(anchor) is { } text && (noted = AuditAnchor.Parse(text)) is null)
                return CommandHost.Refuse([new Refusal("anchor-invalid", "Le repère s’écrit NUMÉRO:EMPREINTE, tel que « ramure audit verify » le donne.")]);
            var found = await services.GetRequiredService<AuditChain>().VerifyAsync(noted, token);
            if (parse.GetValue(CommandHost.Json))
            {
                Console.WriteLine(JsonSerializer.Serialize(new { ok = found.Breaks.Count == 0, events = found.Events, anchor = found.Head?.ToString(), breaks = found.Breaks }, Options));
            }
            else
            {
                foreach (var fault in found.Breaks)
                    Console.Error.WriteLine(fault.Message);
                Console.WriteLine(found.Breaks.Count == 0
                    ? $"Conforme : {found.Events} évènements. Repère à noter hors de la base : {found.Head}"
                    : $"{found.Breaks.Count} rupture(s) dans {found.Events} évènements.");
            }

            return found.Breaks.Count == 0 ? 0 : 1;
        }, cancel));
        return command;
    }

    private static Command Export(CommandHost host)
    {
        var from = new Option<string?>("--from") { Description = "Depuis ce jour, compris (heure de Paris)" };
        var to = new Option<string?>("--to") { Description = "Jusqu’à ce jour, non compris" };
        var actor = new Option<string?>("--actor") { Description = "Qui" };
        var operation = new Option<string?>("--operation") { Description = "Code de l’opération" };
        var subject = new Option<string?>("--subject") { Description = "Un enregistrement : genre:identifiant" };
        var unit = new Option<string?>("--unit") { Description = "Code de l’unité" };
        var command = new Command("export", "Écrit les évènements, un objet JSON par ligne, du plus ancien au plus récent.") { from, to, actor, operation, subject, unit };
        command.SetAction((parse, cancel) => host.RunAsync(parse, async (services, token) =>
        {
            var filter = new TrailFilter(
                parse.GetValue(actor), parse.GetValue(operation), null, parse.GetValue(subject), parse.GetValue(unit), parse.GetValue(from), DayBefore(parse.GetValue(to)));
            if (filter.Refusals() is { Count: > 0 } refusals)
                return CommandHost.Refuse(refusals);
            var events = filter.Apply(services.GetRequiredService<RamureDb>().Set<AuditEvent>().AsNoTracking()).OrderBy(e => e.Sequence);
            await foreach (var e in events.AsAsyncEnumerable().WithCancellation(token))
                Console.WriteLine(JsonSerializer.Serialize(Line(e), Options));
            return 0;
        }, cancel));
        return command;
    }

    /// <summary>The command line's periods do not hold their last day, the page's do.</summary>
    private static string? DayBefore(string? text) =>
        TrailFilter.Day(text) is { } day ? day.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : text;

    private static object Line(AuditEvent e) => new
    {
        sequence = e.Sequence,
        at = e.At,
        actor = e.Actor,
        operation = e.Operation,
        kind = e.SubjectKind,
        id = e.SubjectId,
        unit = e.Unit,
        before = Json(e.Before),
        after = Json(e.After),
        reason = e.Reason,
        redactedAt = e.RedactedAt,
        hash = e.Hash,
    };

    private static JsonElement? Json(string? text)
    {
        if (text is null)
            return null;
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
