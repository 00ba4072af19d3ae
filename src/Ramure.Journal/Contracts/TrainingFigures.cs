using Ramure.Ledger.Contracts;

namespace Ramure.Journal.Contracts;

/// <summary>
/// What a training that was held says to the ledger: the one definition, for what the journal notes and for what modules hold the sheet
/// of. Null is not communicated (L6).
/// </summary>
public sealed class TrainingFigures(string unit, DayBasis basis = DayBasis.Day)
{
    /// <summary>One action, on the first day.</summary>
    public LedgerLine Action(DateOnly day, IReadOnlyDictionary<string, string> context) => Line(JournalMeasures.TrainingActions, day, 1, context);

    /// <summary>Half-days that were taught on a day.</summary>
    public LedgerLine HalfDays(DateOnly day, long? halfDays, IReadOnlyDictionary<string, string> context) => Line(JournalMeasures.TrainingDays, day, halfDays, context);

    /// <summary>Minutes that people of an audience attended on a day.</summary>
    public LedgerLine TraineeMinutes(DateOnly day, long? minutes, IReadOnlyDictionary<string, string> context) => Line(JournalMeasures.TraineeMinutes, day, minutes, context);

    /// <summary>People whose names were not taken, each once (L5), on the first day.</summary>
    public LedgerLine Unnamed(DateOnly day, long? people, IReadOnlyDictionary<string, string> context) => Line(JournalMeasures.UnnamedAttendees, day, people, context);

    /// <summary>Whom the offer reached, named or not, each once, on the first day.</summary>
    public LedgerLine Beneficiaries(DateOnly day, long? people, IReadOnlyDictionary<string, string> context) => Line(JournalMeasures.Beneficiaries, day, people, context);

    /// <summary>A line of any measure that is not a count of subjects.</summary>
    public LedgerLine Line(string measure, DateOnly day, long? quantity, IReadOnlyDictionary<string, string> context) =>
        new(measure, unit, day, quantity ?? 0, context, null, quantity is null ? EntryState.NotCommunicated : EntryState.Value, basis);
}

/// <summary>The context that what people do carries into the ledger.</summary>
public static class ActivityContext
{
    /// <summary>Keys whose value is null are left out.</summary>
    /// <param name="kind">One of <see cref="ActivityKinds"/>.</param>
    public static Dictionary<string, string> Of(string kind, string? theme, string? partnerKind, string? modality, string? place)
    {
        var context = new Dictionary<string, string> { ["activity"] = kind };
        foreach (var (key, value) in ((string, string?)[])[("theme", theme), ("partner-kind", partnerKind), ("modality", modality), ("place", place)])
            if (value is not null)
                context[key] = value;
        return context;
    }

    /// <summary>The same for people of one audience; as it is when nobody said which.</summary>
    public static IReadOnlyDictionary<string, string> WithAudience(this IReadOnlyDictionary<string, string> context, string? audience) =>
        audience is null ? context : new Dictionary<string, string>(context) { ["audience"] = audience };
}
