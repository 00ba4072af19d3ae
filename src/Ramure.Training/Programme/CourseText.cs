using System.Globalization;
using Ramure.Kernel.Lists;
using Ramure.Kernel.Operations;
using Ramure.Training.Model;
using Ramure.Training.Words;

namespace Ramure.Training.Programme;

/// <summary>A training as the form says it: text, whatever somebody typed. Field names are those of the form.</summary>
internal sealed class CourseText
{
    public string? Unit { get; set; }
    public string? Title { get; set; }
    public string? Objectives { get; set; }
    public string? Programme { get; set; }
    public string[]? Audiences { get; set; }
    public string? Prerequisites { get; set; }
    public string? Hours { get; set; }
    public string? Modality { get; set; }
    public string? Frame { get; set; }
    public string[]? Themes { get; set; }
    public string? Methods { get; set; }
    public string? Evaluation { get; set; }
    public string? Accessibility { get; set; }
    public string? Contact { get; set; }
    public string? Price { get; set; }
    public string? Partner { get; set; }

    internal static CourseText Of(Course course) => new()
    {
        Unit = course.Unit,
        Title = course.Content.Title,
        Objectives = course.Content.Objectives,
        Programme = course.Content.Programme,
        Audiences = [.. course.Content.Audiences],
        Prerequisites = course.Content.Prerequisites,
        Hours = (course.Content.Minutes / 60m).ToString("0.##", CultureInfo.GetCultureInfo("fr-FR")),
        Modality = TrainingWords.Modalities.First(m => m.Modality == course.Content.Modality).Code,
        Frame = TrainingWords.Frames.First(f => f.Frame == course.Content.Frame).Code,
        Themes = [.. course.Content.Themes],
        Methods = course.Content.Methods,
        Evaluation = course.Content.Evaluation,
        Accessibility = course.Content.Accessibility,
        Contact = course.Content.Contact,
        Price = (course.Content.PriceCents / 100m).ToString("0.##", CultureInfo.GetCultureInfo("fr-FR")),
        Partner = course.Content.Partner,
    };
}

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
        };
        return refusals.Count > 0 ? refusals : content;
    }

    /// <summary>What must be said before a training is published: Qualiopi's first indicator lists it.</summary>
    public static List<Refusal> Publishable(CourseContent content)
    {
        var refusals = new List<Refusal>();
        void Needs(string value, string field, string what)
        {
            if (value.Length == 0)
                refusals.Add(new Refusal("publication-incomplete", $"Avant de publier, dites {what} (Qualiopi, indicateur 1).", field));
        }

        Needs(content.Programme, "contenu", "le contenu");
        Needs(content.Prerequisites, "prerequis", "les prérequis, ou « aucun »");
        Needs(content.Methods, "methodes", "les méthodes");
        Needs(content.Evaluation, "evaluation", "comment les acquis sont évalués");
        Needs(content.Accessibility, "accessibilite", "l’accessibilité aux personnes handicapées");
        Needs(content.Contact, "contact", "à qui s’adresser");
        return refusals;
    }

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
