using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Training.Contracts;
using Ramure.Training.Model;

namespace Ramure.Training.Quality;

/// <summary>A note as the form says it.</summary>
internal sealed class QualityNoteText
{
    public string? Note { get; set; }
    public string? Link { get; set; }
    public string? Day { get; set; }
}

/// <summary>Adds what a unit says about an indicator, and withdraws it. A change is a withdrawal and another note: both stay in the trail.</summary>
internal sealed class QualityNotes(OperationRunner runner, RamureDb db, INetwork network, IClock clock, QualityIndicators indicators)
{
    public const string SubjectKind = "training-quality-note";

    private const int NoteLength = 2000;
    private const int LinkLength = 500;

    public Task<Result<QualityNote>> AddAsync(string unit, int indicator, QualityNoteText text, CancellationToken cancel = default) =>
        runner.RunAsync<QualityNote>(new Operation("training.add-quality-note", TrainingPermissions.Prepare), async scope =>
        {
            if (!(await network.SnapshotAsync(cancel)).TryFind(unit, out var known))
                return new Refusal("unit-unknown", "Cette unité n’existe pas.");
            scope.Demand(unit);
            if (indicators.Find(indicator) is null)
                return new Refusal("indicator-unknown", "Cet indicateur n’existe pas : il y en a 32.");
            var refusals = new List<Refusal>();
            var note = (text.Note ?? "").ReplaceLineEndings("\n").Trim();
            if (note.Length is 0 or > NoteLength)
                refusals.Add(new Refusal("note-missing", $"Dites quelle est la preuve, en {NoteLength} caractères au plus.", "note"));
            var link = (text.Link ?? "").Trim();
            if (link.Length > 0 && !IsAddress(link))
                refusals.Add(new Refusal("link-invalid", $"Donnez une adresse complète, qui commence par https:// ou http://, {LinkLength} caractères au plus, sans mot de passe.", "lien"));
            var day = clock.Today(known.TimeZone);
            if (!string.IsNullOrWhiteSpace(text.Day) && (!WrittenDay.TryRead(text.Day.Trim(), out day) || day > clock.Today(known.TimeZone)))
                refusals.Add(new Refusal("day-invalid", "Donnez la date de la preuve, aujourd’hui au plus tard.", "jour"));
            if (refusals.Count > 0)
                return refusals;
            var row = new QualityNote { Id = Guid.CreateVersion7(), Unit = unit, Indicator = indicator, Note = note, Link = link.Length == 0 ? null : link, Day = day, At = scope.At, By = scope.Actor };
            db.Add(row);
            scope.Audit(SubjectKind, row.Id.ToString("D"), null, new { row.Indicator, row.Note, row.Link, row.Day }, unit);
            return row;
        }, cancel);

    public Task<Result<QualityNote>> WithdrawAsync(Guid id, CancellationToken cancel = default) =>
        runner.RunAsync<QualityNote>(new Operation("training.withdraw-quality-note", TrainingPermissions.Prepare), async scope =>
        {
            db.ChangeTracker.Clear();
            if (await db.Set<QualityNote>().SingleOrDefaultAsync(n => n.Id == id, cancel) is not { } row)
                return new Refusal("note-unknown", "Cette note n’existe pas.");
            scope.Demand(row.Unit);
            if (row.WithdrawnAt is not null)
                return new Refusal("note-withdrawn", "Cette note est déjà retirée.");
            row.WithdrawnAt = scope.At;
            scope.Audit(SubjectKind, id.ToString("D"), new { row.Indicator, row.Note, row.Link, row.Day }, new { Withdrawn = true }, row.Unit);
            return row;
        }, cancel);

    private static bool IsAddress(string link) =>
        link.Length <= LinkLength && Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 && uri.Host.Length > 0 && !link.Any(char.IsWhiteSpace);
}
