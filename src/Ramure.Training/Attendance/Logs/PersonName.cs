using Ramure.Kernel.Text;

namespace Ramure.Training.Attendance.Logs;

/// <summary>Names as people write them in meetings: first or last name first, with capitals, an establishment in brackets.</summary>
internal static class PersonName
{
    /// <summary>The same for « DUPONT Marie », « Marie Dupont » and « marie dupont ».</summary>
    public static string Key(string name) => string.Join(' ', SearchText.Fold(name).Replace('-', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));

    /// <summary>The keys under which somebody may be known: the whole, without what stands in brackets, and what stands there.</summary>
    public static IEnumerable<string> Keys(string name)
    {
        yield return Key(name);
        var open = name.IndexOf('(', StringComparison.Ordinal);
        var close = name.LastIndexOf(')');
        if (open < 0 || close < open)
            yield break;
        yield return Key(name[..open]);
        yield return Key(name[(open + 1)..close]);
    }
}
