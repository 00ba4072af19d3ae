using Ramure.Kernel.Time;

namespace Ramure.Network.Contracts;

/// <summary>The kinds of unit, as files and addresses write them.</summary>
public static class UnitKinds
{
    /// <summary>Siège: the root of the network.</summary>
    public const string HeadOffice = "head-office";

    /// <summary>Service such as Clémi or Munaé.</summary>
    public const string Service = "service";

    /// <summary>Direction territoriale.</summary>
    public const string Directorate = "directorate";

    /// <summary>Direction académique.</summary>
    public const string AcademicDirectorate = "academic-directorate";

    /// <summary>Atelier.</summary>
    public const string Atelier = "atelier";
}

/// <summary>A unit of the network.</summary>
/// <param name="Number">Small growing integer by which the ledger refers to the unit; never reused.</param>
/// <param name="Code">Stable code people use, unique, for example <c>A62</c>.</param>
/// <param name="Kind">One of <see cref="UnitKinds"/>, or another word where a network declares its own.</param>
/// <param name="TimeZone">IANA identifier; the unit's days are days there (L8).</param>
/// <param name="Open">[opening, closing); an open end is <see cref="DateOnly.MaxValue"/>.</param>
/// <param name="Departement">INSEE code of the département, null when none.</param>
public sealed record UnitInfo(
    int Number,
    string Code,
    string Name,
    string ShortName,
    string Kind,
    string TimeZone,
    DayRange Open,
    string? Departement,
    string? Town,
    double? Latitude,
    double? Longitude);

/// <summary>A unit under a parent during [from, to) (L9). <paramref name="Parent"/> is null for a root.</summary>
public sealed record MembershipInfo(int Unit, int? Parent, DayRange Days);

/// <summary>
/// What became of a unit: <paramref name="Predecessor"/> is continued by <paramref name="Successor"/> from
/// <paramref name="Day"/>. <paramref name="Share"/> in (0, 1] is the sharing key of a split, null when there is none: then
/// series break (<em>rupture de série</em>, L9). One to one and merges carry 1.
/// </summary>
public sealed record SuccessionInfo(int Predecessor, int Successor, DateOnly Day, decimal? Share);
