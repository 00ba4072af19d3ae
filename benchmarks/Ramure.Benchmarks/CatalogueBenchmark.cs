using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Training.Registration;

namespace Ramure.Benchmarks;

/// <summary>
/// The public catalogue through real HTTP: searches of every kind by many readers at once, beside a page of the same host that holds nothing
/// but the frame of every page. What the server takes is measured in the server, from the first to the last step of its pipeline.
/// </summary>
internal sealed partial class CatalogueBenchmark(string database, int courses, int sessions, int readers, int rounds)
{
    private const string EmptyPage = "/exemple";

    public async Task RunAsync(CancellationToken cancel)
    {
        await using var installation = await BenchInstallation.CreateAsync(database, cancel);
        var made = new MadeCatalogue(courses, sessions);
        await installation.RunAsync(services => made.SaveAsync(services, cancel));
        var clock = new ServerClock();
        await using var host = await installation.HostAsync(services =>
        {
            services.AddSingleton<IStartupFilter>(clock);
            services.AddSingleton<Network.Contracts.ISchools>(new BenchSchools());
        }, cancel);
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = readers }) { BaseAddress = new Uri(host.Urls.First()) };
        var first = Stopwatch.StartNew();
        await CheckAsync(client, made, cancel);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nThe first searches of a new host, with reading {courses} trainings and {sessions} sessions: {first.Elapsed.TotalSeconds:0.0} s."));

        var report = new Report($"{database}, {courses} trainings, {sessions} sessions, {readers} readers");
        foreach (var (pause, words) in new[] { (TimeSpan.FromSeconds(1), "a search each second"), (TimeSpan.Zero, "without a pause") })
        {
            var empty = await MeasureAsync(client, clock, [EmptyPage], pause, cancel);
            var searches = await MeasureAsync(client, clock, MadeCatalogue.Searches, pause, cancel);
            report.Ratio($"search in the server, p50, {words}", searches.At(0.5), empty.At(0.5), "an empty page of the same host");
            report.Ratio($"search in the server, p95, {words}", searches.At(0.95), empty.At(0.95), "an empty page of the same host");
            report.Rate($"searches, {words}", searches.PerSecond, empty.PerSecond, "an empty page of the same host");
        }

        foreach (var (what, address) in new[] { ("list of everything", "/formations"), ("words", "/formations?q=numerique+eleves"), ("distance", "/formations?lieu=Ville+5&km=100&tri=distance"), ("free seats", "/formations?places=1"), ("calendar", "/formations/calendrier"), ("map", "/formations/carte"), ("iCalendar", "/formations/agenda.ics?theme=media-literacy") })
        {
            var one = await MeasureAsync(client, clock, [address], TimeSpan.FromSeconds(1), cancel, Math.Max(3, rounds / 4));
            report.Ratio($"{what}, p95, a request each second", one.At(0.95), (await MeasureAsync(client, clock, [EmptyPage], TimeSpan.FromSeconds(1), cancel, 3)).At(0.95), "an empty page of the same host");
        }

        await SeatsAsync(installation, client, made, cancel);
    }

    /// <summary>Every count that a page says is that of a plain loop over what was made.</summary>
    private static async Task CheckAsync(HttpClient client, MadeCatalogue made, CancellationToken cancel)
    {
        foreach (var (address, expected) in made.Expected())
        {
            var page = await client.GetStringAsync(address, cancel);
            var said = Counted().Match(System.Net.WebUtility.HtmlDecode(page)) is { Success: true } m ? int.Parse(Digits().Replace(m.Groups[1].Value, ""), CultureInfo.InvariantCulture) : 0;
            if (said != expected)
                throw new InvalidOperationException($"{address} says {said} trainings, a plain loop finds {expected}.");
        }
    }

    /// <summary>Right after each registration the list shows the seats that are left.</summary>
    private static async Task SeatsAsync(BenchInstallation installation, HttpClient client, MadeCatalogue made, CancellationToken cancel)
    {
        var (session, title) = made.Nearest();
        for (var i = 1; i <= 5; i++)
        {
            await installation.RunAsync(async s => _ = (await s.GetRequiredService<Registrar>().RegisterAsync(new RegisterPerson(session, $"Personne {i}", $"personne{i}@exemple.test"), cancel)).Value);
            var page = System.Net.WebUtility.HtmlDecode(await client.GetStringAsync($"/formations?q={Uri.EscapeDataString(title)}", cancel));
            if (!page.Contains($"{MadeCatalogue.Seats - i}\u00a0place", StringComparison.Ordinal))
                throw new InvalidOperationException($"After {i} registrations the list does not show {MadeCatalogue.Seats - i} seats.");
        }

        Console.WriteLine("\nAfter each of five registrations the list showed the seats that were left.");
    }

    private async Task<Measured> MeasureAsync(HttpClient client, ServerClock clock, IReadOnlyList<string> addresses, TimeSpan pause, CancellationToken cancel, int? times = null)
    {
        var count = times ?? rounds;
        // Once without counting: what is compiled at first use is.
        await Task.WhenAll(Enumerable.Range(0, Math.Min(readers, 8)).Select(i => client.GetAsync(addresses[i % addresses.Count], cancel)));
        clock.Times.Clear();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, readers).Select(async reader =>
        {
            await Task.Delay(pause * reader / readers, cancel);
            for (var i = 0; i < count; i++)
            {
                var before = watch.Elapsed;
                using var answer = await client.GetAsync(addresses[((reader * count) + i) % addresses.Count], cancel);
                answer.EnsureSuccessStatusCode();
                await answer.Content.ReadAsByteArrayAsync(cancel);
                if (pause - (watch.Elapsed - before) is { Ticks: > 0 } left)
                    await Task.Delay(left, cancel);
            }
        }));
        return new Measured([.. clock.Times.Order()], readers * count / watch.Elapsed.TotalSeconds);
    }

    [GeneratedRegex(@"<p>([\d\s]+)formations?,")]
    private static partial Regex Counted();

    [GeneratedRegex(@"\D")]
    private static partial Regex Digits();

    private sealed record Measured(IReadOnlyList<double> Times, double PerSecond)
    {
        public double At(double quantile) => Times[Math.Min(Times.Count - 1, (int)Math.Ceiling(quantile * Times.Count) - 1)];
    }

    /// <summary>Times each request from the first step of the pipeline to the last.</summary>
    private sealed class ServerClock : IStartupFilter
    {
        public ConcurrentQueue<double> Times { get; } = new();

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, go) =>
            {
                var start = Stopwatch.GetTimestamp();
                await go(context);
                Times.Enqueue(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            });
            next(app);
        };
    }
}
