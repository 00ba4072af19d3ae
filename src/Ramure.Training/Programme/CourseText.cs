using System.Globalization;
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
    public string? PartnerKind { get; set; }
    public string[]? Competences { get; set; }

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
        PartnerKind = course.Content.PartnerKind,
        Competences = [.. course.Content.Competences],
    };
}
