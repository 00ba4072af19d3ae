using System.Globalization;
using System.Net.Mail;
using Ramure.Kernel.Mail;
using Ramure.Kernel.Web;
using Ramure.Training.Model;

namespace Ramure.Training.Mail;

/// <summary>What a letter is made from.</summary>
/// <param name="Number">The registration's number, for its calendar entries.</param>
/// <param name="Before">The slots before a change; empty otherwise.</param>
/// <param name="Path">Where the link leads; null for the usual place.</param>
internal sealed record LetterRequest(
    MailKind Kind, long Number, SessionSubject Subject, PersonSubject Person, IReadOnlyList<ToldSlot> Before, string? Path, DateTime At);

/// <summary>Makes the letter of a kind of mail for one person.</summary>
internal sealed class LetterMaker(MailTexts texts, SiteAddress site, MailSettings settings)
{
    public async Task<Letter> MakeAsync(LetterRequest request, CancellationToken cancel) =>
        Make(request, await texts.ForAsync(request.Subject.Session.Unit, request.Kind, cancel));

    /// <summary>With these words, whatever is kept.</summary>
    public Letter Make(LetterRequest request, MailWords words)
    {
        var (kind, person) = (MailKinds.Words(request.Kind), request.Person.Row);
        var values = LetterValues.Of(request);
        return new Letter(person.Email, person.Name, MailTemplate.Line(words.Subject, values), [.. Beforehand(request), .. MailTemplate.Paragraphs(words.Body, values)])
        {
            LinkLabel = kind.Link,
            LinkPath = request.Path ?? Path(request),
            ReplyTo = MailAddress.TryCreate(request.Subject.Course.Content.Contact.Trim(), out var contact) ? contact.Address : null,
            Calendars = Calendars(request),
        };
    }

    /// <summary>Who was registered by a colleague learns it whatever words the unit has: nobody is registered behind their back.</summary>
    private static IEnumerable<string> Beforehand(LetterRequest request) =>
        request is { Kind: MailKind.Requested or MailKind.Confirmed or MailKind.Waiting, Person.Colleague: { } colleague }
            ? [$"{colleague} vous a inscrit avec l’équipe de votre établissement. Si vous ne venez pas, dites-le par le lien de ce message : votre place ira à quelqu’un d’autre."]
            : [];

    private static string Path(LetterRequest request) =>
        MailKinds.LeadsToSession(request.Kind) ? $"/formations/sessions/{request.Subject.Session.Id:D}" : "/formations";

    private List<LetterCalendar> Calendars(LetterRequest request)
    {
        var session = request.Subject.Session;
        var seated = request.Person.Row.State == RegistrationState.Confirmed && request.Person.Row.Number == request.Number;
        var invited = seated || request.Person.Invited.Contains(request.Number);
        List<LetterCalendar> Of(string name, string method, IEnumerable<Slot> slots, int sequence) =>
            [.. slots.OrderBy(s => s.StartsAt).Index().Select(s => new LetterCalendar(
                string.Create(CultureInfo.InvariantCulture, $"{name}-{s.Index + 1}.ics"), method,
                SessionCalendar.Write(new CalendarRequest(method, request, s.Item, sequence, site.Address, settings.From))))];

        switch (request.Kind)
        {
            case MailKind.Confirmed or MailKind.Summons:
                return Of("creneau", SessionCalendar.Request, session.Slots, session.CalendarSequence);
            case MailKind.Changed when seated:
                var gone = request.Before.Where(b => !session.Slots.Exists(s => s.Id == b.Id)).Select(b => b.AsSlot());
                return [.. Of("creneau", SessionCalendar.Request, session.Slots, session.CalendarSequence), .. Of("creneau-supprime", SessionCalendar.Cancel, gone, session.CalendarSequence)];
            case MailKind.Cancelled when invited:
                return Of("creneau-annule", SessionCalendar.Cancel, session.Slots, session.CalendarSequence);
            case MailKind.Withdrawn when invited:
                // Nobody else is told of this: the next change of the session may bear the same sequence, but not for who left.
                return Of("creneau-annule", SessionCalendar.Cancel, session.Slots, session.CalendarSequence + 1);
            default:
                return [];
        }
    }
}
