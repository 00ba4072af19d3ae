using System.Globalization;
using System.Text;
using System.Text.Json;
using Ramure.Kernel;

namespace Ramure.Ui.Maps;

/// <summary>
/// Outlines of the départements as SVG paths, projected once: metropolitan France at its place, the five overseas
/// départements and the inner ring of Paris each in a frame of their own, enlarged.
/// </summary>
public sealed class DepartementShapes(InstallationPaths paths)
{
    /// <summary>Size of the drawing.</summary>
    public const double Width = 640, Height = 640;

    private static readonly Frame France = new(-5.2, 9.65, 41.3, 51.15, 84, 4, 552, 560);

    private static readonly IReadOnlyList<Inset> Frames =
    [
        new("971", "Guadeloupe", new(-61.83, -60.98, 15.82, 16.53, 6, 548, 84, 84)),
        new("972", "Martinique", new(-61.25, -60.79, 14.37, 14.9, 98, 548, 84, 84)),
        new("973", "Guyane", new(-54.65, -51.6, 2.1, 5.8, 190, 548, 84, 84)),
        new("974", "La Réunion", new(55.2, 55.85, -21.4, -20.86, 282, 548, 84, 84)),
        new("976", "Mayotte", new(45.0, 45.32, -13.02, -12.62, 374, 548, 84, 84)),
        new("paris", "Paris et petite couronne", new(2.13, 2.63, 48.67, 49.03, 6, 20, 120, 120)),
    ];

    private static readonly HashSet<string> InnerRing = ["75", "92", "93", "94"];

    private readonly Lazy<IReadOnlyList<DepartementShape>> all = new(() => Read(paths.Reference));

    /// <summary>All outlines, in the order of codes; those of the inner ring twice, at their place and enlarged.</summary>
    public IReadOnlyList<DepartementShape> All => all.Value;

    /// <summary>The frames around what is not at its place.</summary>
    public static IReadOnlyList<Inset> Insets => Frames;

    /// <summary>Where a place falls in the drawing, null outside of what is drawn.</summary>
    public static (double X, double Y)? Project(double latitude, double longitude)
    {
        foreach (var frame in Frames.Select(f => f.Frame).Prepend(France))
        {
            if (longitude >= frame.West && longitude <= frame.East && latitude >= frame.South && latitude <= frame.North)
                return frame.Project(longitude, latitude);
        }

        return null;
    }

    private static IReadOnlyList<DepartementShape> Read(string reference)
    {
        var shapes = new List<DepartementShape>();
        foreach (var file in (string[])["departements.geojson", "departements-outre-mer.geojson"])
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(reference, "geo", file)));
            foreach (var feature in document.RootElement.GetProperty("features").EnumerateArray())
            {
                var properties = feature.GetProperty("properties");
                var code = properties.GetProperty("code").GetString()!;
                var name = properties.GetProperty("nom").GetString()!;
                var geometry = feature.GetProperty("geometry");
                var overseas = Frames.FirstOrDefault(f => f.Code == code);
                shapes.Add(new(code, name, SvgPath(geometry, overseas?.Frame ?? France), false));
                if (InnerRing.Contains(code))
                    shapes.Add(new(code, name, SvgPath(geometry, Frames.Single(f => f.Code == "paris").Frame), true));
            }
        }

        return [.. shapes.OrderBy(s => s.Code, StringComparer.Ordinal).ThenBy(s => s.Enlarged)];
    }

    private static string SvgPath(JsonElement geometry, Frame frame)
    {
        var path = new StringBuilder();
        var coordinates = geometry.GetProperty("coordinates");
        var polygons = geometry.GetProperty("type").GetString() == "Polygon" ? [coordinates] : coordinates.EnumerateArray().ToList();
        foreach (var ring in polygons.SelectMany(p => p.EnumerateArray()))
        {
            (long X, long Y)? last = null;
            foreach (var point in ring.EnumerateArray())
            {
                var (x, y) = frame.Project(point[0].GetDouble(), point[1].GetDouble());
                // Tenths of a unit, relative moves: half the bytes of absolute coordinates.
                var here = (X: (long)Math.Round(x * 10, MidpointRounding.AwayFromZero), Y: (long)Math.Round(y * 10, MidpointRounding.AwayFromZero));
                if (last is not { } from)
                    path.Append('M').Append(Tenths(here.X)).Append(' ').Append(Tenths(here.Y));
                else if (here != from)
                    path.Append('l').Append(Tenths(here.X - from.X)).Append(' ').Append(Tenths(here.Y - from.Y));
                last = here;
            }

            path.Append('z');
        }

        return path.ToString();
    }

    private static string Tenths(long tenths) => (tenths / 10m).ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>A rectangle of the Earth shown in a rectangle of the drawing, north up, without distortion at its middle.</summary>
    public sealed record Frame(double West, double East, double South, double North, double Left, double Top, double Width, double Height)
    {
        private double Stretch => Math.Cos((South + North) / 2 * Math.PI / 180);

        private double Scale => Math.Min(Width / ((East - West) * Stretch), Height / (North - South));

        internal (double X, double Y) Project(double longitude, double latitude) => (
            Left + (Width - (East - West) * Stretch * Scale) / 2 + (longitude - West) * Stretch * Scale,
            Top + (Height - (North - South) * Scale) / 2 + (North - latitude) * Scale);
    }

    /// <summary>A part drawn out of its place.</summary>
    public sealed record Inset(string Code, string Label, Frame Frame);
}

/// <summary>The outline of a département as the <c>d</c> of an SVG path.</summary>
public sealed record DepartementShape(string Code, string Name, string Path, bool Enlarged);
