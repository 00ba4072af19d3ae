namespace Ramure.Training.Catalogue.Indexing;

/// <summary>A place on the Earth, ready for distances: a point of the unit sphere beside its degrees.</summary>
internal sealed class EarthPoint(double latitude, double longitude)
{
    private const double RadiusKm = 6371.0;

    private readonly double x = Math.Cos(Radians(latitude)) * Math.Cos(Radians(longitude));
    private readonly double y = Math.Cos(Radians(latitude)) * Math.Sin(Radians(longitude));
    private readonly double z = Math.Sin(Radians(latitude));

    public double Latitude => latitude;

    public double Longitude => longitude;

    /// <summary>As the crow flies.</summary>
    public double KmTo(EarthPoint other)
    {
        // From the chord: exact for neighbours, where the cosine of the angle is too flat.
        var (dx, dy, dz) = (x - other.x, y - other.y, z - other.z);
        return 2 * RadiusKm * Math.Asin(Math.Min(1, Math.Sqrt((dx * dx) + (dy * dy) + (dz * dz)) / 2));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
