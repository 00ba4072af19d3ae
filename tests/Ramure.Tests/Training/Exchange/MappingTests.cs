using System.Text;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel;
using Ramure.Kernel.Lists;
using Ramure.Tests.Security;
using Ramure.Tests.Support;
using Ramure.Training.Exchange.Mapping;

namespace Ramure.Tests.Training.Exchange;

/// <summary>The files that say how another system writes its own.</summary>
public sealed class MappingTests
{
    private static readonly string Reference = Path.Combine(Repository.Root, "data");
    private static readonly MappingReader Reader = new(new ReferenceLists(new InstallationPaths("", Reference)));

    private const string Attendance = """
        "attendance": { "columns": [ { "column": "s", "field": "session" }, { "column": "r", "field": "registration" }, { "column": "j", "field": "day" }, { "column": "p", "field": "presence" } ] }
        """;

    [Fact]
    public void Those_of_the_product_are_right_and_that_of_the_academies_is_a_proposal()
    {
        var shelf = new MappingShelf(new InstallationPaths(Path.Combine(Reference, "nulle-part"), Reference), Reader);
        Assert.Empty(shelf.Faults());
        Assert.Equal(["gaia proposal", "ramure"], shelf.All().Select(m => m.Code + (m.Mapping.IsProposal ? " proposal" : "")));
        Assert.All(shelf.All(), m => Assert.Equal(3, m.Mapping.Files.Count));
        // Ours says all there is to say; what is only for reading by people is not.
        var ours = shelf.Find("ramure")!;
        Assert.All(Enum.GetValues<ExchangeKind>(), kind => Assert.All(ExchangeFields.Of(kind).Select(f => f.Code).Except(["first-name", "last-name", "half-day", "where"]), f => Assert.True(ours.Files[kind].Says(f), f)));
    }

    [Theory]
    [InlineData("", "mapping-json ")]
    [InlineData("{", "mapping-json ")]
    [InlineData("[]", "mapping-shape $")]
    [InlineData("{ }", "mapping-missing $.format|mapping-missing $.system|mapping-missing $.name|mapping-missing $.files")]
    [InlineData("""{ "format": "2", "system": "GAIA Lille", "name": 3, "status": "sure", "colour": 1, "files": { "people": {} } }""",
        "mapping-format $.format|mapping-system $.system|mapping-text $.name|mapping-word $.status|mapping-missing $.files|mapping-unknown $.files.people|mapping-unknown $.colour")]
    [InlineData("""{ "format": "ramure-exchange/1", "format": "x", "system": "g", "name": "n", "files": 1 }""", "mapping-twice $.format")]
    public void What_is_wrong_is_named_by_its_path(string json, string expected) =>
        Assert.Equal(expected, string.Join('|', Read(json).Refusals.Select(r => $"{r.Code} {r.Field}")));

    [Theory]
    [InlineData("""{ "separator": "|", "encoding": "latin-9", "dateFormat": "dd/MM", "timeFormat": "hh", "columns": [] }""",
        "mapping-word .separator|mapping-word .encoding|mapping-date .dateFormat|mapping-time .timeFormat|mapping-list .columns|mapping-field-missing .columns|mapping-field-missing .columns|mapping-field-missing .columns|mapping-field-missing .columns")]
    [InlineData("""{ "timeFormat": "HH'h mm", "columns": [ { "column": "s", "field": "session" }, { "column": "s", "field": "day" }, { "column": "r", "field": "session" }, { "field": "registration" }, { "column": "x", "field": "colour" }, { "column": "y" }, { "column": "z", "field": "ignore", "optional": "yes", "colour": 1 } ] }""",
        "mapping-time .timeFormat|mapping-column-twice .columns[1].column|mapping-field-twice .columns[2].field|mapping-missing .columns[3].column|mapping-field .columns[4].field|mapping-missing .columns[5].field|mapping-flag .columns[6].optional|mapping-unknown .columns[6].colour|mapping-field-missing .columns|mapping-field-missing .columns")]
    [InlineData("""{ "columns": [ { "column": "s", "field": "session" }, { "column": "r", "field": "registration" }, { "column": "j", "field": "day" }, { "column": "p", "field": "presence", "values": { "O": "oui", "o ": "present", "O ": "present", "n": 3 }, "default": "là" } ], "fixed": { "person": "x", "day": "2024-01-01", "count": "4", "audience": "martien", "colour": "bleu" } }""",
        "mapping-value .columns[3].default|mapping-value .columns[3].values.O|mapping-twice .columns[3].values.O |mapping-text .columns[3].values.n|mapping-fixed .fixed.person|mapping-field-twice .fixed.day|mapping-value .fixed.audience|mapping-field .fixed.colour")]
    public void What_is_wrong_with_a_file_is_named_by_its_path(string file, string expected)
    {
        var read = Read($$"""{ "format": "ramure-exchange/1", "system": "g", "name": "n", "files": { "attendance": {{file}} } }""");
        Assert.Equal(expected, string.Join('|', read.Refusals.Select(r => $"{r.Code} {r.Field![18..]}")));
        Assert.All(read.Refusals, r => Assert.StartsWith($"{r.Field} : ", r.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_word_of_the_mapping_is_taken_without_case_and_comments_and_marks_are_passed()
    {
        var read = Read($$"""{ "format": "ramure-exchange/1", /* une remarque */ "system": "g", "name": "n", "files": { {{Attendance}}, } }""", "\uFEFF");
        Assert.True(read.Succeeded, string.Join('\n', read.Refusals));
        Assert.Equal("mapping-size", Assert.Single(Reader.Read(new byte[MappingReader.MaxBytes + 1], "m.json").Refusals).Code);
    }

    [Fact]
    public async Task The_installation_s_own_mapping_stands_for_the_product_s_and_a_broken_one_is_said()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        await scene.MappingAsync("gaia", $$"""{ "format": "ramure-exchange/1", "system": "gaia", "name": "La nôtre", "status": "convenue", "files": { {{Attendance}} } }""");
        await scene.MappingAsync("cassee", "{");
        var shelf = await scene.RunAsync(s => Task.FromResult(s.GetRequiredService<MappingShelf>()));
        Assert.Equal(["gaia La nôtre", "ramure Ramure, tous les champs"], shelf.All().Select(m => $"{m.Code} {m.Mapping.Name}"));
        Assert.Equal(("cassee.json", 1), Assert.Single(shelf.Faults()) is var fault ? (fault.File, fault.Line) : default);
        Assert.Null(shelf.Find("cassee"));
    }

    [Fact]
    public void No_mapping_makes_a_fault()
    {
        var right = File.ReadAllText(Path.Combine(Reference, "exchange", "gaia.json"));
        var pieces = Hostile.OneOf<string>(["\"", "{", "}", "[", "]", ",", ":", "null", "\\ud800", "\\u0000", "\"field\"", "session", "HH:mm", "dd/MM/yyyy", "1e999", "\\"]);
        Gen.Select(Gen.Int[0, right.Length - 1], Gen.Int[0, 30], Gen.OneOf(pieces, Hostile.Text("x"))).Array[1, 4].Sample(
            changes =>
            {
                var text = right;
                foreach (var (at, gone, piece) in changes)
                    text = text[..Math.Min(at, text.Length)] + piece + text[Math.Min(at + gone, text.Length)..];
                Assert.All(Reader.Read(Encoding.UTF8.GetBytes(text), "m.json").Refusals, r => Assert.False(string.IsNullOrWhiteSpace(r.Message)));
            },
            iter: Hostile.Tries(2000));
    }

    private static global::Ramure.Kernel.Operations.Result<ExchangeMapping> Read(string json, string mark = "") => Reader.Read(Encoding.UTF8.GetBytes(mark + json), "m.json");
}
