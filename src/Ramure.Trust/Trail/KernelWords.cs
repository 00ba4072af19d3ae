using Ramure.Kernel.Audit;
using Ramure.Kernel.Readings;

namespace Ramure.Trust.Trail;

/// <summary>The words of what the kernel itself writes.</summary>
internal static class KernelWords
{
    public static AuditWords All { get; } = new()
    {
        Operations = new Dictionary<string, string>
        {
            ["audit.read-persons"] = "Lire ce qui est gardé sur des personnes",
            ["audit.broken"] = "Constater que la chaîne d’audit est rompue",
            ["first-start.choose"] = "Choisir ce que charge le premier démarrage",
            ["first-start.run"] = "Charger au premier démarrage",
            ["outbox.retry"] = "Relancer un envoi",
            ["personal-data.ask-erasure"] = "Demander l’effacement de ses données",
            ["personal-data.erase"] = "Effacer les données d’une personne",
            ["personal-data.forget"] = "Oublier ce qui a été gardé assez longtemps",
            ["sample.load"] = "Charger les données d’exemple",
        },
        Kinds =
        [
            new(AuditChain.SubjectKind, "Journal d’audit") { Fields = new Dictionary<string, string> { ["Sequences"] = "Évènements effacés", ["Sequence"] = "Numéro", ["Hash"] = "Empreinte" } },
            new(ReadingTrail.SubjectKind, "Liste de personnes")
            {
                Fields = new Dictionary<string, string> { ["List"] = "Ce qui est montré" },
                Value = (_, raw) => raw switch
                {
                    "accounts" => "comptes et rôles", "account" => "un compte", "invitations" => "invitations", "unit-access" => "qui a accès à une unité", "person" => "les données d’une personne",
                    "persons" => "recherche d’une personne", "registrations" => "inscriptions", "attendance" => "présences", "mails" => "courriels d’une session", "credentials" => "attestations d’une session", _ => null,
                },
                Href = place => place.StartsWith('/') ? place : null,
            },
            new("first-start", "Premier démarrage") { Fields = new Dictionary<string, string> { ["DoneAt"] = "Fait le" } },
            new("outbox", "Envoi")
            {
                Fields = new Dictionary<string, string> { ["State"] = "État", ["Attempts"] = "Essais", ["Error"] = "Erreur", ["Messages"] = "Messages effacés" },
                Href = _ => "/administration/travaux",
                Value = (field, raw) => (field, raw) switch { ("State", "0") => "en attente", ("State", "1") => "traité", ("State", "2") => "en échec", _ => null },
            },
            new("person", "Personne") { IsPerson = true, Fields = new Dictionary<string, string> { ["Erased"] = "Enregistrements effacés", ["Asked"] = "Effacement demandé" } },
            new("sample-batch", "Données d’exemple") { Fields = new Dictionary<string, string> { ["Seed"] = "Graine", ["Scale"] = "Part du volume", ["Activities"] = "Activités", ["Figures"] = "Valeurs" }, Href = _ => "/exemple" },
        ],
    };
}
