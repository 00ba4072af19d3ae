using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Training.Contracts;
using Ramure.Training.Evaluation.Answering;
using Ramure.Training.Model;
using Ramure.Training.Sessions;
using Ramure.Ui.Components;

namespace Ramure.Training.Evaluation.Results;

/// <summary>Something that a person wrote, by no name, and what was done about it.</summary>
internal sealed record CommentRow(CountedSurvey Survey, Guid Answer, Question Question, string Text, IReadOnlyList<CommentNote> Notes)
{
    public bool Hidden => Notes.LastOrDefault(n => n.Kind != CommentNoteKind.Handled)?.Kind == CommentNoteKind.Hidden;

    /// <summary>What was done about it last.</summary>
    public string Handled => Notes.LastOrDefault(n => n.Kind == CommentNoteKind.Handled)?.Note ?? "";

    public string Href => $"/formations/evaluations/commentaires/{Answer}/{Question.Key}";

    public static IReadOnlyList<Column<CommentRow>> Columns { get; } =
    [
        new("Commentaire", c => c.Text) { RowHeader = true },
        new("Question", c => c.Question.Text),
        new("Formation", c => c.Survey.Title),
        new("Session", c => DateOnly.FromDateTime(LocalTime.At(c.Survey.StartsAt, c.Survey.TimeZone))),
        new("Suite donnée", c => c.Handled),
    ];
}

/// <summary>Comments: those of anonymous surveys in an order that was drawn, and only where results show.</summary>
internal sealed class CommentReader(RamureDb db, IAccess access)
{
    private const int Most = 2000;

    /// <summary>Those that are not hidden; all of them with <paramref name="hidden"/>.</summary>
    public async Task<IReadOnlyList<CommentRow>> OfAsync(SurveySelection selection, Guid questionnaire, bool hidden = false, CancellationToken cancel = default)
    {
        var surveys = selection.Surveys.Where(s => s.Questionnaire == questionnaire && AnonymityFloor.Shows(s.Anonymous, s.Tally.Answers)).ToDictionary(s => s.Id);
        var rows = new List<CommentRow>();
        foreach (var some in surveys.Keys.Chunk(500))
        {
            var answers = await db.Set<SurveyAnswer>().AsNoTracking().Where(a => some.Contains(a.SurveyId) && a.Texts != null).ToListAsync(cancel);
            var notes = (await db.Set<CommentNote>().AsNoTracking().Where(n => some.Contains(n.SurveyId)).OrderBy(n => n.At).ThenBy(n => n.Id).ToListAsync(cancel)).ToLookup(n => (n.AnswerId, n.Key));
            rows.AddRange(answers.SelectMany(a => Rows(surveys[a.SurveyId], selection, a, notes)));
        }

        return [.. rows.Where(r => hidden || !r.Hidden).OrderByDescending(r => r.Survey.StartsAt).ThenBy(r => r.Answer).Take(Most)];
    }

    /// <summary>One comment; null when there is none. Denied to who does not prepare the sessions of its unit.</summary>
    public async Task<CommentRow?> FindAsync(Guid answer, string key, ResultReader results, CancellationToken cancel = default)
    {
        if (await db.Set<SurveyAnswer>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == answer, cancel) is not { Texts: not null } found)
            return null;
        var session = await db.Set<Survey>().Where(s => s.Id == found.SurveyId).Join(db.Set<Session>().AsNoTracking(), v => v.SessionId, s => s.Id, (v, s) => s).SingleAsync(cancel);
        await access.DemandAsync(TrainingPermissions.Prepare, session.Unit, cancel);
        var (selection, _) = await results.OfSessionAsync(session, cancel);
        var survey = selection.Surveys.Single(s => s.Id == found.SurveyId);
        return (await OfAsync(selection, survey.Questionnaire, hidden: true, cancel)).FirstOrDefault(c => c.Answer == answer && c.Question.Key == key);
    }

    private static IEnumerable<CommentRow> Rows(CountedSurvey survey, SurveySelection selection, SurveyAnswer answer, ILookup<(Guid, string), CommentNote> notes) =>
        from question in selection.Content(survey).Questions
        let text = GivenAnswer.Of(answer).Texts.GetValueOrDefault(question.Key)
        where text is not null
        select new CommentRow(survey, answer.Id, question, text, [.. notes[(answer.Id, question.Key)]]);
}
