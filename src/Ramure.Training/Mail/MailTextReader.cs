using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Mail;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Training.Contracts;
using Ramure.Training.Model;

namespace Ramure.Training.Mail;

/// <summary>A kind of mail, and the words that hold for a unit.</summary>
/// <param name="From">Name of the unit whose words they are; null for those of the product.</param>
internal sealed record MailTextRow(MailKindWords Kind, MailWords Words, string? From);

/// <summary>The words of one kind for a unit, with every version that the unit wrote.</summary>
/// <param name="Own">The unit's newest version, whether it holds or goes back to others'; 0 for none.</param>
internal sealed record MailTextPage(MailTextRow Row, int Own, IReadOnlyList<MailText> History, IReadOnlyDictionary<string, string> Authors);

/// <summary>The words of mails, for who may write them, and what they make of a real session.</summary>
internal sealed class MailTextReader(RamureDb db, IAccess access, INetwork network, IActorNames names, IClock clock, MailTexts texts, LetterSubjects subjects, LetterMaker letters)
{
    /// <summary>Units, open today, whose words the reader may write; those at the top first.</summary>
    public async Task<IReadOnlyList<UnitInfo>> UnitsAsync(CancellationToken cancel = default)
    {
        var scope = await access.ScopeAsync(TrainingPermissions.Mails, cancel);
        var (tree, today) = (await network.SnapshotAsync(cancel), clock.Today("Europe/Paris"));
        var tops = tree.Tops(scope, today).Select(u => u.Code).ToList();
        return [.. tree.Units.Where(u => u.Open.Contains(today) && scope.Covers(u.Code)).OrderBy(u => !tops.Contains(u.Code)).ThenBy(u => u.ShortName, StringComparer.CurrentCulture)];
    }

    public async Task<IReadOnlyList<MailTextRow>> ListAsync(string unit, CancellationToken cancel = default)
    {
        await access.DemandAsync(TrainingPermissions.Mails, unit, cancel);
        var rows = new List<MailTextRow>();
        foreach (var kind in MailKinds.All)
            rows.Add(await RowAsync(unit, kind, cancel));
        return rows;
    }

    public async Task<MailTextPage> OneAsync(string unit, MailKindWords kind, CancellationToken cancel = default)
    {
        await access.DemandAsync(TrainingPermissions.Mails, unit, cancel);
        var history = await db.Set<MailText>().AsNoTracking().Where(t => t.Unit == unit && t.Kind == kind.Kind).OrderByDescending(t => t.Version).ToListAsync(cancel);
        return new MailTextPage(await RowAsync(unit, kind, cancel), history.Count > 0 ? history[0].Version : 0, history, await names.NamesAsync(history.Select(t => t.By), cancel));
    }

    /// <summary>Sessions of the unit and of those below it, the latest first, to try words on.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Title, DateTime StartsAt, string TimeZone)>> SessionsAsync(UnitInfo unit, CancellationToken cancel = default)
    {
        var tree = await network.SnapshotAsync(cancel);
        var codes = tree.SubtreeAt(unit.Number, clock.Today(unit.TimeZone)).Select(u => u.Code).ToList();
        var rows = await db.Set<Session>().AsNoTracking().Where(s => codes.Contains(s.Unit)).OrderByDescending(s => s.StartsAt).Take(20)
            .Join(db.Set<Course>(), s => s.CourseId, c => c.Id, (s, c) => new { s.Id, c.Content.Title, s.StartsAt, s.TimeZone }).ToListAsync(cancel);
        return [.. rows.OrderByDescending(r => r.StartsAt).Select(r => (r.Id, r.Title, r.StartsAt, r.TimeZone))];
    }

    /// <summary>The letter that these words make of a session of the unit, to a person who does not exist; of a made-up session when none is given.</summary>
    public async Task<Letter> PreviewAsync(UnitInfo unit, MailKind kind, string subject, string body, Guid? session, CancellationToken cancel = default)
    {
        await access.DemandAsync(TrainingPermissions.Mails, unit.Code, cancel);
        var known = session is not null && (await SessionsAsync(unit, cancel)).Any(s => s.Id == session);
        var about = known ? await subjects.SessionAsync(session!.Value, cancel) : MadeUp.Session(unit, clock.UtcNow);
        return letters.Make(MadeUp.Request(kind, about, clock.UtcNow), new MailWords(subject, body, unit.Code, 0));
    }

    private async Task<MailTextRow> RowAsync(string unit, MailKindWords kind, CancellationToken cancel)
    {
        var words = await texts.ForAsync(unit, kind.Kind, cancel);
        return new MailTextRow(kind, words, words.Unit is { } code ? (await network.SnapshotAsync(cancel)).TryFind(code, out var from) ? from.ShortName : code : null);
    }
}
