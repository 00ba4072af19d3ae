using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Network.Contracts;
using Ramure.Training.Contracts;
using Ramure.Training.Model;

namespace Ramure.Training.Mail;

/// <summary>New words of a kind of mail.</summary>
/// <param name="Version">The version of the unit's own words that its author saw; 0 for none.</param>
internal sealed record MailTextChange(string Unit, MailKind Kind, int Version, string? Subject, string? Body);

/// <summary>Writes a unit's own words, and goes back from them. Every version stays.</summary>
internal sealed class MailTextEditor(OperationRunner runner, RamureDb db, INetwork network)
{
    public const string SubjectKind = "training-mail-text";

    public Task<Result<MailText>> WriteAsync(MailTextChange change, CancellationToken cancel = default) =>
        AddAsync("training.write-mail-text", change, MailTextRules.Check(change.Subject, change.Body), cancel);

    /// <summary>The unit has no words of its own any more: those of the units above it hold, or those of the product.</summary>
    public Task<Result<MailText>> ResetAsync(MailTextChange change, CancellationToken cancel = default) =>
        AddAsync("training.reset-mail-text", change with { Subject = null, Body = null }, [], cancel);

    private Task<Result<MailText>> AddAsync(string name, MailTextChange change, List<Refusal> refusals, CancellationToken cancel) =>
        runner.RunAsync<MailText>(new Operation(name, TrainingPermissions.Mails), async scope =>
        {
            if (!(await network.SnapshotAsync(cancel)).TryFind(change.Unit, out var unit))
                return new Refusal("unit-unknown", "Cette unité n’existe pas : choisissez-la dans la liste.", "unite");
            scope.Demand(unit.Code);
            if (refusals.Count > 0)
                return refusals;
            var last = await db.Set<MailText>().AsNoTracking().Where(t => t.Unit == unit.Code && t.Kind == change.Kind).OrderByDescending(t => t.Version).FirstOrDefaultAsync(cancel);
            if ((last?.Version ?? 0) != change.Version)
                return new Refusal("text-changed", "Ces mots viennent d’être changés par quelqu’un d’autre : rouvrez la page pour les voir, puis recommencez.", "texte");
            if (change.Subject is null && last?.Subject is null)
                return new Refusal("text-inherited", "Cette unité n’a pas de mots à elle : il n’y a rien à quitter.", "texte");
            var text = new MailText
            {
                Id = Guid.CreateVersion7(),
                Unit = unit.Code,
                Kind = change.Kind,
                Version = change.Version + 1,
                Subject = change.Subject?.Trim(),
                Body = change.Body is { } body ? body.ReplaceLineEndings("\n").Trim() + "\n" : null,
                At = scope.At,
                By = scope.Actor,
            };
            db.Add(text);
            scope.Audit(SubjectKind, $"{unit.Code}/{MailKinds.Words(change.Kind).Code}", Trace(last), Trace(text), unit.Code);
            return text;
        }, cancel);

    private static object? Trace(MailText? text) => text is null ? null : new { text.Version, text.Subject, text.Body };
}
