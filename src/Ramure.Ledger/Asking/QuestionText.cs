using Ramure.Ledger.Query;

namespace Ramure.Ledger.Asking;

/// <summary>A question as a sentence.</summary>
internal static class QuestionText
{
    public static string Of(CellRequestRead question, ContextText words)
    {
        var parts = new List<string>
        {
            question.Unit.Name + (question.Subtree ? " et les unités qui en dépendent" : ""),
            Words.Days(question.Days),
            Words.View(question.View),
        };
        if (question.Within is { } within && question.Network.TryFind(within, out var whole))
            parts.Insert(1, $"pour sa part dans {whole.Name}");
        parts.AddRange(question.Term.Filters.Select(words.Filter));
        if (question.AsKnownAt is { } instant)
            parts.Add($"tel qu’on le connaissait le {Words.Instant(instant)}");
        return string.Join(", ", parts);
    }
}
