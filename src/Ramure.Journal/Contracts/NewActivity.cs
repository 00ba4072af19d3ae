using Ramure.Ledger.Contracts;

namespace Ramure.Journal.Contracts;

/// <summary>What somebody says an atelier did. The form, the file import and the sample all record this.</summary>
public sealed record NewActivity
{
    /// <summary>Code of the unit, for example <c>A62</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>One of <see cref="ActivityKinds"/>.</summary>
    public required string Kind { get; init; }

    public required string Title { get; init; }

    /// <summary>First day, in the unit's time zone; any day of the period when <see cref="Precision"/> is coarser than a day.</summary>
    public required DateOnly Start { get; init; }

    /// <summary>Last day, included; null for one day.</summary>
    public DateOnly? End { get; init; }

    /// <summary>How precisely the day is known (L8).</summary>
    public DayBasis Precision { get; init; } = DayBasis.Day;

    /// <summary>Half-days of one session, over all its days; null when not known.</summary>
    public int? HalfDays { get; init; }

    /// <summary>The days one by one where they do not follow each other; empty otherwise.</summary>
    public IReadOnlyList<DatedHalfDays> Days { get; init; } = [];

    /// <summary>How many times it was held, for the same people.</summary>
    public int Sessions { get; init; } = 1;

    /// <summary>Minutes of one session for one participant; null when not known.</summary>
    public int? Minutes { get; init; }

    /// <summary>One of <see cref="ActivityPlaces"/>; null when not stated.</summary>
    public string? Place { get; init; }

    /// <summary>School it was held at or for.</summary>
    public string? Uai { get; init; }

    public string? PlaceName { get; init; }

    /// <summary>One of <see cref="ActivityModalities"/>; null when not stated.</summary>
    public string? Modality { get; init; }

    /// <summary>Code of the list of themes.</summary>
    public string? Theme { get; init; }

    public string? Partner { get; init; }

    /// <summary>One of <see cref="PartnerKinds"/>.</summary>
    public string? PartnerKind { get; init; }

    /// <summary>Who was there, by audience; empty when nothing is said.</summary>
    public IReadOnlyList<Headcount> Headcount { get; init; } = [];

    public string? Note { get; init; }

    /// <summary>Where the document that was transcribed says it.</summary>
    public string? StatedIn { get; init; }

    /// <summary>Stable identifier outside Ramure: importing it twice records it once.</summary>
    public string? Source { get; init; }
}

/// <summary>People of one audience; <paramref name="Count"/> is null when it is not communicated (NC).</summary>
public sealed record Headcount(string Audience, int? Count);

/// <summary>One day and the half-days worked on it: 1 or 2.</summary>
public sealed record DatedHalfDays(DateOnly Day, int HalfDays);
