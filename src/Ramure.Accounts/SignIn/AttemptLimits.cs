using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Model;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;

namespace Ramure.Accounts.SignIn;

/// <summary>
/// Guessing is slowed down for each account and place: five free attempts, then waits that double from five seconds to half an
/// hour, about sixty attempts a day. Whoever guesses from one place therefore neither gets in nor keeps the owner out who comes
/// from another. Guessing from many places is seen by the account's own count (<see cref="Ceiling"/>).
/// </summary>
internal static class AttemptLimits
{
    public const int Free = 5;

    /// <summary>Failures in a day, from everywhere, above which the right password alone does not let in. One place alone cannot reach it.</summary>
    public const int Ceiling = 100;

    public static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(30);

    /// <summary>Of an account that need not wait: past for every attempt, also for one that began before another that came first.</summary>
    private static readonly DateTime Open = DateTime.UnixEpoch;

    /// <summary>What is counted, as a digest.</summary>
    public static string Key(params ReadOnlySpan<string> parts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts!))));

    public static TimeSpan WaitAfter(int failures)
    {
        if (failures < Free)
            return TimeSpan.Zero;
        var doubled = FirstWait * Math.Pow(2, Math.Min(failures - Free, 20));
        return doubled < LongestWait ? doubled : LongestWait;
    }

    /// <summary>How long nothing is tried; null when trying is open. Costs nothing: asked before a password is hashed.</summary>
    public static async Task<TimeSpan?> WaitAsync(RamureDb db, string key, DateTime now)
    {
        var until = await db.Set<Throttle>().AsNoTracking().Where(t => t.Key == key && t.BlockedUntil > now).Select(t => (DateTime?)t.BlockedUntil).SingleOrDefaultAsync();
        return until - now;
    }

    /// <summary>Failures of the last day.</summary>
    public static async Task<int> FailuresAsync(RamureDb db, string key, DateTime now) =>
        await db.Set<Throttle>().AsNoTracking().Where(t => t.Key == key && t.ForgetAt > now).Select(t => t.Failures).SingleOrDefaultAsync();

    /// <summary>
    /// Takes one attempt, inside the operation, whether it was right or wrong: of many at once only those that find the row open
    /// count, each after the other. False when one must wait.
    /// </summary>
    public static async Task<bool> TakeAsync(OperationScope scope, string key)
    {
        await RowAsync(scope, key);
        var now = scope.At;
        var forget = now + Memory;
        var rows = scope.Db.Set<Throttle>().Where(t => t.Key == key && t.BlockedUntil <= now);
        if (await rows.ExecuteUpdateAsync(set => set
                .SetProperty(t => t.Failures, t => t.ForgetAt <= now ? 1 : t.Failures + 1)
                .SetProperty(t => t.ForgetAt, forget)) == 0)
            return false;
        var failures = await scope.Db.Set<Throttle>().AsNoTracking().Where(t => t.Key == key).Select(t => t.Failures).SingleAsync();
        if (WaitAfter(failures) is not { Ticks: > 0 } wait)
            return true;
        var until = now + wait;
        await scope.Db.Set<Throttle>().Where(t => t.Key == key).ExecuteUpdateAsync(set => set.SetProperty(t => t.BlockedUntil, until));
        return true;
    }

    /// <summary>Counts a failure without slowing anything down. A day after the first the count starts again.</summary>
    public static async Task CountAsync(OperationScope scope, string key)
    {
        await RowAsync(scope, key);
        var now = scope.At;
        var forget = now + Memory;
        await scope.Db.Set<Throttle>().Where(t => t.Key == key).ExecuteUpdateAsync(set => set
            .SetProperty(t => t.Failures, t => t.ForgetAt <= now ? 1 : t.Failures + 1)
            .SetProperty(t => t.ForgetAt, t => t.ForgetAt <= now ? forget : t.ForgetAt));
    }

    /// <summary>The attempt was right: what was counted is forgiven.</summary>
    public static Task ForgiveAsync(OperationScope scope, string key)
    {
        var now = scope.At;
        return scope.Db.Set<Throttle>().Where(t => t.Key == key).ExecuteUpdateAsync(set => set
            .SetProperty(t => t.Failures, 0).SetProperty(t => t.BlockedUntil, Open).SetProperty(t => t.ForgetAt, now));
    }

    private static Task RowAsync(OperationScope scope, string key) => scope.InsertAsync(
        ThrottleMapping.Table, ["\"Key\"", "\"Failures\"", "\"BlockedUntil\"", "\"ForgetAt\""], [[key, 0, Open, scope.At + Memory]], "ON CONFLICT DO NOTHING");
}
