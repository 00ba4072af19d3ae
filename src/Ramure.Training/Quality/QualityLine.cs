using Ramure.Training.Model;
using Ramure.Ui.Components;

namespace Ramure.Training.Quality;

/// <summary>What was found about an indicator. It says nothing of conformity, which only a certifier judges.</summary>
internal enum EvidenceState
{
    NotConcerned,
    Found,
    Incomplete,
    Elsewhere,
}

/// <summary>Something that Ramure holds: a figure, and where it opens.</summary>
/// <param name="Lacks">Whether it also says what is missing.</param>
internal sealed record Evidence(string Text, string? Href, bool Lacks = false);

/// <summary>An indicator with what was found for a unit and a school year.</summary>
/// <param name="Notes">Those of the unit and of the units above it.</param>
internal sealed record QualityLine(QualityIndicator Indicator, IReadOnlyList<Evidence> Found, IReadOnlyList<QualityNote> Notes)
{
    public EvidenceState State => !Indicator.Applies ? EvidenceState.NotConcerned
        : Found.Any(e => e.Lacks) ? EvidenceState.Incomplete
        : Found.Count > 0 ? Indicator.Outside.Length == 0 || Notes.Count > 0 ? EvidenceState.Found : EvidenceState.Incomplete
        : Notes.Count > 0 ? EvidenceState.Found
        : EvidenceState.Elsewhere;

    public string StateText => Label(State);

    public TagKind Kind => State switch { EvidenceState.Found => TagKind.Good, EvidenceState.Incomplete => TagKind.Watch, EvidenceState.Elsewhere => TagKind.Info, _ => TagKind.Neutral };

    public static IReadOnlyList<Column<QualityLine>> Columns { get; } =
    [
        new("Indicateur", l => l.Indicator.Number) { Numeric = true, RowHeader = true },
        new("Critère", l => $"{l.Indicator.Criterion}. {l.Indicator.CriterionText}"),
        new("Énoncé", l => l.Indicator.Text),
        new("État", l => l.StateText),
        new("Pourquoi sans objet", l => l.Indicator.WhyNot),
        new("Preuves trouvées", l => string.Join(" ; ", l.Found.Select(e => e.Text))),
        new("À fournir aussi", l => l.Indicator.Outside),
        new("Notes de l’unité", l => string.Join(" ; ", l.Notes.Select(n => $"{French.ShortDay(n.Day)} {n.Note}{(n.Link is null ? "" : $" ({n.Link})")}"))),
    ];

    public static string Label(EvidenceState state) => state switch
    {
        EvidenceState.Found => "preuve trouvée",
        EvidenceState.Incomplete => "incomplète",
        EvidenceState.Elsewhere => "à fournir hors de Ramure",
        _ => "sans objet",
    };
}
