using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Ramure.Accounts.Model;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Training.Model;
using Ramure.Training.Registration;

namespace Ramure.Benchmarks;

/// <summary>
/// Persons who register themselves, many at once, each in a scope of their own as a request has: account looked up, rules, number, seat, row, audit
/// event at the end of the chain, commit. Beside it the least that could take a seat: one conditional update of the session's row, by as many
/// clients, each on a connection of its own with a prepared statement.
/// </summary>
internal sealed class RegistrationBenchmark(string database, int count, int clients)
{
    private const int Sessions = 20;

    public async Task RunAsync(CancellationToken cancel)
    {
        await using var installation = await BenchInstallation.CreateAsync(database, cancel, s => s.Replace(ServiceDescriptor.Scoped<IAccess, Someone>()));
        var people = new List<Guid>();
        var sessions = new List<Guid>();
        await installation.RunAsync(async services =>
        {
            await PrepareAsync(services, people, sessions);
            await Durability(services, cancel);
        });
        var report = new Report($"{database}, {count} registrations of distinct persons, {clients} at once{durability}");
        // Both are warm before either is timed.
        await RegisterAsync(installation, people.Take(400), i => sessions[i % Sessions]);
        await PlainAsync(installation, 400, i => sessions[i % Sessions], cancel);

        var spread = await RegisterAsync(installation, people.Skip(400).Take(count), i => sessions[i % Sessions]);
        report.Rate($"registrations per second, over {Sessions} sessions", spread, await PlainAsync(installation, count, i => sessions[i % Sessions], cancel), $"plain conditional updates of {Sessions} rows");
        var one = await RegisterAsync(installation, people.Skip(400 + count), _ => sessions[^1]);
        report.Rate("registrations per second, all to one session", one, await PlainAsync(installation, count, _ => sessions[^1], cancel), "plain conditional updates of one row");
        await installation.RunAsync(services => CheckAsync(services, 400 + (2 * count)));
    }

    private string durability = "";

    /// <summary>A server that does not wait for its disk is another server: the table says which it was.</summary>
    private async Task Durability(IServiceProvider services, CancellationToken cancel)
    {
        if (database != "postgres")
            return;
        await LedgerBenchmark.ReadAsync(
            services.GetRequiredService<RamureDb>(), "SELECT current_setting('fsync'), current_setting('synchronous_commit')",
            r => durability = $", fsync={r.GetString(0)}, synchronous_commit={r.GetString(1)}", cancel);
    }

    private async Task PrepareAsync(IServiceProvider services, List<Guid> people, List<Guid> sessions)
    {
        var result = await services.GetRequiredService<OperationRunner>().RunAsync<Done>(new Operation("bench.prepare", Permission.System), scope =>
        {
            var course = new Course { Id = Guid.CreateVersion7(), Unit = "A1", State = CourseState.Published, CreatedAt = scope.At, Content = new CourseContent { Title = "Banc d’essai" } };
            scope.Db.Add(course);
            for (var i = 0; i < Sessions; i++)
            {
                var session = new Session { Id = Guid.CreateVersion7(), CourseId = course.Id, Unit = "A1", TimeZone = "Europe/Paris", Capacity = 10 * count, ClosesAt = scope.At.AddDays(30), StartsAt = scope.At.AddDays(30) };
                scope.Db.Add(session);
                sessions.Add(session.Id);
            }

            for (var i = 0; i < 400 + (2 * count); i++)
            {
                var id = Guid.CreateVersion7();
                var email = $"p{i}@exemple.test";
                scope.Db.Add(new Account
                {
                    Id = id,
                    DisplayName = $"Personne {i}",
                    UserName = email,
                    NormalizedUserName = email.ToUpperInvariant(),
                    Email = email,
                    NormalizedEmail = email.ToUpperInvariant(),
                    EmailConfirmed = true,
                    SecurityStamp = id.ToString("n"),
                    CreatedAt = scope.At,
                });
                people.Add(id);
            }

            scope.Audit("bench", "prepare", null, null);
            return Task.FromResult<Result<Done>>(default(Done));
        });
        if (!result.Succeeded)
            throw new InvalidOperationException(string.Join("; ", result.Refusals));
    }

    private async Task<double> RegisterAsync(BenchInstallation installation, IEnumerable<Guid> people, Func<int, Guid> session)
    {
        var all = people.ToList();
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(Enumerable.Range(0, all.Count), new ParallelOptions { MaxDegreeOfParallelism = clients }, async (i, _) =>
        {
            Someone.Present.Value = all[i];
            await installation.RunAsync(async services =>
            {
                var registered = await services.GetRequiredService<Registrar>().RegisterSelfAsync(session(i), new Belonging("teacher-secondary", null), CancellationToken.None);
                if (registered.Value.State != RegistrationState.Confirmed)
                    throw new InvalidOperationException($"{registered.Value.State}");
            });
        });
        return all.Count / watch.Elapsed.TotalSeconds;
    }

    private async Task<double> PlainAsync(BenchInstallation installation, int updates, Func<int, Guid> session, CancellationToken cancel)
    {
        var next = -1;
        var watch = new Stopwatch();
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var waiting = clients;
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(() => installation.RunAsync(async services =>
        {
            var db = services.GetRequiredService<RamureDb>();
            await db.Database.OpenConnectionAsync(cancel);
            var key = db.Model.FindEntityType(typeof(Session))!.FindProperty(nameof(Session.Id))!.GetRelationalTypeMapping();
            await using var update = db.Database.GetDbConnection().CreateCommand();
            update.CommandText = "UPDATE training_sessions SET \"Taken\" = \"Taken\" + 1 WHERE \"Id\" = @id AND \"Taken\" < \"Capacity\"";
            var id = key.CreateParameter(update, "@id", Guid.Empty);
            update.Parameters.Add(id);
            await update.PrepareAsync(cancel);
            if (Interlocked.Decrement(ref waiting) == 0)
            {
                watch.Start();
                ready.SetResult();
            }

            await ready.Task;
            for (var i = Interlocked.Increment(ref next); i < updates; i = Interlocked.Increment(ref next))
            {
                id.Value = key.CreateParameter(update, "@id", session(i)).Value;
                if (await update.ExecuteNonQueryAsync(cancel) != 1)
                    throw new InvalidOperationException("No seat.");
            }
        }), cancel)));
        watch.Stop();
        // These seats nobody holds: they are put back, so that what was registered can be counted.
        await installation.RunAsync(services => services.GetRequiredService<RamureDb>().Set<Session>().ExecuteUpdateAsync(
            set => set.SetProperty(s => s.Taken, s => (int)s.LastNumber), cancel));
        return updates / watch.Elapsed.TotalSeconds;
    }

    /// <summary>The figures are worth nothing when a seat is lost or a number given twice.</summary>
    private static async Task CheckAsync(IServiceProvider services, int expected)
    {
        var db = services.GetRequiredService<RamureDb>();
        var confirmed = await db.Set<SessionRegistration>().CountAsync(r => r.State == RegistrationState.Confirmed);
        var numbers = await db.Set<SessionRegistration>().Select(r => new { r.SessionId, r.Number }).Distinct().CountAsync();
        var traced = await db.Set<AuditEvent>().CountAsync(e => e.Operation == "training.register");
        if ((confirmed, numbers, traced) != (expected, expected, expected))
            throw new InvalidOperationException($"{confirmed} confirmed, {numbers} numbers, {traced} events of {expected}.");
    }

    /// <summary>Whoever registers at this moment.</summary>
    private sealed class Someone : IAccess
    {
        public static readonly AsyncLocal<Guid?> Present = new();

        public Actor Actor => Present.Value is { } id ? Actor.Account(id) : Actor.System;

        public ValueTask<AccessScope> ScopeAsync(Permission permission, CancellationToken cancel = default) => ValueTask.FromResult(AccessScope.Everything);
    }
}
