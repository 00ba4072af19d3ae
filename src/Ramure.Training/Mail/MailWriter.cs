using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Contracts;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Mail;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Outbox;
using Ramure.Training.Evaluation.Asking;
using Ramure.Training.Model;
using Ramure.Training.Recognition;
using Ramure.Training.Registration.Links;

namespace Ramure.Training.Mail;

/// <summary>
/// Puts the mails that were asked for into words and hands them to the outbox. What is no longer true is not sent. A row is written
/// once, whatever dies in between and however many hosts try.
/// </summary>
internal sealed class MailWriter(OperationRunner runner, RamureDb db, LetterSubjects subjects, LetterMaker letters, ManageLinks links, CredentialLinks credentials, SurveyLinks surveys, MailQueue queue) : IOutboxHandler
{
    public const string KindOfMessage = "training.mail";
    public const string SubjectKind = "training-mails";

    private const int AtOnce = 100;

    public string Kind => KindOfMessage;

    public async Task HandleAsync(JsonElement payload, OutboxDelivery delivery, CancellationToken cancel)
    {
        var wish = payload.Deserialize<MailWish>()!;
        while ((await WriteAsync(delivery.MessageId, wish, cancel)).Value > 0)
            cancel.ThrowIfCancellationRequested();
    }

    private Task<Result<int>> WriteAsync(Guid batch, MailWish wish, CancellationToken cancel) =>
        runner.RunAsync<int>(new Operation("training.write-mails", Permission.System), async scope =>
        {
            db.ChangeTracker.Clear();
            var mails = await db.Set<SessionMail>().Where(m => m.Batch == batch && m.Letter == null && !m.Moot).OrderBy(m => m.Id).Take(AtOnce).ToListAsync(cancel);
            foreach (var ofSession in mails.GroupBy(m => m.SessionId))
            {
                var session = await subjects.SessionAsync(ofSession.Key, cancel);
                var people = await subjects.PeopleAsync([.. ofSession.Select(m => m.RegistrationId)], cancel);
                foreach (var mail in ofSession)
                {
                    var person = people[mail.RegistrationId];
                    var holds = !person.Row.Email.EndsWith(SampleAccount.Domain, StringComparison.Ordinal) && MailKinds.Holds(mail.Kind, mail.Number, session.Session, person.Row, scope.At);
                    var path = !holds ? null : mail.Kind == MailKind.Questionnaire ? await surveys.ForAsync(scope, mail, cancel) : Path(scope, mail, session, person);
                    // A questionnaire leads nowhere once it is over or answered.
                    if (holds && (path is not null || mail.Kind != MailKind.Questionnaire))
                        mail.Letter = queue.Send(scope, await letters.MakeAsync(new LetterRequest(mail.Kind, mail.Number, session, person, wish.Before, path, scope.At), cancel));
                    else
                        mail.Moot = true;
                }

                scope.Audit(SubjectKind, ofSession.Key.ToString("D"), null, new
                {
                    Kinds = ofSession.Select(m => m.Kind).Distinct().ToList(),
                    Written = ofSession.Count(m => m.Letter is not null),
                    Moot = ofSession.Count(m => m.Moot),
                }, session.Session.Unit);
            }

            return mails.Count;
        }, cancel);

    /// <summary>Who has no account finds the registration, or the documents, by a link of their own; it is a secret, made only when the letter is.</summary>
    private string? Path(OperationScope scope, SessionMail mail, SessionSubject session, PersonSubject person) => (mail.Path, mail.Kind, person.Row.AccountId) switch
    {
        ({ } path, _, _) => path,
        (_, MailKind.Certificate, null) => credentials.Path(person.Row.Id),
        (_, MailKind.Certificate, _) => CredentialLinks.OwnPath,
        (_, _, null) when MailKinds.LeadsToSession(mail.Kind) => links.For(scope, session.Session, person.Row),
        _ => null,
    };
}
