using Ramure.Journal.Contracts;
using Ramure.Kernel.Lists;
using Ramure.Training.Model;
using Ramure.Training.Words;

namespace Ramure.Training.Programme;

/// <summary>One thing that a training says of itself, in words.</summary>
internal sealed record CourseFact(string Label, string Text);

/// <summary>What a training says of itself, in words and in the order pages show it; what it does not say is empty.</summary>
internal static class CourseFacts
{
    public static IReadOnlyList<CourseFact> All(CourseContent content, ReferenceLists lists) =>
    [
        new("Titre", content.Title),
        new("Objectifs", content.Objectives),
        new("Contenu", content.Programme),
        new("Publics", string.Join(", ", content.Audiences.Select(lists.Audience))),
        new("Prérequis", content.Prerequisites),
        new("Durée", TrainingWords.Duration(content.Minutes)),
        new("Modalité", TrainingWords.Label(content.Modality)),
        new("Cadre", TrainingWords.Label(content.Frame)),
        new("Thèmes", string.Join(", ", content.Themes.Select(lists.Theme))),
        new("Compétences", string.Join("\n", content.Competences.Select(lists.Competence))),
        new("Méthodes", content.Methods),
        new("Évaluation", content.Evaluation),
        new("Accessibilité", content.Accessibility),
        new("Coût", TrainingWords.Price(content.PriceCents)),
        new("Partenaire", content.Partner),
        new("Genre de partenaire", content.PartnerKind.Length == 0 ? "" : PartnerKinds.Label(content.PartnerKind)),
        new("Contact", content.Contact),
    ];

    /// <summary>What stands below the title and the objectives on a page.</summary>
    public static IEnumerable<(string Label, string Text)> Body(CourseContent content, ReferenceLists lists) =>
        All(content, lists).Skip(2).Where(f => f.Text.Length > 0).Select(f => (f.Label, f.Text));
}

/// <summary>A thing that a training says otherwise than before.</summary>
internal sealed record CourseDifference(string Label, string Before, string After);

internal static class CourseDifferences
{
    public static IReadOnlyList<CourseDifference> Between(CourseContent before, CourseContent after, ReferenceLists lists) =>
    [
        .. CourseFacts.All(before, lists).Zip(CourseFacts.All(after, lists))
            .Where(p => p.First.Text != p.Second.Text).Select(p => new CourseDifference(p.First.Label, p.First.Text, p.Second.Text)),
    ];
}
