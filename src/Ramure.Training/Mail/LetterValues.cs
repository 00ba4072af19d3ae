using Ramure.Training.Model;
using Ramure.Training.Sessions;
using Ramure.Training.Trainers;
using Ramure.Training.Words;

namespace Ramure.Training.Mail;

/// <summary>What the words of a mail may speak of, and the values for one letter.</summary>
internal static class LetterValues
{
    private static readonly IReadOnlyList<LetterName> Slot =
    [
        new("quand", "jour et heures, avec le fuseau s’il n’est pas celui de Paris"),
        new("lieu", "le lieu, comme la page de la session le dit"),
        new("lien", "l’adresse de la salle à distance ; vide si la personne n’a pas de place"),
    ];

    /// <summary>Every name, as the page of the words lists it.</summary>
    public static IReadOnlyList<LetterName> Names { get; } =
    [
        new LetterName("personne.nom", "le nom de la personne"),
        new LetterName("formation.titre", "le titre de la formation"),
        new LetterName("formation.duree", "sa durée"),
        new LetterName("formation.contact", "à qui écrire"),
        new LetterName("unite.nom", "l’unité qui organise"),
        new LetterName("session.dates", "« 12 mars 2025 », ou « du 12 mars au 3 avril 2025, 4 créneaux »"),
        new LetterName("session.creneaux", "les créneaux, à parcourir par « for »") { Items = Slot },
        new LetterName("session.formateurs", "les noms des formateurs"),
        new LetterName("session.motif", "pourquoi la session est annulée"),
        new LetterName("session.avant", "les créneaux d’avant un changement qui ne valent plus, à parcourir par « for »") { Items = Slot },
        new LetterName("inscription.rang", "le rang sur la liste d’attente"),
        new LetterName("inscription.echeance", "jusqu’à quand la place proposée est gardée"),
    ];

    public static Dictionary<string, object?> Of(LetterRequest request)
    {
        var ((session, course, unit), row) = (request.Subject, request.Person.Row);
        var seated = row.State == RegistrationState.Confirmed;
        Dictionary<string, object?> Say(Slot slot) => new()
        {
            ["quand"] = When.Of(slot) + When.Zone(session.TimeZone),
            ["lieu"] = slot.Place,
            ["lien"] = seated ? slot.Link : null,
        };
        return new Dictionary<string, object?>
        {
            ["personne"] = new Dictionary<string, object?> { ["nom"] = row.Name },
            ["formation"] = new Dictionary<string, object?>
            {
                ["titre"] = course.Content.Title,
                ["duree"] = TrainingWords.Duration(course.Content.Minutes),
                ["contact"] = Text(course.Content.Contact),
            },
            ["unite"] = new Dictionary<string, object?> { ["nom"] = unit },
            ["session"] = new Dictionary<string, object?>
            {
                ["dates"] = When.Of(session),
                ["creneaux"] = session.Slots.OrderBy(s => s.StartsAt).Select(Say).ToList(),
                ["formateurs"] = Text(string.Join(", ", TrainerNames.For(session, everybody: true))),
                ["motif"] = Text(session.CancelReason),
                ["avant"] = request.Before.Where(b => !session.Slots.Exists(s => s.Id == b.Id && (s.StartsAt, s.EndsAt, s.Place) == (b.StartsAt, b.EndsAt, b.Place)))
                    .Select(b => Say(b.AsSlot())).ToList(),
            },
            ["inscription"] = new Dictionary<string, object?>
            {
                ["rang"] = request.Person.Rank,
                ["echeance"] = row is { State: RegistrationState.Offered, OfferUntil: { } until } ? When.At(until, session.TimeZone) : null,
            },
        };
    }

    /// <summary>Liquid takes an empty text for something.</summary>
    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}

/// <summary>A name that words may use.</summary>
/// <param name="Path">"session.dates".</param>
/// <param name="Meaning">In French.</param>
internal sealed record LetterName(string Path, string Meaning)
{
    /// <summary>For a list: the names of each of its items.</summary>
    public IReadOnlyList<LetterName> Items { get; init; } = [];
}
