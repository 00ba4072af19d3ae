using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Contracts;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Mail;
using Ramure.Kernel.Operations;
using Ramure.Training.Model;
using Ramure.Training.Registration;
using Ramure.Training.Registration.Links;
using Ramure.Training.Sessions;

namespace Ramure.Training.Attendance.Codes;

/// <summary>
/// Presence of who has no account. The code of the room says that one is there; a link sent to one's address, now or with an earlier mail,
/// says who one is. Whoever asks for a link is answered the same whether the address is on the sheet or not.
/// </summary>
internal sealed class LinkedPresence(OperationRunner runner, RamureDb db, ManageLinks links, MailQueue mails, PresenceConfirmer confirmer)
{
    /// <summary>Links to one address in an hour.</summary>
    public const int PerHour = 3;

    /// <summary>Local address of the page that the room's code leads to.</summary>
    public static string Address(Guid slot) => $"{ManageLinks.Path}/presence/{slot:D}";

    /// <summary>What is noted of whom the secret stands for; null when it is none of this session's.</summary>
    public async Task<OwnPresence?> FindAsync(Guid slot, string? secret, CancellationToken cancel = default) =>
        await RegistrationAsync(slot, secret, cancel) is { } registration ? await confirmer.FindAsync(slot, registration, cancel) : null;

    public async Task<Result<OwnPresence>> ConfirmAsync(Guid slot, string? secret, string? code, CancellationToken cancel = default) =>
        await RegistrationAsync(slot, secret, cancel) is { } registration ? await confirmer.ConfirmAsync(slot, registration, code, cancel)
            : new Refusal("link-dead", "Ce lien n’est plus valable. Demandez-en un autre ci-dessous.");

    /// <summary>Sends a link to who is on the sheet; nothing, silently, to anybody else, and when there were too many.</summary>
    public Task<Result<Done>> AskAsync(Guid slotId, string? email, CancellationToken cancel = default) => runner.RunAsync<Done>(
        new Operation("training.ask-presence-link", Permission.Anyone), async scope =>
        {
            db.ChangeTracker.Clear();
            if (await db.Set<Slot>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == slotId, cancel) is not { } slot)
                return PresenceConfirmer.UnknownSlot;
            var address = email?.Trim() ?? "";
            if (RegistrationRules.Person("-", address).Find(r => r.Field == "courriel") is { } wrong)
                return wrong;
            if (!RoomCode.IsOpen(slot, scope.At))
                return new Refusal("code-closed", "Un lien ne part que pendant ce créneau. Demandez au formateur de vous noter présent.", "courriel");
            var session = await db.Set<Session>().AsNoTracking().SingleAsync(s => s.Id == slot.SessionId, cancel);
            var (key, since) = (Entry.KeyOf(address), scope.At.AddHours(-1));
            scope.Audit(ManageLinks.SubjectKind, session.Id.ToString("D"), null, new { Session = session.Id }, session.Unit);
            var row = await db.Set<SessionRegistration>().AsNoTracking().SingleOrDefaultAsync(r => r.SessionId == session.Id && r.PersonKey == key, cancel);
            var sent = await db.Set<RegistrationLink>().CountAsync(l => l.PersonKey == key && l.Purpose == RegistrationLinkPurpose.Presence && l.SentAt > since, cancel);
            if (row is not { IsExpected: true, Email.Length: > 0 } || row.Email.EndsWith(SampleAccount.Domain, StringComparison.Ordinal) || sent >= PerHour)
                return default(Done);
            var secret = ManageLinks.Secret();
            db.Add(new RegistrationLink
            {
                Id = Guid.CreateVersion7(),
                Purpose = RegistrationLinkPurpose.Presence,
                SessionId = session.Id,
                RegistrationId = row.Id,
                TokenHash = ManageLinks.Hash(secret),
                PersonKey = key,
                SentAt = scope.At,
                ExpiresAt = slot.EndsAt + RoomCode.Margin,
            });
            var course = await db.Set<Course>().AsNoTracking().SingleAsync(c => c.Id == session.CourseId, cancel);
            mails.Send(scope, Letter(course, slot, session, row, secret));
            return default(Done);
        }, cancel);

    private async Task<Guid?> RegistrationAsync(Guid slotId, string? secret, CancellationToken cancel) =>
        await links.FindAsync(secret, cancel) is { Purpose: RegistrationLinkPurpose.Manage or RegistrationLinkPurpose.Presence, RegistrationId: { } id } link
            && await db.Set<Slot>().AnyAsync(s => s.Id == slotId && s.SessionId == link.SessionId, cancel) ? id : null;

    private static Letter Letter(Course course, Slot slot, Session session, SessionRegistration row, string secret) => new(
        row.Email, row.Name, "confirmer votre présence", [$"Vous êtes à « {course.Content.Title} », {When.Of(slot)}{When.Zone(session.TimeZone)}.", "Ouvrez ce lien sur le téléphone que vous avez en main, puis tapez le code affiché dans la salle."])
    {
        LinkLabel = "Confirmer ma présence",
        LinkPath = $"{Address(slot.Id)}?jeton={secret}",
        Afterwards = ["Ce lien est pour vous seul, jusqu’à la fin du créneau. Si vous n’avez rien demandé, laissez ce message : sans le code de la salle il ne sert à rien."],
    };
}
