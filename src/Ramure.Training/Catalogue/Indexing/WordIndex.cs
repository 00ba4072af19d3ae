using Ramure.Kernel.Text;

namespace Ramure.Training.Catalogue.Indexing;

/// <summary>
/// Which trainings hold which words. Words are folded; a plural's s or x does not matter; the last word of a search may be a beginning, because
/// somebody may still be typing.
/// </summary>
internal sealed class WordIndex
{
    private const int MostWords = 8;

    private readonly Dictionary<string, List<int>> byStem = new(StringComparer.Ordinal);
    private readonly string[] words;
    private readonly List<int>[] holders;

    public WordIndex(IReadOnlyList<IndexedCourse> courses)
    {
        var byWord = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < courses.Count; i++)
        {
            foreach (var word in courses[i].Words)
            {
                Add(byWord, word, i);
                Add(byStem, Stem(word), i);
            }
        }

        words = [.. byWord.Keys.Order(StringComparer.Ordinal)];
        holders = Array.ConvertAll(words, w => byWord[w]);
    }

    /// <summary>Which trainings, by position, hold all these words; null when there is no word to look for.</summary>
    public bool[]? Find(string? text, int courses)
    {
        var asked = SearchText.Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostWords).ToList();
        if (asked.Count == 0)
            return null;
        bool[]? found = null;
        for (var i = 0; i < asked.Count; i++)
        {
            var one = new bool[courses];
            Mark(one, byStem.GetValueOrDefault(Stem(asked[i])));
            if (i == asked.Count - 1)
                MarkBeginning(one, asked[i]);
            found = found is null ? one : Both(found, one);
        }

        return found;
    }

    private void MarkBeginning(bool[] marks, string beginning)
    {
        var at = Array.BinarySearch(words, beginning, StringComparer.Ordinal);
        for (var i = at < 0 ? ~at : at; i < words.Length && words[i].StartsWith(beginning, StringComparison.Ordinal); i++)
            Mark(marks, holders[i]);
    }

    private static void Mark(bool[] marks, List<int>? which)
    {
        foreach (var i in which ?? [])
            marks[i] = true;
    }

    private static bool[] Both(bool[] one, bool[] other)
    {
        for (var i = 0; i < one.Length; i++)
            one[i] &= other[i];
        return one;
    }

    private static void Add(Dictionary<string, List<int>> index, string word, int course)
    {
        if (!index.TryGetValue(word, out var list))
            index.Add(word, list = []);
        // Two words of one training may have one stem.
        if (list.Count == 0 || list[^1] != course)
            list.Add(course);
    }

    private static string Stem(string word) => word.Length > 3 && word[^1] is 's' or 'x' ? word[..^1] : word;
}
