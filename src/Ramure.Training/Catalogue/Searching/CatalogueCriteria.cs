using System.Globalization;
using Ramure.Kernel.Lists;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Training.Catalogue.Indexing;
using Ramure.Training.Model;
using Ramure.Training.Words;

namespace Ramure.Training.Catalogue.Searching;

/// <summary>In which order trainings are found.</summary>
internal enum CatalogueOrder
{
    /// <summary>The nearest date first, those without a date last.</summary>
    Date,

    /// <summary>The nearest place first.</summary>
    Distance,

    Title,
}

/// <summary>A search, checked.</summary>
internal sealed record CatalogueCriteria
{
    public string? Words { get; init; }
    public string? Theme { get; init; }
    public string? Audience { get; init; }
    public string? Competence { get; init; }
    public Modality? Modality { get; init; }
    public CourseFrame? Frame { get; init; }

    /// <summary>First day, included.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day, included.</summary>
    public DateOnly? To { get; init; }

    public Origin? Near { get; init; }
    public int Km { get; init; } = CriteriaReader.UsualKm;
    public bool WithSeats { get; init; }

    /// <summary>Codes of the unit and all below it; null for all.</summary>
    public IReadOnlySet<string>? Units { get; init; }

    public CatalogueOrder Order { get; init; }

    /// <summary>Whether only trainings with a session that answers are found.</summary>
    public bool AsksSession => From is not null || To is not null || Near is not null || WithSeats;
}

/// <summary>Reads what an address asks, everything at once.</summary>
internal sealed class CriteriaReader(ReferenceLists lists, INetwork network, OriginFinder origins, IClock clock)
{
    public const int UsualKm = 50;
    private const int MostKm = 2000;
    private const int MostText = 200;

    public static IReadOnlyList<(CatalogueOrder Order, string Code, string Label)> Orders { get; } =
        [(CatalogueOrder.Date, "date", "La plus proche dans le temps"), (CatalogueOrder.Distance, "distance", "La plus proche du lieu"), (CatalogueOrder.Title, "titre", "Par titre")];

    public async Task<Result<CatalogueCriteria>> ReadAsync(CatalogueAddress address, CancellationToken cancel = default)
    {
        var refusals = new List<Refusal>();
        var criteria = new CatalogueCriteria
        {
            Words = Text(address.Words, "q", refusals),
            Theme = Known(address.Theme, lists.Themes.Any(t => t.Code == address.Theme), "theme", "Ce thème", refusals),
            Audience = Known(address.Audience, lists.Audiences.Any(a => a.Code == address.Audience), "public", "Ce public", refusals),
            Competence = Known(address.Competence, lists.Competences.Any(c => c.Code == address.Competence), "competence", "Cette compétence", refusals),
            Modality = One(TrainingWords.Modalities.Select(m => (m.Code, m.Modality)), address.Modality, "modalite", "Cette modalité", refusals),
            Frame = One(TrainingWords.Frames.Select(f => (f.Code, f.Frame)), address.Frame, "cadre", "Ce cadre", refusals),
            From = Day(address.From, "du", refusals),
            To = Day(address.To, "au", refusals),
            Near = await NearAsync(address.Near, refusals, cancel),
            Km = Number(address.Km, refusals),
            WithSeats = address.Seats is not null,
            Units = await UnitsAsync(address.Unit, refusals, cancel),
            Order = One(Orders.Select(o => (o.Code, o.Order)), address.Sort, "tri", "Cet ordre", refusals) ?? CatalogueOrder.Date,
        };
        if (criteria.To < criteria.From)
            refusals.Add(new Refusal("days-reversed", "Le dernier jour vient après le premier : échangez-les.", "au"));
        if (criteria is { Order: CatalogueOrder.Distance, Near: null } && refusals.Count == 0)
            refusals.Add(new Refusal("place-missing", "Pour trier par distance, dites d’où : une commune ou une école.", "lieu"));
        return refusals.Count > 0 ? refusals : criteria;
    }

    private static string? Text(string? text, string field, List<Refusal> refusals)
    {
        if (text?.Length > MostText)
            refusals.Add(new Refusal("search-too-long", $"Cherchez avec {MostText} caractères au plus.", field));
        return text;
    }

    private static string? Known(string? code, bool known, string field, string what, List<Refusal> refusals)
    {
        if (code is not null && !known)
            refusals.Add(Unknown(what, code, field));
        return code;
    }

    private static T? One<T>(IEnumerable<(string Code, T Value)> known, string? code, string field, string what, List<Refusal> refusals)
        where T : struct
    {
        if (code is null)
            return null;
        foreach (var (one, value) in known)
            if (one == code)
                return value;
        refusals.Add(Unknown(what, code, field));
        return null;
    }

    private static Refusal Unknown(string what, string code, string field) =>
        new("choice-unknown", $"{what} (« {Short(code)} ») n’est pas dans la liste : choisissez-y.", field);

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static DateOnly? Day(string? text, string field, List<Refusal> refusals)
    {
        if (text is null)
            return null;
        if (WrittenDay.TryRead(text, out var day))
            return day;
        refusals.Add(new Refusal("day-invalid", $"« {Short(text)} » n’est pas un jour : écrivez-le comme 2026-03-12.", field));
        return null;
    }

    private static int Number(string? text, List<Refusal> refusals)
    {
        if (text is null)
            return UsualKm;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var km) && km is >= 1 and <= MostKm)
            return km;
        refusals.Add(new Refusal("distance-invalid", $"Donnez une distance de 1 à {MostKm} km.", "km"));
        return UsualKm;
    }

    private async Task<Origin?> NearAsync(string? text, List<Refusal> refusals, CancellationToken cancel)
    {
        if (text is null || Text(text, "lieu", refusals) is not { Length: <= MostText })
            return null;
        if (await origins.FindAsync(text, cancel) is { } origin)
            return origin;
        refusals.Add(new Refusal("place-unknown", $"« {Short(text)} » : ni commune ni école de l’annuaire ne répond à ce nom, ou on ne sait pas où elle est. Écrivez le nom entier, avec le département s’il le faut, ou un code UAI.", "lieu"));
        return null;
    }

    private async Task<IReadOnlySet<string>?> UnitsAsync(string? code, List<Refusal> refusals, CancellationToken cancel)
    {
        if (code is null)
            return null;
        var snapshot = await network.SnapshotAsync(cancel);
        if (!snapshot.TryFind(code, out var unit))
        {
            refusals.Add(Unknown("Cette unité", code, "unite"));
            return null;
        }

        return snapshot.SubtreeAt(unit.Number, clock.Today(unit.TimeZone)).Select(u => u.Code).ToHashSet(StringComparer.Ordinal);
    }
}
