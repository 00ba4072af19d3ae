using System.Globalization;
using Ramure.Journal.Contracts;
using Ramure.Kernel.Lists;
using Ramure.Kernel.Operations;
using Ramure.Training.Model;
using Ramure.Training.Words;

namespace Ramure.Training.Programme;

/// <summary>Reads and checks what somebody typed, everything at once.</summary>
internal static class CourseRules
{
    private const int MostMinutes = 400 * 60;
    private const int TextLength = 10_000;
    private static readonly CultureInfo Fr = CultureInfo.GetCultureInfo("fr-FR");

    public static Result<CourseContent> Check(CourseText text, ReferenceLists lists)
    {
        var refusals = new List<Refusal>();
        var content = new CourseContent
        {
            Title = Text(text.Title, "titre", "Donnez un titre.", 200, refusals),
            Objectives = Text(text.Objectives, "objectifs", "Dites ce que la personne saura faire.", TextLength, refusals),
            Programme = Text(text.Programme, "contenu", null, TextLength, refusals),
            Audiences = Codes(text.Audiences, lists.Audiences, "publics", "Choisissez au moins un public.", refusals),
            Prerequisites = Text(text.Prerequisites, "prerequis", null, TextLength, refusals),
            Minutes = Minutes(text.Hours, refusals),
            Modality = Choice(TrainingWords.Modalities.Select(m => (m.Code, m.Modality)), text.Modality, "modalite", "Choisissez une modalité.", refusals),
            Frame = Choice(TrainingWords.Frames.Select(f => (f.Code, f.Frame)), text.Frame, "cadre", "Choisissez un cadre.", refusals),
            Themes = Codes(text.Themes, lists.Themes, "themes", null, refusals),
            Methods = Text(text.Methods, "methodes", null, TextLength, refusals),
            Evaluation = Text(text.Evaluation, "evaluation", null, TextLength, refusals),
            Accessibility = Text(text.Accessibility, "accessibilite", null, TextLength, refusals),
            Contact = Text(text.Contact, "contact", null, 300, refusals),
            PriceCents = Cents(text.Price, refusals),
            Partner = Text(text.Partner, "partenaire", null, 200, refusals),
            PartnerKind = Kind(text.PartnerKind, refusals),
            Competences = Competences(text.Competences, lists, refusals),
        };
        return refusals.Count > 0 ? refusals : content;
    }

    private static string Kind(string? code, List<Refusal> refusals)
    {
        if (string.IsNullOrEmpty(code) || PartnerKinds.All.Any(k => k.Code == code))
            return code ?? "";
        refusals.Add(new Refusal("choice-unknown", $"« {code} » n’est pas un genre de partenaire : choisissez dans la liste.", "genre-partenaire"));
        return "";
    }

    /// <summary>In the order of their frameworks, however they were ticked.</summary>
    private static List<string> Competences(string[]? codes, ReferenceLists lists, List<Refusal> refusals)
    {
        var known = lists.Competences.Select(c => new Labelled(c.Code, c.Label)).ToList();
        var chosen = Codes(codes, known, "competences", null, refusals);
        return [.. chosen.OrderBy(c => known.FindIndex(k => k.Code == c))];
    }

    /// <summary>What must still be said before a training is published, by field of the form: Qualiopi's first indicator lists it.</summary>
    public static IReadOnlyList<(string Field, string What)> Missing(CourseContent content) =>
    [
        .. new (string Value, string Field, string What)[]
        {
            (content.Programme, "contenu", "le contenu"),
            (content.Prerequisites, "prerequis", "les prérequis, ou « aucun »"),
            (content.Methods, "methodes", "les méthodes"),
            (content.Evaluation, "evaluation", "comment les acquis sont évalués"),
            (content.Accessibility, "accessibilite", "l’accessibilité aux personnes handicapées"),
            (content.Contact, "contact", "à qui s’adresser"),
        }.Where(m => m.Value.Length == 0).Select(m => (m.Field, m.What)),
    ];

    /// <summary>The same as refusals.</summary>
    public static List<Refusal> Publishable(CourseContent content) =>
        [.. Missing(content).Select(m => new Refusal("publication-incomplete", $"Avant de publier, dites {m.What} (Qualiopi, indicateur 1).", m.Field))];

    private static string Text(string? value, string field, string? missing, int length, List<Refusal> refusals)
    {
        var text = (value ?? "").ReplaceLineEndings("\n").Trim();
        if (text.Length == 0 && missing is not null)
            refusals.Add(new Refusal("field-missing", missing, field));
        if (text.Length > length)
            refusals.Add(new Refusal("field-too-long", $"Ce texte compte {text.Length} caractères : {length} au plus.", field));
        return text;
    }

    private static int Minutes(string? value, List<Refusal> refusals)
    {
        if (decimal.TryParse((value ?? "").Trim().Replace('.', ','), NumberStyles.AllowDecimalPoint, Fr, out var hours)
            && hours * 60 is > 0 and <= MostMinutes && decimal.Truncate(hours * 60) == hours * 60)
            return (int)(hours * 60);
        refusals.Add(new Refusal("duration-invalid", "Donnez la durée en heures, par exemple 6 ou 1,5.", "duree"));
        return 0;
    }

    private static long Cents(string? value, List<Refusal> refusals)
    {
        var text = (value ?? "").Trim();
        if (text.Length == 0)
            return 0;
        if (decimal.TryParse(text.Replace('.', ','), NumberStyles.AllowDecimalPoint, Fr, out var euros) && euros <= 100_000 && decimal.Truncate(euros * 100) == euros * 100)
            return (long)(euros * 100);
        refusals.Add(new Refusal("price-invalid", "Donnez le prix en euros, par exemple 120 ou 87,50 ; laissez vide si c’est gratuit.", "prix"));
        return 0;
    }

    private static T Choice<T>(IEnumerable<(string Code, T Value)> known, string? code, string field, string missing, List<Refusal> refusals)
    {
        foreach (var (one, value) in known)
            if (one == code)
                return value;
        refusals.Add(new Refusal("choice-missing", missing, field));
        return default!;
    }

    private static List<string> Codes(string[]? codes, IReadOnlyList<Labelled> known, string field, string? missing, List<Refusal> refusals)
    {
        var chosen = (codes ?? []).Where(c => c.Length > 0).Distinct().ToList();
        if (chosen.Count == 0 && missing is not null)
            refusals.Add(new Refusal("choice-missing", missing, field));
        if (chosen.Find(c => known.All(k => k.Code != c)) is { } unknown)
            refusals.Add(new Refusal("choice-unknown", $"« {unknown} » n’est pas dans la liste : choisissez-y.", field));
        return chosen;
    }
}
