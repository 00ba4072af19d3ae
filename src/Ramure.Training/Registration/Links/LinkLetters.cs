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
}
