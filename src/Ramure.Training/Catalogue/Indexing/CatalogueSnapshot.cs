namespace Ramure.Training.Catalogue.Indexing;

/// <summary>The published catalogue at a position of the trail, immutable: what every search of every reader works on.</summary>
internal sealed class CatalogueSnapshot
{
    private readonly Dictionary<Guid, IndexedCourse> byId;

    public CatalogueSnapshot(long position, long network, DateTime loadedAt, IReadOnlyList<IndexedCourse> courses)
        : this(position, network, loadedAt, courses, new WordIndex(courses))
    {
    }

    private CatalogueSnapshot(long position, long network, DateTime loadedAt, IReadOnlyList<IndexedCourse> courses, WordIndex words)
    {
        (Position, Network, LoadedAt, Courses, Words) = (position, network, loadedAt, courses, words);
        byId = courses.ToDictionary(c => c.Id);
        Dated = [.. courses.SelectMany((c, i) => c.Sessions.Select(s => new DatedSession(i, c, s))).OrderBy(d => d.Session.StartsAt).ThenBy(d => d.Session.Id)];
    }

    private CatalogueSnapshot(CatalogueSnapshot same, long position)
    {
        (Position, Network, LoadedAt, Courses, Words, Dated) = (position, same.Network, same.LoadedAt, same.Courses, same.Words, same.Dated);
        byId = same.byId;
    }

    /// <summary>Sequence of the last event of the trail that it has seen.</summary>
    public long Position { get; }

    /// <summary>Version of the network by which it was made.</summary>
    public long Network { get; }

    /// <summary>UTC; when it was last read whole.</summary>
    public DateTime LoadedAt { get; }

    /// <summary>By title.</summary>
    public IReadOnlyList<IndexedCourse> Courses { get; }

    public WordIndex Words { get; }

    /// <summary>All sessions, the earliest first: no reader sorts them again.</summary>
    public IReadOnlyList<DatedSession> Dated { get; }

    /// <summary>The same catalogue, known to hold at a later position.</summary>
    public CatalogueSnapshot At(long position) => new(this, position);

    /// <summary>The catalogue with some trainings read again; one that is null is no longer in it.</summary>
    public CatalogueSnapshot With(long position, IReadOnlyDictionary<Guid, IndexedCourse?> again)
    {
        var next = Order(Courses.Where(c => !again.ContainsKey(c.Id)).Concat(again.Values.OfType<IndexedCourse>()));
        // Sessions change far more often than what trainings say: then the words stay.
        var same = next.Count == Courses.Count && next.Zip(Courses).All(p => p.First.Id == p.Second.Id && (ReferenceEquals(p.First, p.Second) || p.First.Words.SequenceEqual(p.Second.Words)));
        return same ? new(position, Network, LoadedAt, next, Words) : new(position, Network, LoadedAt, next);
    }

    public IndexedCourse? Find(Guid course) => byId.GetValueOrDefault(course);

    public static List<IndexedCourse> Order(IEnumerable<IndexedCourse> courses) => [.. courses.OrderBy(c => c.SortTitle, StringComparer.Ordinal).ThenBy(c => c.Id)];
}

/// <summary>A session and its training.</summary>
/// <param name="Number">Position of the training among <see cref="CatalogueSnapshot.Courses"/>.</param>
internal sealed record DatedSession(int Number, IndexedCourse Course, IndexedSession Session);
