using Microsoft.Extensions.DependencyInjection;
using Ramure.Tests.Support;
using Ramure.Training.Attendance.Paper;
using Ramure.Training.Model;

namespace Ramure.Tests.Training.Attendance.Paper;

public sealed class PaperCodeTests
{
    private const string Signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    [Fact]
    public async Task A_code_is_the_same_on_every_print_and_host_and_another_in_another_session()
    {
        await using var scene = await AttendanceScene.CreateAsync("sqlite");
        await using var second = await scene.Scene.Installation.CreateSecondHostAsync();
        var codes = await scene.Scene.RunAsync(s => Task.FromResult(s.GetRequiredService<PaperCode>()));
        var alice = await scene.IdAsync("Alice");
        var code = codes.Of(scene.Session.Id, alice);
        Assert.Matches("^[0-9A-HJKMNP-TV-Z]{6}$", code);
        Assert.Equal(code, await second.RunAsync(s => Task.FromResult(s.GetRequiredService<PaperCode>().Of(scene.Session.Id, alice))));
        Assert.NotEqual(code, codes.Of(Guid.CreateVersion7(), alice));
        Assert.NotEqual(code, codes.Of(scene.Session.Id, await scene.IdAsync("Bob")));
        Assert.Equal($"{code[..3]}-{code[3..]}", PaperCode.Shown(code));
        // Another installation has another key.
        await using var other = await AttendanceScene.CreateAsync("sqlite", "Alice");
        Assert.NotEqual(code, await other.Scene.RunAsync(s => Task.FromResult(s.GetRequiredService<PaperCode>().Of(scene.Session.Id, alice))));
    }

    [Fact]
    public async Task One_sign_misread_or_two_swapped_never_give_another_right_code()
    {
        await using var scene = await AttendanceScene.CreateAsync("sqlite", "Alice");
        var codes = await scene.Scene.RunAsync(s => Task.FromResult(s.GetRequiredService<PaperCode>()));
        for (var n = 0; n < 50; n++)
        {
            var code = codes.Of(scene.Session.Id, Guid.CreateVersion7());
            Assert.True(PaperCode.IsWell(code));
            for (var i = 0; i < code.Length; i++)
            {
                foreach (var sign in Signs.Where(s => s != code[i]))
                    Assert.False(PaperCode.IsWell(code[..i] + sign + code[(i + 1)..]));
                for (var j = i + 1; j < code.Length; j++)
                    if (code[i] != code[j])
                        Assert.False(PaperCode.IsWell(code[..i] + code[j] + code[(i + 1)..j] + code[i] + code[(j + 1)..]));
            }
        }

        Assert.False(PaperCode.IsWell("ABC"));
        Assert.False(PaperCode.IsWell("ABCDE!"));
    }

    [Fact]
    public async Task Codes_are_read_however_they_are_typed_and_each_wrong_one_is_named_with_its_place_and_the_nearest()
    {
        await using var scene = await AttendanceScene.CreateAsync("sqlite");
        var (typed, codes) = await scene.Scene.RunAsync(s => Task.FromResult((s.GetRequiredService<TypedCodes>(), s.GetRequiredService<PaperCode>())));
        var sheet = await scene.SheetAsync();
        string Of(string name) => codes.Of(scene.Session.Id, sheet.People.Single(p => p.Registration.Name == name).Registration.Id);
        var (alice, bob, chloe) = (Of("Alice"), Of("Bob"), Of("Chloé"));

        var read = typed.Read($"{PaperCode.Shown(alice).ToLowerInvariant().Replace('0', 'o').Replace('1', 'l')}\r\n{bob[..3]} {bob[3..]},{alice} ; {chloe}", sheet);
        Assert.Equal(["Alice", "Bob", "Chloé"], read.Value.Select(r => r.Name));
        Assert.Empty(typed.Read(" \n ", sheet).Value);

        // One sign wrong, in the second line.
        var wrong = alice[..2] + Signs.First(s => s != alice[2]) + alice[3..];
        var stranger = codes.Of(Guid.CreateVersion7(), Guid.CreateVersion7());
        var refused = typed.Read($"{bob}\n{wrong} AB {stranger}", sheet).Refusals;
        Assert.All(refused, r => Assert.Equal("codes", r.Field));
        Assert.Equal($"Code 2 (ligne 2), « {wrong} » : ce n’est pas un code : un signe est faux. Le plus proche : {PaperCode.Shown(alice)}, Alice.", refused[0].Message);
        Assert.StartsWith("Code 3 (ligne 2), « AB » : un code a 6 signes.", refused[1].Message, StringComparison.Ordinal);
        Assert.Equal($"Code 4 (ligne 2), « {stranger} » : ce code n’est pas de cette session. Relisez-le sur la feuille, ou notez la personne dans la liste.", refused[2].Message);
        Assert.Equal(3, refused.Count);
        Assert.Equal(31, typed.Read(string.Join(' ', Enumerable.Repeat("ZZZZ", 100)), sheet).Refusals.Count);
        Assert.Equal("codes-too-long", Assert.Single(typed.Read(new string(' ', 40_000), sheet).Refusals).Code);
    }

    [Theory]
    [InlineData("ABCDEF", "ABXDEF", true)]
    [InlineData("ABCDE", "ABCDEF", true)]
    [InlineData("ABCDEFG", "ABCDEF", true)]
    [InlineData("BACDEF", "ABCDEF", true)]
    [InlineData("ABCDFE", "ABCDEF", true)]
    [InlineData("ABXXEF", "ABCDEF", false)]
    [InlineData("CBADEF", "ABCDEF", false)]
    [InlineData("ABCD", "ABCDEF", false)]
    public void Near_is_one_sign_or_two_neighbours(string typed, string code, bool near) => Assert.Equal(near, TypedCodes.IsNear(typed, code));
}
