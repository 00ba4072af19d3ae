using Ramure.Journal.Contracts;
using Ramure.Journal.Lists;
using Ramure.Journal.Model;
using Ramure.Kernel.Audit;
using Ramure.Kernel.Lists;

namespace Ramure.Journal.Activities;

/// <summary>What the Journal's events say, in French.</summary>
internal static class JournalAuditWords
{
    /// <summary>The fields of an activity.</summary>
    public static IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    {
        [nameof(NewActivity.Unit)] = "Unité",
        [nameof(NewActivity.Kind)] = "Genre",
        [nameof(NewActivity.Title)] = "Intitulé",
        [nameof(NewActivity.Start)] = "Début",
        [nameof(NewActivity.End)] = "Fin",
        [nameof(NewActivity.Precision)] = "Précision",
        [nameof(NewActivity.HalfDays)] = "Demi-journées",
        [nameof(NewActivity.Days)] = "Jours",
        [nameof(NewActivity.Sessions)] = "Séances",
        [nameof(NewActivity.Minutes)] = "Minutes",
        [nameof(NewActivity.Place)] = "Lieu",
        [nameof(NewActivity.Uai)] = "UAI",
        [nameof(NewActivity.PlaceName)] = "Nom du lieu",
        [nameof(NewActivity.Modality)] = "Modalité",
        [nameof(NewActivity.Theme)] = "Thème",
        [nameof(NewActivity.Partner)] = "Partenaire",
        [nameof(NewActivity.PartnerKind)] = "Nature de partenaire",
        [nameof(NewActivity.Headcount)] = "Effectif",
        [nameof(NewActivity.Note)] = "Note",
        [nameof(NewActivity.StatedIn)] = "Énoncé dans",
        [nameof(NewActivity.Source)] = "Identifiant",
    };

    public static AuditWords Of(ReferenceLists lists) => new()
    {
        Operations = new Dictionary<string, string>
        {
            ["journal.attach"] = "Joindre un fichier",
            ["journal.correct"] = "Corriger une activité",
            ["journal.detach"] = "Retirer un fichier joint",
            ["journal.import"] = "Importer des activités",
            ["journal.import-stated"] = "Importer les totaux d’un bilan",
            ["journal.record"] = "Noter une activité",
            ["journal.repeat"] = "Répéter une activité",
            ["journal.withdraw"] = "Retirer une activité",
        },
        Kinds =
        [
            new(ActivityVersion.SubjectKind, "Activité")
            {
                Fields = new Dictionary<string, string>(Fields)
                {
                    [nameof(ActivityVersion.Version)] = "Version", [nameof(ActivityVersion.State)] = "État", ["Masked"] = "Nom masqué", ["Attachment"] = "Fichier joint", ["Sha256"] = "Empreinte du fichier",
                },
                Value = (field, raw) => Word(lists, field, raw),
                Href = id => $"/journal/activites/{id}",
            },
            new("journal-batch", "Lot d’activités")
            {
                Fields = new Dictionary<string, string> { ["Activities"] = "Activités", ["Units"] = "Unités", ["From"] = "Depuis", ["To"] = "Jusqu’au" },
            },
            new("journal-stated-total", "Total énoncé")
            {
                Fields = new Dictionary<string, string>
                {
                    ["Report"] = "Bilan", ["Code"] = "Code", ["Label"] = "Libellé", ["Stated"] = "Valeur énoncée", ["Unit"] = "Unité de compte", ["Filter"] = "Lignes comptées",
                    ["StatedIn"] = "Énoncé dans", ["Note"] = "Note", ["Rank"] = "Rang", ["Id"] = "Identifiant",
                },
                Href = id => $"/journal/bilans/{id.Split('/')[0]}",
            },
        ],
    };

    private static string? Word(ReferenceLists lists, string field, string raw) => field switch
    {
        nameof(NewActivity.Kind) => Labels.Kind(raw),
        nameof(NewActivity.Place) => Labels.Place(raw),
        nameof(NewActivity.Modality) => Labels.Modality(raw),
        nameof(NewActivity.Theme) => lists.Theme(raw),
        nameof(NewActivity.PartnerKind) => Labels.Partner(raw),
        nameof(NewActivity.Precision) => raw is "0" or "1" or "2" or "3" ? Labels.Precisions[raw[0] - '0'].Label : null,
        nameof(ActivityVersion.State) => raw switch { "0" => "notée", "1" => "retirée", _ => "reprise en session" },
        nameof(NewActivity.Headcount) => string.Join(" ; ", raw.Split(" ; ").Select(pair => pair.Split(", ")).Select(p => p.Length == 2 ? $"{lists.Audience(p[0])} {p[1]}" : lists.Audience(p[0]) + " NC")),
        _ => null,
    };
}
