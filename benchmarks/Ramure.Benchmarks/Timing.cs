using System.Diagnostics;

namespace Ramure.Benchmarks;

/// <summary>Times of a repeated action, in milliseconds.</summary>
internal sealed class Timing
{
    private readonly List<double> times = [];

    public double Median => At(0.5);

    public double P95 => At(0.95);

    public async Task MeasureAsync(Func<Task> action)
    {
        var watch = Stopwatch.StartNew();
        await action();
        times.Add(watch.Elapsed.TotalMilliseconds);
    }

    public void Add(TimeSpan time) => times.Add(time.TotalMilliseconds);

    /// <summary>One warm-up, then <paramref name="rounds"/> counted.</summary>
    public static async Task<Timing> OfAsync(int rounds, Func<int, Task> action)
    {
        var timing = new Timing();
        await action(-1);
        for (var i = 0; i < rounds; i++)
            await timing.MeasureAsync(() => action(i));
        return timing;
    }

    private double At(double quantile)
    {
        var sorted = times.Order().ToList();
        return sorted[Math.Min(sorted.Count - 1, (int)Math.Ceiling(quantile * sorted.Count) - 1)];
    }
}
