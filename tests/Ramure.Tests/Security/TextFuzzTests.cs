using CsCheck;
using Ramure.Journal.Recording;
using Ramure.Kernel.Files;
using Ramure.Kernel.Text;
using Ramure.Ledger.Contracts;
using Ramure.Network.Contracts;
using Ramure.Steering.Formulas;
using Ramure.Steering.Loading;
using Ramure.Tests.Support;

namespace Ramure.Tests.Security;

/// <summary>The readers of single texts: each answers for any text.</summary>
public sealed class TextFuzzTests
{
    private static readonly string Contract = File.ReadAllText(Path.Combine(Repository.Root, "data", "contracts", "cop-2017-2019.yaml"));

    [Fact]
    public void No_formula_makes_a_fault() => Gen.Select(
        Hostile.Text("a.b", "a[b=c]", "+", "-", "*", "/", "(", ")", "1.5", " ", "a[b=c|d]").Array[0, 12], parts => string.Concat(parts)).Sample(
        text =>
        {
            if (!FormulaParser.TryParse(text, out _, out var error))
                Assert.InRange(error.Offset, 0, Math.Max(FormulaParser.MaximumLength, text.Length));
        },
        iter: Hostile.Tries(5000));

    [Fact]
    public void No_contract_file_makes_a_fault()
    {
        var lines = Contract.Split('\n');
        var change = Gen.Select(Gen.Int[0, lines.Length - 1], Gen.Int[0, 5], Hostile.Text("NC", "[1, 2]", "&a", "*a", "<<: *a", "? x", "!!binary x", "--- ", "- - -", "{a: {b: {c: d}}}", "\t", "| ", "> "));
        change.Array[1, 4].Sample(
            changes =>
            {
                var some = lines.Take(400).ToList();
                foreach (var (at, how, text) in changes)
                {
                    var line = some[at % some.Count];
                    var colon = line.IndexOf(':', StringComparison.Ordinal);
                    some[at % some.Count] = how switch
                    {
                        0 => text,
                        1 => line + text,
                        2 when colon > 0 => line[..(colon + 1)] + " " + text,
                        3 when colon > 0 => new string(' ', line.TakeWhile(c => c == ' ').Count()) + text + line[colon..],
                        4 => "  " + line,
                        _ => "",
                    };
                }

                Assert.All(ContractFile.Read("essai.yaml", string.Join('\n', some), []).Refusals, r => Assert.False(string.IsNullOrWhiteSpace(r.Message)));
            },
            iter: Hostile.Tries(80));
    }

    [Fact]
    public void No_text_at_all_makes_the_contract_reader_fail() =>
        Hostile.Text("a: b", "- a", "{", "[", "&a [*a]", "%YAML 9.9", "!!", "code: x\ntitle: y").Sample(text => { ContractFile.Read("essai.yaml", text, []); }, iter: Hostile.Tries(2000));

    [Fact]
    public void No_school_code_makes_a_fault() =>
        Hostile.Text("0622863A", "0010002X", "062", "9999999Z").Sample(text => { Uai.Fault(text); }, iter: Hostile.Tries(3000));

    [Fact]
    public void No_perimeter_makes_a_fault() => Hostile.Text("courant", "constant:2019-06-01", "constant:").Sample(
        text =>
        {
            if (HierarchyView.TryParse(text, out var view))
                Assert.True(HierarchyView.TryParse(view.ToString(), out var again) && again == view);
        },
        iter: Hostile.Tries(3000));

    [Fact]
    public void No_file_name_leaves_its_folder() => Hostile.Text("a.pdf", "../a.pdf", "C:\\a.pdf", "a\u202efdp.exe", ".pdf", "con.txt", "a/.").Sample(
        text =>
        {
            var clean = FileNames.Clean(text);
            Assert.DoesNotContain(clean, c => char.IsControl(c) || "/\\<>:\"|?*".Contains(c));
            Assert.InRange(clean.Length, 1, FileNames.MaxLength);
            Assert.Equal(clean, Path.GetFileName(clean));
        },
        iter: Hostile.Tries(5000));

    [Fact]
    public void Searching_takes_any_text() => Hostile.Text("collège", "saint-exupéry").Sample(text => { SearchText.Fold(text); }, iter: Hostile.Tries(3000));

    [Fact]
    public void Headcounts_take_any_text() => Hostile.Text("teacher-primary:12", "a:NC;b:3", ":").Sample(text => { ActivityTextReader.SplitHeadcount(text); }, iter: Hostile.Tries(3000));
}
