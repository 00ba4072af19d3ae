using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Training.Model;
using Ramure.Training.Registration.Links;

namespace Ramure.Training.Evaluation.Asking;

/// <summary>
/// The links of questionnaires. What is asked for names the survey only; the secret is drawn when the mail is put into words, and its digest
/// alone is kept.
/// </summary>
internal sealed class SurveyLinks(RamureDb db)
{
    public const string Path = "/avis";

    /// <summary>What a mail that is asked for leads to: no secret.</summary>
    public static string Wished(Guid survey) => $"{Path}/{survey:D}";

    /// <summary>The address for one person; null when the survey is over, or they have answered meanwhile.</summary>
    public async Task<string?> ForAsync(OperationScope scope, SessionMail mail, CancellationToken cancel)
    {
        if (mail.Path is not { } wished || !Guid.TryParse(wished[(wished.LastIndexOf('/') + 1)..], out var id))
            return null;
        var open = await db.Set<Survey>().AnyAsync(s => s.Id == id && s.ClosedAt == null && s.Until > scope.At, cancel)
            && await db.Set<SurveyInvitation>().AnyAsync(i => i.SurveyId == id && i.RegistrationId == mail.RegistrationId && !i.Answered, cancel);
        if (!open)
            return null;
        var secret = ManageLinks.Secret();
        db.Add(new SurveyLink { TokenHash = ManageLinks.Hash(secret), SurveyId = id, RegistrationId = mail.RegistrationId });
        return $"{Path}/{secret}";
    }

    /// <summary>The link of a secret; null when it is none of ours.</summary>
    public async Task<SurveyLink?> FindAsync(string? secret, CancellationToken cancel = default)
    {
        if (string.IsNullOrEmpty(secret) || secret.Length > 200)
            return null;
        var hash = ManageLinks.Hash(secret);
        return await db.Set<SurveyLink>().AsNoTracking().SingleOrDefaultAsync(l => l.TokenHash == hash, cancel);
    }
}
