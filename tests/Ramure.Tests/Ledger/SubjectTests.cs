using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.Model;
using Ramure.Ledger.Subjects;
using Ramure.Network.Contracts;
using Ramure.Tests.Kernel.Audit;
using Ramure.Tests.Support;
using static Ramure.Tests.Ledger.LedgerScene;

namespace Ramure.Tests.Ledger;

/// <summary>L5 with people: what is counted stays right while keys change and persons are forgotten.</summary>
public sealed class SubjectTests
{
    [Theory(DisplayName = "L5 A rotation of the key changes every hash and no count")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_rotation_changes_every_hash_and_no_count(string database)
    {
        await using var scene = await PeopleAsync(database, 2500);
        var before = await HashesAsync(scene.Installation);
        var figures = await FiguresAsync(scene);

        Assert.Equal(2500, (await RotateAsync(scene.Installation)).Value);

        var after = await HashesAsync(scene.Installation);
        Assert.Equal(before.Keys.Order(), after.Keys.Order());
        Assert.Empty(before.Values.Intersect(after.Values));
        Assert.Equal(figures, await FiguresAsync(scene));
        Assert.Empty((await scene.VerifyAsync()).Differences);
        var audit = Assert.Single(await scene.Installation.TrailAsync(), e => e.Operation == "ledger.rotate-subject-key");
        Assert.Equal(("ledger", "subject-key", "{\"Keys\":2,\"Subjects\":2500}", "départ d’un administrateur"), (audit.SubjectKind, audit.SubjectId, audit.After, audit.Reason));
    }

    [Theory(DisplayName = "L5 A person posted again after rotations is the same person, on every host")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_person_posted_again_after_rotations_is_the_same(string database)
    {
        await using var scene = await PeopleAsync(database, 3);
        await using var other = await SecondAsync(scene);
        // The other host has the first key in memory before the rotations.
        Assert.NotEmpty(await PresencesAsync(other, "p1"));
        await RotateAsync(scene.Installation);
        await RotateAsync(scene.Installation);

        await scene.PostAsync(Line("p1", "B", "2024-06-01"));
        Assert.Equal(3, await scene.Installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Subject>().CountAsync()));
        Assert.Equal([Day("2024-05-02"), Day("2024-06-01")], (await PresencesAsync(other, "p1")).Select(p => p.Day));
        // The same source version says the same thing as before the rotations (L1).
        var again = await scene.TryPostAsync(new LedgerPosting(new SourceRef("test", "s1", 1), [Line("p0", "A", "2024-05-02")]));
        Assert.Equal(1, again.Value.AlreadyKnown);
    }

    [Theory(DisplayName = "L5 An erased person stays counted and cannot be found again")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_erased_person_stays_counted_and_cannot_be_found_again(string database)
    {
        await using var scene = await PeopleAsync(database, 5);
        await scene.PostAsync(Line("p1", "B", "2024-06-01"));
        var figures = await FiguresAsync(scene);
        var presences = Assert.Single((await PresencesAsync(scene.Installation, "p1")).GroupBy(p => p.Measure)).ToList();
        Assert.Equal([("A", Day("2024-05-02")), ("B", Day("2024-06-01"))], presences.Select(p => (p.Unit, p.Day)));

        Assert.True(await EraseAsync(scene.Installation, "p1"));
        Assert.False(await EraseAsync(scene.Installation, "p1"));

        Assert.Equal(figures, await FiguresAsync(scene));
        Assert.Empty(await PresencesAsync(scene.Installation, "p1"));
        Assert.Empty((await scene.VerifyAsync()).Differences);
        // What is said of the erasure does not say whose number it was.
        var audit = Assert.Single(await scene.Installation.TrailAsync(), e => e.SubjectKind == "ledger-subject");
        Assert.Equal(("erased", "{\"Erased\":1}"), (audit.SubjectId, audit.After));

        await RotateAsync(scene.Installation);
        Assert.Equal(figures, await FiguresAsync(scene));
        await scene.PostAsync(Line("p1", "B", "2024-06-02"));
        var total = (await scene.CellAsync("persons", "NAT", "2024-01-01", "2025-01-01")).Value;
        Assert.Equal(6, total);
    }

    [Theory(DisplayName = "L5 A rotation killed between the file and the database is none")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_rotation_killed_between_the_file_and_the_database_is_none(string database)
    {
        await using var scene = await PeopleAsync(database, 4);
        var keys = File.ReadAllText(KeyFileOf(scene.Installation));
        var hashes = await HashesAsync(scene.Installation);
        // The file has its new key; the transaction goes no further.
        await scene.Installation.RunAsync(s => Task.FromResult(s.GetRequiredService<SubjectKeys>().Next(1)));
        var pending = File.ReadAllText(KeyFileOf(scene.Installation));
        Assert.StartsWith(keys, pending, StringComparison.Ordinal);
        Assert.NotEqual(keys, pending);

        await using var reopened = await SecondAsync(scene);
        Assert.Single(await PresencesAsync(reopened, "p1"));
        await scene.PostAsync(Line("p1", "B", "2024-06-01"));
        Assert.Equal(hashes, await HashesAsync(scene.Installation));

        await RotateAsync(reopened);
        Assert.Equal(pending, File.ReadAllText(KeyFileOf(scene.Installation)));
        Assert.Equal(2, (await PresencesAsync(scene.Installation, "p1")).Count);
        Assert.Equal(4, (await scene.CellAsync("persons", "NAT", "2024-01-01", "2025-01-01")).Value);
    }

    [Theory(DisplayName = "L5 Two rotations at once follow one another")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Two_rotations_at_once_follow_one_another(string database)
    {
        await using var scene = await PeopleAsync(database, 300);
        await using var other = await SecondAsync(scene);
        await Task.WhenAll(
            Task.Run(() => RotateAsync(scene.Installation)), Task.Run(() => RotateAsync(other)),
            Task.Run(() => scene.PostAsync(Line("p7", "B", "2024-06-01"))), Task.Run(() => scene.PostAsync(Line("p8", "B", "2024-06-01"))));

        Assert.Equal(300, await scene.Installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Subject>().CountAsync()));
        Assert.Equal(2, (await PresencesAsync(other, "p7")).Count);
        Assert.Equal(4, File.ReadAllLines(KeyFileOf(scene.Installation)).Length);
    }

    [Theory(DisplayName = "L5 A key file of the first format keeps working, also through a rotation")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_key_file_of_the_first_format_keeps_working(string database)
    {
        await using var scene = await CreateAsync(database, SmallNetwork.OfTheRules(), Persons());
        File.WriteAllBytes(KeyFileOf(scene.Installation), [.. Enumerable.Range(0, 32).Select(n => (byte)n)]);
        await scene.PostAsync(Line("p1", "A", "2024-05-02"));
        // HMAC-SHA256 of « p1 » under those bytes, its first half.
        var expected = Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData([.. Enumerable.Range(0, 32).Select(n => (byte)n)], "p1"u8).AsSpan(0, 16));
        Assert.Equal([expected], (await HashesAsync(scene.Installation)).Values);

        await RotateAsync(scene.Installation);
        await scene.PostAsync(Line("p1", "B", "2024-05-03"));
        Assert.Single(await HashesAsync(scene.Installation));
    }

    [Theory(DisplayName = "L5 With other keys than the database's nothing is posted, so that nobody is counted twice")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task With_other_keys_nothing_is_posted(string database)
    {
        await using var scene = await PeopleAsync(database, 2);
        File.Delete(KeyFileOf(scene.Installation));
        await using var other = await SecondAsync(scene);
        var post = () => other.RunAsync(s => s.GetRequiredService<OperationRunner>().RunAsync<int>(new Operation("test.rotate", Permission.System), async scope =>
            (await s.GetRequiredService<SubjectTable>().NumbersAsync(scope, ["p1"], default)).Count));
        var fault = await Assert.ThrowsAsync<SubjectKeysException>(post);
        Assert.Contains("keys/subject.key", fault.Message);

        await Assert.ThrowsAsync<SubjectKeysException>(() => RotateAsync(other));
        Assert.Equal(2, (await HashesAsync(scene.Installation)).Count);
    }

    private static Task<TestInstallation> SecondAsync(LedgerScene scene) =>
        scene.Installation.CreateSecondHostAsync(services => services.Replace(ServiceDescriptor.Singleton<INetwork>(SmallNetwork.OfTheRules())));

    private static LedgerLine Line(string person, string unit, string day) => new("persons", unit, Day(day), 1, Subject: person);

    private static async Task<LedgerScene> PeopleAsync(string database, int people)
    {
        var scene = await CreateAsync(database, SmallNetwork.OfTheRules(), Persons());
        await scene.PostAsync([.. Enumerable.Range(0, people).Select(n => Line($"p{n}", n % 3 == 2 ? "C" : "A", "2024-05-02"))]);
        return scene;
    }

    private static async Task<string> FiguresAsync(LedgerScene scene)
    {
        var figures = new List<string>();
        foreach (var unit in new[] { "NAT", "DT1", "DT2", "A", "B", "C" })
            foreach (var (from, to) in new[] { ("2024-01-01", "2025-01-01"), ("2024-05-01", "2024-05-20"), ("2024-06-01", "2024-07-01") })
                figures.Add($"{unit} {from} {(await scene.CellAsync("persons", unit, from, to)).Value}");
        return string.Join('\n', figures);
    }

    private static Task<Dictionary<long, string>> HashesAsync(TestInstallation host) =>
        host.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Subject>().AsNoTracking().ToDictionaryAsync(h => h.Id, h => h.Hash));

    private static Task<Result<int>> RotateAsync(TestInstallation host) =>
        host.RunAsync(s => s.GetRequiredService<RotateSubjectKey>().RunAsync("départ d’un administrateur", default));

    private static Task<IReadOnlyList<SubjectPresence>> PresencesAsync(TestInstallation host, string subject) =>
        host.RunAsync(s => s.GetRequiredService<ISubjects>().PresencesAsync(subject));

    private static Task<bool> EraseAsync(TestInstallation host, string subject) => host.RunAsync(async s =>
        (await s.GetRequiredService<OperationRunner>().RunAsync<bool>(new Operation("test.erase", Permission.System), async scope =>
        {
            var erased = await s.GetRequiredService<ISubjects>().EraseAsync(scope, subject);
            if (!erased)
                scope.Audit("test", "nothing", null, null);
            return erased;
        })).Value);

    private static string KeyFileOf(TestInstallation host) => Path.Combine(host.DataDirectory, "keys", "subject.key");
}
