using Ramure.Kernel.Operations;
using Ramure.Training.Exchange.Mapping;
using Ramure.Training.Model;
using Ramure.Training.Registration;
using Ramure.Training.Words;

namespace Ramure.Training.Exchange.Registrations;

/// <summary>Brings a registration to what a line says, under the session’s row lock: never beyond the seats and the quotas, never over what was noted since.</summary>
internal sealed class RegistrationChanges(Seats seats)
{
    /// <summary>What was changed, in words; or why it cannot be.</summary>
    public async Task<Result<IReadOnlyList<string>>> ApplyAsync(
        OperationScope scope, Session session, SessionRegistration row, RegistrationLine line, FileMapping mapping, bool silent, CancellationToken cancel)
    {
        var said = new List<string>();
        if (await MoveAsync(scope, session, row, line, silent, said, cancel) is { } refused)
            return refused;
        if (row.Email.Length > 0 && line.Email.Length > 0 && (row.Name != line.Name || row.Email != line.Email))
        {
            said.Add(row.Email == line.Email ? "nom" : "adresse");
            scope.Audit(Registrar.SubjectKind, row.Id.ToString("D"), null, new { Renamed = true }, session.Unit);
            (row.Name, row.Email, row.PersonKey) = (line.Name, line.Email, line.PersonKey);
        }

        var belonging = new Belonging(mapping.Says("audience") ? line.Belonging.Audience : row.Audience, mapping.Says("school") ? line.Belonging.Uai : row.Uai);
        if (belonging != new Belonging(row.Audience, row.Uai))
        {
            said.Add(belonging.Audience == row.Audience ? "établissement" : "public");
            var described = await seats.DescribeAsync(scope, session, row, belonging, cancel);
            if (!described.Succeeded)
                return described.Refusals.ToList();
        }

        if (row.IsLive && line.Priority is { } priority && priority != row.Priority)
        {
            said.Add("priorité");
            scope.Audit(Registrar.SubjectKind, row.Id.ToString("D"), new { row.Priority }, new { Priority = priority }, session.Unit);
            row.Priority = priority;
        }

        // Nothing of a closed session changes: its figures are posted.
        return said.Count > 0 && RegistrationRules.Over(session) is { } over ? over : said;
    }

    private async Task<List<Refusal>?> MoveAsync(OperationScope scope, Session session, SessionRegistration row, RegistrationLine line, bool silent, List<string> said, CancellationToken cancel)
    {
        var (from, to) = (row.State, line.State);
        if (Agrees(from, to))
            return null;
        if (RegistrationRules.Over(session) is { } over)
            return [over];
        said.Add($"{TrainingWords.Label(from)} → {TrainingWords.Label(to)}");
        if (IsEnd(to))
        {
            if (from == RegistrationState.WalkIn)
                return [new Refusal("person-came", "Cette personne est venue : sa présence est notée, son inscription ne se retire plus par un fichier.", "state")];
            var left = await seats.LeaveAsync(scope, session, row, to, cancel, silent);
            return left.Succeeded ? null : [.. left.Refusals];
        }

        switch (from, to)
        {
            case (RegistrationState.Offered, RegistrationState.Confirmed):
                break;
            case (RegistrationState.Requested or RegistrationState.Waiting, RegistrationState.Confirmed):
                if (!await seats.SeatAsync(scope, session, new Belonging(row.Audience, row.Uai), cancel))
                    return [Full];
                break;
            case (RegistrationState.Requested, RegistrationState.Waiting):
                break;
            default:
                return [new Refusal("state-backwards", $"Cette personne est ici « {TrainingWords.Label(from)} » : un fichier ne la ramène pas à « {TrainingWords.Label(to)} ». Désinscrivez-la d’abord.", "state")];
        }

        (row.State, row.OfferUntil) = (to, null);
        Seats.Audit(scope, session, row, from, silent);
        return null;
    }

    public static Refusal Full { get; } = new(
        "session-full", "Aucune place n’est libre pour cette personne : ajoutez des places à la session, revoyez leur répartition, ou mettez cette ligne sur liste d’attente.", "state");

    public static bool IsEnd(RegistrationState state) => state is RegistrationState.Withdrawn or RegistrationState.Refused or RegistrationState.Expired;

    /// <summary>Whether what is there says no less than the line: who waits may have been offered a seat here since, who was expected may have come.</summary>
    private static bool Agrees(RegistrationState here, RegistrationState said) => here == said
        || (IsEnd(here) && IsEnd(said))
        || (said is RegistrationState.Waiting or RegistrationState.Offered && here is RegistrationState.Waiting or RegistrationState.Offered)
        || (here == RegistrationState.WalkIn && !IsEnd(said));
}
