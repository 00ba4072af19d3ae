using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Operations;
using Ramure.Training.Model;

namespace Ramure.Training.Registration;

/// <summary>
/// Where people who register themselves stand in line, a line for each session. While one transaction is at work, those who come meanwhile are
/// let in together by the next one: a rush costs a transaction for many instead of one for each, all waiting for the same row. What decides
/// stays the row in the database, so that several hosts each have their desk.
/// </summary>
internal sealed class RegistrationDesk(IServiceScopeFactory scopes)
{
    private const int MostAtOnce = 64;

    /// <summary>
    /// Where several have just come together, others are on their way: so long the desk waits for them, as PostgreSQL's <c>commit_delay</c> does
    /// for transactions. Nobody who comes alone waits.
    /// </summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(5);

    private readonly Lock gate = new();

    /// <summary>Who waits, by session; a session that is here is being served.</summary>
    private readonly Dictionary<Guid, Queue<Waiting>> lines = [];

    /// <summary>Comes back when it is decided. Whoever calls has checked what the person may do.</summary>
    public Task<Result<SessionRegistration>> EnterAsync(Guid session, Arrival arrival)
    {
        var one = new Waiting(arrival);
        lock (gate)
        {
            if (lines.TryGetValue(session, out var line))
            {
                line.Enqueue(one);
                return one.Answer.Task;
            }

            lines[session] = new Queue<Waiting>([one]);
        }

        // Not in the name of whoever happens to come first, nor as part of their request.
        using (ExecutionContext.SuppressFlow())
            _ = Task.Run(() => ServeAsync(session));
        return one.Answer.Task;
    }

    private async Task ServeAsync(Guid session)
    {
        while (Next(session) is { Count: > 0 } some)
        {
            await AnswerAsync(session, some);
            if (some.Count > 1)
                await Task.Delay(Moment);
        }
    }

    private List<Waiting> Next(Guid session)
    {
        lock (gate)
        {
            var line = lines[session];
            var some = new List<Waiting>();
            while (some.Count < MostAtOnce && line.TryDequeue(out var one))
                some.Add(one);
            if (some.Count == 0)
                lines.Remove(session);
            return some;
        }
    }

    private async Task AnswerAsync(Guid session, List<Waiting> some)
    {
        try
        {
            var answers = await LetInAsync(session, some);
            for (var i = 0; i < some.Count; i++)
                some[i].Answer.SetResult(answers[i]);
        }
        catch (Exception fault)
        {
            if (some.Count == 1)
            {
                some[0].Answer.SetException(fault);
                return;
            }

            // Nobody pays for what went wrong with another: each again, alone.
            foreach (var one in some)
                await AnswerAsync(session, [one]);
        }
    }

    private async Task<List<Result<SessionRegistration>>> LetInAsync(Guid session, List<Waiting> some)
    {
        await using var services = scopes.CreateAsyncScope();
        var (runner, seats) = (services.ServiceProvider.GetRequiredService<OperationRunner>(), services.ServiceProvider.GetRequiredService<Seats>());
        return (await runner.RunAsync<List<Result<SessionRegistration>>>(
            new Operation("training.register", Permission.OwnAccount),
            async scope => await seats.EnterAsync(scope, session, some.ConvertAll(w => w.Arrival), s => RegistrationRules.Closed(s, scope.At), CancellationToken.None))).Value;
    }

    private sealed record Waiting(Arrival Arrival)
    {
        public TaskCompletionSource<Result<SessionRegistration>> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
