using Ramure.Journal.Contracts;
using Ramure.Training.Model;
using Ramure.Training.Words;

namespace Ramure.Training.Closing;

/// <summary>The context in which the ledger counts what a session says: the same for its sheet and for what people thought of it.</summary>
internal static class SessionContext
{
    /// <param name="stated">What was said of it before it was a session.</param>
    public static Dictionary<string, string> Of(CourseContent content, Slot slot, TakenOver? stated)
    {
        var context = stated is not null
            ? ActivityContext.Of(ActivityKinds.Training, stated.Theme, stated.PartnerKind, stated.Modality, stated.Place)
            : ActivityContext.Of(
                ActivityKinds.Training, content.Themes.Count > 0 ? content.Themes[0] : null, content.PartnerKind.Length > 0 ? content.PartnerKind : null,
                ModalityOf(content.Modality), PlaceOf(slot.PlaceKind));
        if (TrainingWords.Frames.FirstOrDefault(f => f.Frame == content.Frame).Code is { } frame)
            context["frame"] = frame;
        return context;
    }

    private static string ModalityOf(Modality modality) => modality switch
    {
        Modality.OnSite => ActivityModalities.OnSite,
        Modality.Hybrid => ActivityModalities.Hybrid,
        _ => ActivityModalities.Remote,
    };

    private static string PlaceOf(PlaceKind place) => place switch
    {
        PlaceKind.Atelier => ActivityPlaces.Atelier,
        PlaceKind.School => ActivityPlaces.Residence,
        PlaceKind.Remote => ActivityPlaces.Remote,
        _ => ActivityPlaces.Outside,
    };
}
