using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Training.Contracts;
using Ramure.Training.Evaluation.Answering;
using Ramure.Training.Model;

namespace Ramure.Training.Evaluation.Results;

/// <summary>Hides a comment, shows it again, or says what was done about it. Nothing that somebody wrote is ever taken out.</summary>
internal sealed class CommentNotes(OperationRunner runner, RamureDb db)
{
    public const string SubjectKind = "training-comment";

    private const int NoteLength = 1000;

    public Task<Result<CommentNote>> AddAsync(Guid answer, string key, CommentNoteKind kind, string? note, CancellationToken cancel = default) =>
        runner.RunAsync<CommentNote>(new Operation("training.note-comment", TrainingPermissions.Prepare), async scope =>
        {
            db.ChangeTracker.Clear();
            if (await db.Set<SurveyAnswer>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == answer, cancel) is not { } found || !GivenAnswer.Of(found).Texts.ContainsKey(key))
                return new Refusal("comment-unknown", "Ce commentaire n’existe pas, ou le temps de sa conservation est passé.");
            var unit = await db.Set<Survey>().Where(s => s.Id == found.SurveyId).Join(db.Set<Session>(), v => v.SessionId, s => s.Id, (v, s) => s.Unit).SingleAsync(cancel);
            scope.Demand(unit);
            var text = (note ?? "").ReplaceLineEndings("\n").Trim();
            if (text.Length is 0 or > NoteLength)
                return new Refusal("note-missing", kind == CommentNoteKind.Handled ? $"Dites ce qui a été fait, en {NoteLength} caractères au plus." : $"Dites pourquoi, en {NoteLength} caractères au plus : la raison reste.", "note");
            var notes = await db.Set<CommentNote>().AsNoTracking().Where(n => n.AnswerId == answer && n.Key == key && n.Kind != CommentNoteKind.Handled).OrderBy(n => n.At).ThenBy(n => n.Id).ToListAsync(cancel);
            var hidden = notes.LastOrDefault()?.Kind == CommentNoteKind.Hidden;
            if (kind == CommentNoteKind.Hidden && hidden)
                return new Refusal("comment-hidden", "Ce commentaire est déjà masqué.", "note");
            if (kind == CommentNoteKind.Shown && !hidden)
                return new Refusal("comment-shown", "Ce commentaire n’est pas masqué.", "note");
            var row = new CommentNote { Id = Guid.CreateVersion7(), SurveyId = found.SurveyId, AnswerId = answer, Key = key, Kind = kind, Note = text, At = scope.At, By = scope.Actor };
            db.Add(row);
            // Not the comment itself: the trail would keep it longer than it is kept.
            scope.Audit(SubjectKind, $"{answer:D}/{key}", new { Hidden = hidden }, new { row.Kind, row.Note }, unit);
            return row;
        }, cancel);
}
