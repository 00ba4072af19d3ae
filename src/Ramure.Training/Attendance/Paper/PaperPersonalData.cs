using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Files;
using Ramure.Kernel.Operations;
using Ramure.Kernel.PersonalData;
using Ramure.Training.Model;
using Ramure.Training.PersonalData;

namespace Ramure.Training.Attendance.Paper;

/// <summary>
/// Scans of signed sheets. One shows everybody who signed: it is evidence about the others too, so that erasing one person leaves it, as article
/// 17 (3) of the regulation allows; the unit may replace it by a copy without the name. Asked before registrations are made nameless.
/// </summary>
internal sealed class PaperPersonalData(RamureDb db, IFileStore files) : IPersonalData
{
    public IReadOnlyList<RegisterLine> Register { get; } =
    [
        new(
            "Scans des feuilles de présence signées : noms, établissements, signatures", "Les personnes inscrites ou venues sans inscription", "Prouver la présence à qui finance ou contrôle",
            "Mission d’intérêt public (RGPD, art. 6-1-e)",
            $"{TrainingPersonalData.YearsKept} ans après la session. L’effacement d’une personne ne retire pas le scan, qui prouve aussi la présence des autres (art. 17-3) : l’unité peut le remplacer par une copie sans le nom",
            "Les formateurs de la session, l’équipe de l’unité qui organise"),
    ];

    public async Task<IReadOnlyList<HeldData>> HeldAsync(Person person, CancellationToken cancel)
    {
        var people = db.Set<SessionRegistration>().Where(Of(person));
        var rows = await db.Set<PaperScan>().AsNoTracking().Where(s => people.Any(r => r.SessionId == s.SessionId))
            .Join(db.Set<Session>(), s => s.SessionId, s => s.Id, (scan, session) => new { scan, session })
            .Join(db.Set<Course>(), x => x.session.CourseId, c => c.Id, (x, c) => new { x.scan, x.session, c.Content.Title }).OrderBy(x => x.scan.AddedAt).ToListAsync(cancel);
        return
        [
            new("paper-scans", "Scans de feuilles signées où vous pouvez figurer", ["Formation", "Session", "Fichier", "Octets", "Joint le"],
                [.. rows.Select(x => new[] { x.Title, Instant.Text(x.session.StartsAt), x.scan.Name, x.scan.Length.ToString(CultureInfo.InvariantCulture), Instant.Text(x.scan.AddedAt) })]),
        ];
    }

    public Task<Result<int>> EraseAsync(OperationScope scope, Person person, CancellationToken cancel) => Task.FromResult<Result<int>>(0);

    public async Task<int> ForgetAsync(OperationScope scope, CancellationToken cancel)
    {
        var before = scope.At.AddYears(-TrainingPersonalData.YearsKept);
        var old = await scope.Db.Set<PaperScan>().Where(s => scope.Db.Set<Session>().Any(x => x.Id == s.SessionId && x.StartsAt < before)).OrderBy(s => s.Id).Take(500).ToListAsync(cancel);
        foreach (var scan in old)
            await files.DeleteAsync(scan.FileId, cancel);
        scope.Db.RemoveRange(old);
        if (old.Count > 0)
            scope.Audit("training-paper-scans", "retention", null, new { Forgotten = old.Count });
        await scope.Db.SaveChangesAsync(cancel);
        return old.Count;
    }

    private static Expression<Func<SessionRegistration, bool>> Of(Person person)
    {
        var account = Guid.TryParse(person.Id, out var id) && person.Reference.StartsWith("account:", StringComparison.Ordinal) ? id : (Guid?)null;
        var key = person.Email?.ToLowerInvariant();
        return r => (account != null && r.AccountId == account) || (key != null && r.PersonKey == key);
    }
}
