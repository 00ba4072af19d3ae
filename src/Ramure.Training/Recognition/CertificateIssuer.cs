using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Lists;
using Ramure.Kernel.Operations;
using Ramure.Network.Contracts;
using Ramure.Training.Attendance;
using Ramure.Training.Mail;
using Ramure.Training.Model;
using Ramure.Training.Programme;

namespace Ramure.Training.Recognition;

/// <summary>What a closing changed.</summary>
internal sealed record Issued(int New, int Revoked);

/// <summary>
/// Gives each person of a closed session what is due to them, in the transaction of the closing: nothing when they have it already; another
/// in place of the one they have, which is revoked, when attendance, the name or the outcome was corrected.
/// </summary>
internal sealed class CertificateIssuer(INetwork network, ReferenceLists lists)
{
    public const string SubjectKind = "training-credential";

    /// <summary>Bits of the published list of revoked badges (the least that Bitstring Status List allows, so that a place says nothing).</summary>
    public const int StatusPlaces = 131_072;

    /// <summary>Issues for every expected person of a closed session. Can be called again after each correction.</summary>
    public async Task<Issued> IssueAsync(OperationScope scope, Session session, CancellationToken cancel = default)
    {
        if (session.State != SessionState.Closed)
            throw new InvalidOperationException($"The session {session.Id} is not closed.");
        var db = scope.Db;
        // What was just changed must be seen; whoever issues at the same time waits here.
        await db.SaveChangesAsync(cancel);
        await db.Set<Session>().Where(s => s.Id == session.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastNumber, s => s.LastNumber), cancel);
        var course = await db.Set<Course>().AsNoTracking().SingleAsync(c => c.Id == session.CourseId, cancel);
        var rule = await db.Set<RecognitionRule>().AsNoTracking().SingleOrDefaultAsync(r => r.CourseId == course.Id, cancel) ?? new RecognitionRule { CourseId = course.Id };
        var taught = await CourseVersions.TaughtAsync(db, course, session, cancel);
        var sheet = (await AttendanceReader.ReadAsync(db, session.Id, cancel))!;
        var slots = sheet.Slots;
        // What is disputed, or said and taken back, is unknown: nothing is certified by it.
        var attended = sheet.People.SelectMany(p => p.Marks.Select(m => (Key: (p.Registration.Id, m.Slot.Id), m.Minutes))).ToDictionary(m => m.Key, m => m.Minutes ?? 0);
        var outcomes = await db.Set<SessionOutcome>().AsNoTracking().Where(o => o.SessionId == session.Id).ToDictionaryAsync(o => o.RegistrationId, o => o.Outcome, cancel);
        var people = await db.Set<SessionRegistration>().AsNoTracking().Where(r => r.SessionId == session.Id).OrderBy(r => r.Number).ToListAsync(cancel);
        var held = (await db.Set<Credential>().Where(c => c.SessionId == session.Id && c.RevokedAt == null).ToListAsync(cancel)).ToDictionary(c => (c.RegistrationId, c.Kind));
        var unit = (await network.SnapshotAsync(cancel)).TryFind(session.Unit, out var known) ? known : null;
        var withdrawn = await WithdrawnAsync(scope, session.Id, cancel);

        var (made, revoked) = (0, 0);
        foreach (var person in people)
        {
            var content = new CredentialContent
            {
                Course = taught.Title,
                CourseVersion = session.CourseVersion,
                Objectives = taught.Objectives,
                Modality = taught.Modality,
                Frame = taught.Frame,
                UnitName = unit?.Name ?? session.Unit,
                TimeZone = session.TimeZone,
                Slots = [.. slots.Select(s => new AttendedSlot(s.Day, s.Start, s.End, s.Place, attended.GetValueOrDefault((person.Id, s.Id)), s.Minutes))],
                Competences = [.. taught.Competences.Select(lists.Competence)],
                Outcome = outcomes.GetValueOrDefault(person.Id),
            };
            var news = 0;
            foreach (var kind in Enum.GetValues<CredentialKind>())
            {
                var due = person.Email.Length > 0 && slots.Count > 0 && IsDue(rule, kind, content) && !withdrawn.Contains((person.Id, kind));
                var old = held.GetValueOrDefault((person.Id, kind));
                if (old is null ? !due : due && Same(old, person, content))
                    continue;
                if (old is not null)
                {
                    // A name that was forgotten is no correction.
                    if (old.Name is null || person.Email.Length == 0)
                        continue;
                    Revoke(scope, old, due ? RevocationCause.Replaced : RevocationCause.NotDue, "Présence, nom ou résultat corrigé");
                    // Before the new one is added: of a kind, one holds.
                    await db.SaveChangesAsync(cancel);
                    revoked++;
                }

                if (!due)
                    continue;
                var given = await AddAsync(scope, session, person, kind, kind == CredentialKind.Badge ? content with { Badge = BadgeOf(rule) } : content, unit, cancel);
                if (old is not null)
                    old.ReplacedBy = given.Id;
                news++;
            }

            made += news;
            if (news > 0)
                Mails.Tell(scope, session, person, MailKind.Certificate);
        }

        await db.SaveChangesAsync(cancel);
        return new Issued(made, revoked);
    }

    /// <summary>Revokes one, within an operation that has demanded its unit.</summary>
    public static void Revoke(OperationScope scope, Credential credential, RevocationCause cause, string reason)
    {
        (credential.RevokedAt, credential.Cause, credential.RevokedReason) = (scope.At, cause, reason);
        scope.Audit(SubjectKind, credential.Id.ToString("D"), new { credential.Number, credential.Kind }, new { Cause = cause }, credential.Unit);
    }

    private static BadgeText BadgeOf(RecognitionRule rule) => new(rule.BadgeName!, rule.BadgeDescription, rule.BadgeCriteria);

    private static bool IsDue(RecognitionRule rule, CredentialKind kind, CredentialContent content) => kind switch
    {
        CredentialKind.Attendance => Reaches(content, rule.AttendancePercent),
        CredentialKind.Completion => Reaches(content, rule.CompletionPercent),
        _ => rule.BadgeName is not null && Reaches(content, rule.BadgePercent) && (!rule.BadgeNeedsOutcome || content.Outcome == LearningOutcome.Acquired),
    };

    private static bool Reaches(CredentialContent content, int percent) => content.Minutes > 0 && content.Minutes * 100L >= (long)percent * content.Planned;

    /// <summary>Whether it says of the person what holds now; what the training says of itself may have changed since.</summary>
    private static bool Same(Credential old, SessionRegistration person, CredentialContent content) =>
        old.Name == person.Name && old.Content.Slots.SequenceEqual(content.Slots) && (old.Kind == CredentialKind.Attendance || old.Content.Outcome == content.Outcome);

    /// <summary>What the unit took back stays taken back: a closing does not give it again.</summary>
    private static async Task<HashSet<(Guid, CredentialKind)>> WithdrawnAsync(OperationScope scope, Guid session, CancellationToken cancel) =>
        [.. (await scope.Db.Set<Credential>().AsNoTracking().Where(c => c.SessionId == session && c.Cause == RevocationCause.Withdrawn)
            .Select(c => new { c.RegistrationId, c.Kind }).ToListAsync(cancel)).Select(c => (c.RegistrationId, c.Kind))];

    private static async Task<Credential> AddAsync(
        OperationScope scope, Session session, SessionRegistration person, CredentialKind kind, CredentialContent content, UnitInfo? unit, CancellationToken cancel)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(scope.At, TimeZoneInfo.FindSystemTimeZoneById(unit?.TimeZone ?? session.TimeZone)));
        var badge = kind == CredentialKind.Badge;
        var given = new Credential
        {
            Id = Guid.CreateVersion7(),
            Number = await CredentialNumbers.NextAsync(scope, session.Unit, day.Year, cancel),
            Code = VerificationCode.New(),
            Kind = kind,
            SessionId = session.Id,
            CourseId = session.CourseId,
            RegistrationId = person.Id,
            Unit = session.Unit,
            Content = content,
            IssuedAt = scope.At,
            Name = person.Name,
            AccountId = person.AccountId,
            PersonKey = person.PersonKey,
            StatusIndex = badge ? await StatusPlaceAsync(scope, cancel) : null,
            Salt = badge ? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)) : null,
        };
        scope.Db.Add(given);
        scope.Audit(SubjectKind, given.Id.ToString("D"), null, new { given.Number, given.Kind, Session = session.Id, content.Minutes, Digest = Digest(content) }, session.Unit);
        return given;
    }

    /// <summary>In the audit trail: who changes what a document says is noticed.</summary>
    public static string Digest(CredentialContent content) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(content)));

    /// <summary>A free place at random, so that neighbours in the list have nothing in common.</summary>
    private static async Task<int> StatusPlaceAsync(OperationScope scope, CancellationToken cancel)
    {
        var badges = scope.Db.Set<Credential>();
        for (var i = 0; i < 100; i++)
        {
            // Lists follow one another when half of one is taken.
            var list = await badges.CountAsync(c => c.StatusIndex != null, cancel) / (StatusPlaces / 2);
            var place = (list * StatusPlaces) + RandomNumberGenerator.GetInt32(StatusPlaces);
            if (!await badges.AnyAsync(c => c.StatusIndex == place, cancel) && badges.Local.All(c => c.StatusIndex != place))
                return place;
        }

        throw new InvalidOperationException("No free place was found in the list of revoked badges.");
    }
}
