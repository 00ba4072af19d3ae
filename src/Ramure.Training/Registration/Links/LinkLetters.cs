using Ramure.Kernel.Mail;
using Ramure.Training.Model;
using Ramure.Training.Sessions;

namespace Ramure.Training.Registration.Links;

/// <summary>Mails that carry a link for who has no account.</summary>
internal static class LinkLetters
{
    public static Letter Ask(Session session, Course course, string name, string email, string secret) =>
        new(email, name, "confirmer votre inscription", [$"Quelqu’un, vous sans doute, demande à vous inscrire à « {course.Content.Title} », {When.At(session.StartsAt, session.TimeZone)}.", "Rien n’est inscrit tant que vous n’avez pas confirmé."])
        {
            LinkLabel = "Confirmer mon inscription",
            LinkPath = ManageLinks.Address(secret),
            Afterwards = ["Ce lien sert une fois, pendant 24 heures. Si vous n’avez rien demandé, laissez ce message : rien ne se passera."],
        };

    public static Letter Colleague(Session session, Course course, SessionRegistration row, string by, string path) =>
        new(row.Email, row.Name, "un collègue vous a inscrit", [$"{by} vous a inscrit. " + Said(session, course, row), "Si vous ne venez pas, dites-le : votre place ira à quelqu’un d’autre."])
        {
            LinkLabel = "Voir mon inscription, décliner",
            LinkPath = path,
        };

    private static string Said(Session session, Course course, SessionRegistration row)
    {
        var what = $"« {course.Content.Title} », {When.At(session.StartsAt, session.TimeZone)}";
        return row.State switch
        {
            RegistrationState.Confirmed => $"Vous êtes inscrit à {what}.",
            RegistrationState.Requested => $"Votre demande d’inscription à {what} est enregistrée : l’unité vous répondra.",
            _ => $"Vous êtes sur la liste d’attente de {what}.",
        };
    }
}
