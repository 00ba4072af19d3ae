using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Training.Contracts;
using Ramure.Training.Model;

namespace Ramure.Training.Recognition;

/// <summary>What the unit does with the documents of a session beside closing it.</summary>
internal sealed class CredentialService(OperationRunner runner, RamureDb db, CertificateIssuer issuer)
{
    private const int ReasonLength = 500;

    /// <summary>Issues what is due in a closed session and is not issued yet: after the rules of the training or an outcome have changed.</summary>
    public Task<Result<Issued>> IssueAsync(Guid session, CancellationToken cancel = default) =>
        runner.RunAsync<Issued>(new Operation("training.issue-credentials", TrainingPermissions.Recognise), async scope =>
        {
            if (await db.Set<Session>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == session, cancel) is not { } found)
                return new Refusal("session-unknown", "Cette session n’existe pas.");
            scope.Demand(found.Unit);
            if (found.State != SessionState.Closed)
                return new Refusal("session-not-closed", "Clôturez d’abord la session : les attestations disent ce que dit la feuille de présence close.");
            return await issuer.IssueAsync(scope, found, cancel);
        }, cancel);

    /// <summary>Takes one back. It stays, and its verification says so; a closing does not give it again.</summary>
    public Task<Result<Credential>> RevokeAsync(Guid credential, string? reason, CancellationToken cancel = default) =>
        runner.RunAsync<Credential>(new Operation("training.revoke-credential", TrainingPermissions.Recognise, reason?.Trim()), async scope =>
        {
            db.ChangeTracker.Clear();
            if (await db.Set<Credential>().SingleOrDefaultAsync(c => c.Id == credential, cancel) is not { } found)
                return new Refusal("credential-unknown", "Ce document n’existe pas.");
            scope.Demand(found.Unit);
            if (string.IsNullOrWhiteSpace(reason) || reason.Trim().Length > ReasonLength)
                return new Refusal("reason-missing", $"Dites pourquoi, en {ReasonLength} caractères au plus : la personne peut le demander.", "motif");
            if (!found.IsValid)
                return new Refusal("credential-revoked", "Ce document ne vaut déjà plus.");
            CertificateIssuer.Revoke(scope, found, RevocationCause.Withdrawn, reason.Trim());
            return found;
        }, cancel);
}
