using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Training.Model;

namespace Ramure.Training.Registration.Links;

/// <summary>Links of people without an account. Any mail about a registration takes its link here: each has a secret of its own, of which only the digest is kept.</summary>
internal sealed class ManageLinks(RamureDb db, IClock clock)
{
    public const string SubjectKind = "training-registration-link";

    public const string Path = "/inscription";

    /// <summary>After the start of the session, for reading what became of it.</summary>
    public static readonly TimeSpan After = TimeSpan.FromDays(30);

    /// <summary>The address at which this person finds their registration again: the session's page with an account, a link of their own without.</summary>
    public string For(OperationScope scope, Session session, SessionRegistration row)
    {
        if (row.AccountId is not null)
            return $"/formations/sessions/{session.Id}";
        var secret = Secret();
        var expires = session.StartsAt > scope.At ? session.StartsAt : scope.At;
        scope.Db.Add(new RegistrationLink
        {
            Id = Guid.CreateVersion7(),
            Purpose = RegistrationLinkPurpose.Manage,
            SessionId = session.Id,
            RegistrationId = row.Id,
            TokenHash = Hash(secret),
            PersonKey = row.PersonKey,
            SentAt = scope.At,
            ExpiresAt = expires + After,
        });
        return Address(secret);
    }

    /// <summary>The link of a secret while it is good.</summary>
    public async Task<RegistrationLink?> FindAsync(string? secret, CancellationToken cancel = default)
    {
        if (string.IsNullOrEmpty(secret) || secret.Length > 200)
            return null;
        var (hash, now) = (Hash(secret), clock.UtcNow);
        return await db.Set<RegistrationLink>().AsNoTracking().SingleOrDefaultAsync(l => l.TokenHash == hash && l.EndedAt == null && l.ExpiresAt > now, cancel);
    }

    public static string Address(string secret) => $"{Path}?jeton={secret}";

    public static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
