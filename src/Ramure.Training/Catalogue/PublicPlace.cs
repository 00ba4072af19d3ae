using Ramure.Training.Model;

namespace Ramure.Training.Catalogue;

/// <summary>A place as anybody may read it.</summary>
internal static class PublicPlace
{
    public const string Remote = "À distance";

    /// <summary>Whether nobody has to go anywhere. An address that somebody typed as the place lets whoever reads it in: it is not shown.</summary>
    public static bool IsRemote(PlaceKind kind, string place) => kind == PlaceKind.Remote || place.Contains("://", StringComparison.Ordinal);

    public static bool IsRemote(Slot slot) => IsRemote(slot.PlaceKind, slot.Place);

    public static string Of(Slot slot) => IsRemote(slot) ? Remote : slot.Place;
}
