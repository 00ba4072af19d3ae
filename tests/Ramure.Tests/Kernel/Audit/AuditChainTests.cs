using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Audit;
using Ramure.Kernel.Operations;
using Ramure.Tests.Support;

namespace Ramure.Tests.Kernel.Audit;

public sealed class AuditChainTests
{
    private const string Table = "kernel_audit_events";

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Each_event_is_numbered_and_follows_the_one_before(string database)
    {
        await using var host = await TestInstallation.CreateAsync(database);
        await host.TenAsync();
        await host.WriteAsync("plusieurs", events: 3);
        var trail = await host.TrailAsync();

        Assert.Equal(Enumerable.Range(1, trail.Count).Select(n => (long)n), trail.Select(e => e.Sequence));
        Assert.Equal(trail.Count, trail.Select(e => e.Hash).Distinct().Count());
        var found = await host.VerifyAsync();
        Assert.Empty(found.Breaks);
        Assert.Equal((trail.Count, trail[^1].Sequence, trail[^1].Hash), ((int)found.Events, found.Head!.Sequence, found.Head.Hash));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_rehearsed_or_refused_operation_leaves_no_link(string database)
    {
        await using var host = await TestInstallation.CreateAsync(database);
        var before = await host.TenAsync();
        await host.RunAsync(async s =>
        {
            var runner = s.GetRequiredService<OperationRunner>();
            await runner.RunAsync<Done>(new Operation("test.rehearse", Permission.System), scope =>
            {
                scope.Rehearse();
                scope.Audit("test", "x", null, null);
                return Task.FromResult<Result<Done>>(default(Done));
            });
            await runner.RunAsync<Done>(new Operation("test.refuse", Permission.System), scope =>
            {
                scope.Audit("test", "x", null, null);
                return Task.FromResult<Result<Done>>(new Refusal("no", "Non."));
            });
        });
        await host.WriteAsync("ensuite");

        Assert.Equal(before + 1, (await host.TrailAsync())[^1].Sequence);
        Assert.Empty((await host.VerifyAsync()).Breaks);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_removed_event_is_named(string database)
    {
        await using var host = await TestInstallation.CreateAsync(database);
        var last = await host.TenAsync();
        await host.TamperAsync(database, Sql($"DELETE FROM {Table} WHERE \"Sequence\" = {last - 4}"));

        var found = Assert.Single((await host.VerifyAsync()).Breaks);
        Assert.Equal((AuditFault.Missing, last - 4, last - 4), (found.Fault, found.From, found.To));
        Assert.Equal($"L’évènement {last - 4} manque.", found.Message);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_removed_end_is_named_and_stays_noticed_when_life_goes_on(string database)
    {
        await using var host = await TestInstallation.CreateAsync(database);
        var last = await host.TenAsync();
        await host.TamperAsync(database, Sql($"DELETE FROM {Table} WHERE \"Sequence\" > {last - 3}"));
        var found = Assert.Single((await host.VerifyAsync()).Breaks);
        Assert.Equal((AuditFault.TailMissing, last - 2, last), (found.Fault, found.From, found.To));

        await host.WriteAsync("ensuite");
        Assert.Equal([AuditFault.Missing, AuditFault.FoundBroken], (await host.VerifyAsync()).Breaks.Select(b => b.Fault));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_older_link_put_at_the_head_is_noticed_even_after_the_next_write(string database)
    {
        await using var host = await TestInstallation.CreateAsync(database);
        var last = await host.TenAsync();
        var older = (await host.TrailAsync())[^4];
        var anchor = (await host.VerifyAsync()).Head!;
        await host.TamperAsync(
            database, Sql($"DELETE FROM {Table} WHERE \"Sequence\" > {older.Sequence}"),
            Sql($"UPDATE kernel_audit_head SET \"Sequence\" = {older.Sequence}, \"Hash\" = '{older.Hash}'"));
        Assert.Equal(AuditFault.HeadChanged, Assert.Single((await host.VerifyAsync()).Breaks).Fault);

        await host.WriteAsync("ensuite");
        Assert.Equal([AuditFault.FoundBroken], (await host.VerifyAsync()).Breaks.Select(b => b.Fault));
        Assert.Equal([AuditFault.FoundBroken, AuditFault.AnchorMissing], (await host.VerifyAsync(anchor)).Breaks.Select(b => b.Fault));
        Assert.Equal(last, anchor.Sequence);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_changed_field_is_named(string database)
    {
        await using var host = await TestInstallation.CreateAsync(database);
        var last = await host.TenAsync();
        string[] changes =
        [
            "\"Actor\" = 'autre'", "\"Operation\" = 'test.other'", "\"SubjectKind\" = 'other'", "\"SubjectId\" = 'other'", "\"Unit\" = 'A62'",
            "\"PayloadDigest\" = 'ff'", "\"At\" = '2001-01-01 00:00:00'",
        ];
        for (var i = 0; i < changes.Length; i++)
            await host.TamperAsync(database, Sql($"UPDATE {Table} SET {changes[i]} WHERE \"Sequence\" = {last - i}"));

        var breaks = (await host.VerifyAsync()).Breaks;
        Assert.Equal(changes.Select((_, i) => last - i).Order(), breaks.Where(b => b.Fault == AuditFault.Changed).Select(b => b.From));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_changed_payload_is_named(string database)
    {
        await using var host = await TestInstallation.CreateAsync(database);
        var last = await host.TenAsync();
        await host.TamperAsync(
            database, Sql($"UPDATE {Table} SET \"Before\" = 'autre' WHERE \"Sequence\" = {last}"), Sql($"UPDATE {Table} SET \"After\" = NULL WHERE \"Sequence\" = {last - 1}"),
            Sql($"UPDATE {Table} SET \"Reason\" = 'autre' WHERE \"Sequence\" = {last - 2}"));

        Assert.Equal(
            [(AuditFault.PayloadChanged, last - 2), (AuditFault.PayloadChanged, last - 1), (AuditFault.PayloadChanged, last)],
            (await host.VerifyAsync()).Breaks.Select(b => (b.Fault, b.From)));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Two_events_put_in_each_others_place_are_noticed(string database)
    {
        await using var host = await TestInstallation.CreateAsync(database);
        var last = await host.TenAsync();
        await host.TamperAsync(
            database, Sql($"UPDATE {Table} SET \"Sequence\" = -1 WHERE \"Sequence\" = {last - 5}"), Sql($"UPDATE {Table} SET \"Sequence\" = {last - 5} WHERE \"Sequence\" = {last - 2}"),
            Sql($"UPDATE {Table} SET \"Sequence\" = {last - 2} WHERE \"Sequence\" = -1"));

        var breaks = (await host.VerifyAsync()).Breaks;
        Assert.Equal((AuditFault.Changed, last - 5), (breaks[0].Fault, breaks[0].From));
        Assert.Contains(breaks, b => b.From == last - 2);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_payload_taken_out_leaves_the_chain_whole_and_says_so(string database)
    {
        await using var host = await TestInstallation.CreateAsync(database);
        await host.WriteAsync("secret", events: 2, reason: "une raison");
        await host.TenAsync();
        var taken = await RedactAsync(host, "secret");

        Assert.Equal(2, taken);
        var trail = await host.TrailAsync();
        Assert.All(trail.Where(e => e.SubjectId == "secret"), e => Assert.Equal((null, null, null, null), (e.Before, e.After, e.Reason, e.Salt)));
        Assert.All(trail.Where(e => e.SubjectId == "secret"), e => Assert.NotNull(e.RedactedAt));
        Assert.Single(trail, e => e is { SubjectKind: "audit", SubjectId: "redaction", Operation: "test.redact" });
        Assert.Empty((await host.VerifyAsync()).Breaks);
        Assert.Equal(0, await RedactAsync(host, "secret"));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_payload_taken_out_by_hand_is_noticed(string database)
    {
        await using var host = await TestInstallation.CreateAsync(database);
        var last = await host.TenAsync();
        // What the guard of the database allows is not yet what the chain accepts.
        await host.SqlAsync(Sql($"UPDATE {Table} SET \"Before\" = NULL, \"After\" = NULL, \"Reason\" = NULL, \"Salt\" = NULL, \"RedactedAt\" = '2026-01-01 00:00:00' WHERE \"Sequence\" = {last}"));

        Assert.Equal((AuditFault.RedactedUnsaid, last), Assert.Single((await host.VerifyAsync()).Breaks) switch { var b => (b.Fault, b.From) });
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_database_itself_refuses_to_change_or_remove_an_event(string database)
    {
        await using var host = await TestInstallation.CreateAsync(database);
        await host.TenAsync();
        string[] refused =
        [
            $"DELETE FROM {Table}", $"UPDATE {Table} SET \"Actor\" = 'autre'", $"UPDATE {Table} SET \"After\" = 'autre'",
            $"UPDATE {Table} SET \"Before\" = NULL, \"After\" = NULL, \"Reason\" = NULL, \"Salt\" = NULL, \"RedactedAt\" = '2026-01-01 00:00:00', \"Actor\" = 'autre'",
            .. database == "postgres" ? [$"TRUNCATE {Table}"] : Array.Empty<string>(),
        ];
        foreach (var sql in refused)
        {
            var fault = await Assert.ThrowsAnyAsync<DbException>(() => host.SqlAsync(sql));
            Assert.Contains("the audit trail is append-only", fault.Message);
        }

        Assert.Empty((await host.VerifyAsync()).Breaks);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Concurrent_operations_of_two_hosts_make_one_unbroken_chain(string database)
    {
        await using var host = await TestInstallation.CreateAsync(database);
        await using var other = await host.CreateSecondHostAsync();
        var before = (await host.TrailAsync()).Count;
        await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(() => (i % 2 == 0 ? host : other).WriteAsync($"c{i}", events: 1 + (i % 3)))));

        var trail = await host.TrailAsync();
        Assert.Equal(before + 48, trail.Count);
        Assert.Equal(24, trail.Skip(before).Select(e => e.SubjectId).Distinct().Count());
        Assert.Empty((await host.VerifyAsync()).Breaks);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Without_its_key_the_chain_proves_nothing_and_says_so(string database)
    {
        await using var host = await TestInstallation.CreateAsync(database);
        await host.TenAsync();
        File.Delete(Path.Combine(host.DataDirectory, "keys", "audit.key"));
        await using var other = await host.CreateSecondHostAsync();
        await other.WriteAsync("sans la clé");

        var faults = (await other.VerifyAsync()).Breaks.Select(b => b.Fault).ToHashSet();
        Assert.Contains(AuditFault.Changed, faults);
        Assert.Contains(AuditFault.FoundBroken, faults);
    }

    [Fact]
    public async Task The_key_is_only_its_owners_to_read()
    {
        await using var host = await TestInstallation.CreateAsync("sqlite");
        await host.WriteAsync("x");
        var file = Path.Combine(host.DataDirectory, "keys", "fresh.key");
        Ramure.Kernel.Keys.KeyFile.ReadOrCreate(file, () => [1, 2, 3]);

        Assert.Equal([1, 2, 3], Ramure.Kernel.Keys.KeyFile.ReadOrCreate(file, () => throw new InvalidOperationException("It is there.")));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Single(Directory.EnumerateFiles(Path.GetDirectoryName(file)!, "fresh.key*"));
    }

    private static Task<int> RedactAsync(TestInstallation host, string subject) => host.RunAsync(async s =>
        (await s.GetRequiredService<OperationRunner>().RunAsync<int>(new Operation("test.redact", Permission.System), async scope =>
        {
            var taken = await AuditRedaction.RedactAsync(scope, e => e.SubjectKind == "test" && e.SubjectId == subject);
            if (taken == 0)
                scope.Audit("test", "nothing", null, null);
            return taken;
        })).Value);

    private static string Sql(FormattableString sql) => sql.ToString(CultureInfo.InvariantCulture);
}
