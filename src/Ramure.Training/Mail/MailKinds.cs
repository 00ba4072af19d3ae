using Ramure.Training.Model;

namespace Ramure.Training.Mail;

/// <summary>The kinds of mail: their words, when each is sent, and whether it is still true.</summary>
internal static class MailKinds
{
    public static IReadOnlyList<MailKindWords> All { get; } =
    [
        new(MailKind.Requested, "demande", "Demande reçue", "à qui demande une place que l’unité doit accorder", "Voir la session"),
        new(MailKind.Confirmed, "confirmation", "Inscription confirmée", "à qui est inscrit, avec les créneaux pour son agenda", "Voir la session"),
        new(MailKind.Waiting, "attente", "Sur liste d’attente", "à qui s’inscrit quand il n’y a plus de place", "Voir la session"),
        new(MailKind.Offered, "proposition", "Place proposée", "à la première personne qui attend, quand une place se libère", "Prendre la place"),
        new(MailKind.OfferLapsed, "proposition-passee", "Proposition passée", "à qui n’a pas pris à temps la place gardée", "Voir la session"),
        new(MailKind.Refused, "non-retenue", "Demande non retenue", "à qui l’unité n’accorde pas la place demandée", "Voir les formations"),
        new(MailKind.Summons, "convocation", "Convocation", "quelques jours avant la session, ou aussitôt pour qui s’inscrit après", "Voir la session"),
        new(MailKind.Reminder, "rappel", "Rappel", "la veille de la session", "Voir la session"),
        new(MailKind.Changed, "changement", "Changement de date ou de lieu", "à tous, avec les créneaux nouveaux pour leur agenda", "Voir la session"),
        new(MailKind.Cancelled, "annulation", "Session annulée", "à tous ; les créneaux s’effacent de leur agenda", "Voir les formations"),
        new(MailKind.Withdrawn, "desistement", "Désistement", "à qui rend sa place, ou que l’unité désinscrit", "Voir la session"),
        new(MailKind.Certificate, "attestation", "Attestation disponible", "à qui était présent, quand la session est close", "Voir l’attestation"),
        new(MailKind.Questionnaire, "questionnaire", "Questionnaire", "à qui était présent, pour avoir son avis", "Répondre"),
    ];

    public static MailKindWords Words(MailKind kind) => All[(int)kind];

    /// <summary>The kind that an address names; null for none.</summary>
    public static MailKindWords? Find(string? code) => All.FirstOrDefault(k => k.Code == code);

    /// <summary>What to tell a person whose registration has come to this state.</summary>
    public static MailKind? Of(RegistrationState state) => state switch
    {
        RegistrationState.Requested => MailKind.Requested,
        RegistrationState.Confirmed => MailKind.Confirmed,
        RegistrationState.Waiting => MailKind.Waiting,
        RegistrationState.Offered => MailKind.Offered,
        RegistrationState.Expired => MailKind.OfferLapsed,
        RegistrationState.Withdrawn => MailKind.Withdrawn,
        RegistrationState.Refused => MailKind.Refused,
        _ => null,
    };

    /// <summary>Sent once the session has begun.</summary>
    public static bool Afterwards(MailKind kind) => kind is MailKind.Certificate or MailKind.Questionnaire;

    /// <summary>Whether its link leads to the session; the others lead to other sessions.</summary>
    public static bool LeadsToSession(MailKind kind) => kind is not (MailKind.Refused or MailKind.Cancelled);

    /// <summary>Whether it still tells the truth at this instant: what was asked for may have been overtaken.</summary>
    public static bool Holds(MailKind kind, long number, Session session, SessionRegistration row, DateTime now)
    {
        if (row.Email.Length == 0)
            return false;
        var ahead = session.State == SessionState.Planned && session.StartsAt > now;
        return kind switch
        {
            MailKind.Certificate or MailKind.Questionnaire => row.IsExpected,
            MailKind.Withdrawn => true,
            MailKind.Cancelled => session.State == SessionState.Cancelled && row.Number == number,
            MailKind.Changed => session.State == SessionState.Planned && row.Number == number && row.IsLive && session.Slots.Exists(s => s.EndsAt > now),
            MailKind.Summons or MailKind.Reminder => ahead && row.Number == number && row.State == RegistrationState.Confirmed,
            _ => ahead && row.Number == number && Of(row.State) == kind,
        };
    }
}

/// <summary>A kind of mail in French.</summary>
/// <param name="Code">As addresses write it.</param>
/// <param name="When">"à qui…": when it is sent.</param>
/// <param name="Link">Label of its link.</param>
internal sealed record MailKindWords(MailKind Kind, string Code, string Label, string When, string Link);
