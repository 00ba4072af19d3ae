using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Training.Contracts;
using Ramure.Training.Model;

namespace Ramure.Training.Mail;

/// <summary>Chooses how long before a session its summons goes out. Who was summoned is not summoned again.</summary>
internal sealed class SummonsDays(OperationRunner runner, RamureDb db)
{
    public Task<Result<int>> SetAsync(Guid session, string? days, CancellationToken cancel = default) =>
        runner.RunAsync<int>(new Operation("training.set-summons", TrainingPermissions.Prepare), async scope =>
        {
            db.ChangeTracker.Clear();
            if (await db.Set<Session>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == session, cancel) is not { } found)
                return new Refusal("session-unknown", "Cette session n’existe pas.");
            scope.Demand(found.Unit);
            if (!int.TryParse((days ?? "").Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var said) || said > Summoner.MostDays)
                return new Refusal("days-invalid", $"Donnez un nombre de jours, de 1 à {Summoner.MostDays}, ou 0 pour ne pas convoquer.", "jours");
            // One column of its own: whoever edits the rest of the session at this moment is not in the way.
            await db.Set<Session>().Where(s => s.Id == session).ExecuteUpdateAsync(set => set.SetProperty(s => s.SummonsDays, said), cancel);
            scope.Audit(MailWriter.SubjectKind, session.ToString("D"), new { found.SummonsDays }, new { SummonsDays = said }, found.Unit);
            return said;
        }, cancel);
}
