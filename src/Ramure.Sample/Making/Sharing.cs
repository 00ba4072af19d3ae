namespace Ramure.Sample.Making;

/// <summary>Shares a whole number so that the parts add up to it exactly (largest remainder).</summary>
internal static class Sharing
{
    public static long[] Out(long total, IReadOnlyList<double> weights)
    {
        var all = weights.Sum();
        var parts = new long[weights.Count];
        if (all <= 0)
            return parts;
        var exact = weights.Select(w => total * (w / all)).ToList();
        for (var i = 0; i < parts.Length; i++)
            parts[i] = (long)Math.Floor(exact[i]);
        var left = (int)(total - parts.Sum());
        foreach (var i in Enumerable.Range(0, parts.Length).Where(i => weights[i] > 0).OrderByDescending(i => exact[i] - Math.Floor(exact[i])).ThenBy(i => i).Take(left))
            parts[i]++;
        return parts;
    }
}
