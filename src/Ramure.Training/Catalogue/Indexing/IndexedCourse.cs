using Ramure.Training.Model;

namespace Ramure.Training.Catalogue.Indexing;

/// <summary>A published training as the catalogue finds it, with its sessions in order of time. Nothing here is for some eyes only.</summary>
internal sealed record IndexedCourse
{
    public required Guid Id { get; init; }

    public required string Unit { get; init; }

    public required string Title { get; init; }

    /// <summary>Folded, for sorting.</summary>
    public required string SortTitle { get; init; }

    public required string Objectives { get; init; }

    public required Modality Modality { get; init; }

    public required CourseFrame Frame { get; init; }

    public required int Minutes { get; init; }

    public required long PriceCents { get; init; }

    public required IReadOnlyList<string> Themes { get; init; }

    public required IReadOnlyList<string> Audiences { get; init; }

    public required IReadOnlyList<string> Competences { get; init; }

    /// <summary>The distinct words by which it is found, folded.</summary>
    public required IReadOnlyList<string> Words { get; init; }

    public required IReadOnlyList<IndexedSession> Sessions { get; init; }
}

/// <summary>A session. How many seats are taken is not here: that is read when it is shown.</summary>
internal sealed record IndexedSession
{
    public required Guid Id { get; init; }

    public required string Unit { get; init; }

    public required bool Cancelled { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime StartsAt { get; init; }

    /// <summary>UTC; end of the last slot.</summary>
    public required DateTime EndsAt { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime ClosesAt { get; init; }

    public required string TimeZone { get; init; }

    public required long PriceCents { get; init; }

    public required int Capacity { get; init; }

    public required int CalendarSequence { get; init; }

    /// <summary>UTC; when what is said of it last changed, to the second.</summary>
    public required DateTime ChangedAt { get; init; }

    /// <summary>In order of time, at least one.</summary>
    public required IReadOnlyList<IndexedSlot> Slots { get; init; }

    /// <summary>The first slot at each of its places on the Earth.</summary>
    public required IReadOnlyList<IndexedSlot> Located { get; init; }
}

/// <summary>A time and a place.</summary>
/// <param name="Place">As anybody may read it: a remote room's address is never here.</param>
/// <param name="Where">Null when it has no place on the Earth.</param>
internal sealed record IndexedSlot(Guid Id, DateOnly Day, TimeOnly Start, TimeOnly End, DateTime StartsAt, DateTime EndsAt, string Place, bool Remote, EarthPoint? Where);
