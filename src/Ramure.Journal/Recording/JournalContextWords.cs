using Ramure.Journal.Contracts;
using Ramure.Journal.Lists;
using Ramure.Kernel.Lists;
using Ramure.Ledger.Contracts;

namespace Ramure.Journal.Recording;

/// <summary>The words of the contexts that activities carry into the ledger.</summary>
internal sealed class JournalContextWords(ReferenceLists lists) : IContextWords
{
    public string? Key(string key) => key switch
    {
        "activity" => "Activité",
        "theme" => "Thème",
        "partner-kind" => "Partenaire",
        "modality" => "Modalité",
        "place" => "Lieu",
        "audience" => "Public",
        _ => null,
    };

    public string? Value(string key, string value) => key switch
    {
        // The list of kinds says « sans inscription », which is only half of what counts under it.
        "activity" => value == ActivityKinds.Training ? "Formation" : Labels.Kind(value),
        "theme" => lists.Theme(value),
        "partner-kind" => Labels.Partner(value),
        "modality" => Labels.Modality(value),
        "place" => Labels.Place(value),
        "audience" => lists.Audience(value),
        _ => null,
    };
}
