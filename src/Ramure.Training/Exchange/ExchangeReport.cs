using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ramure.Kernel.Operations;
using Ramure.Training.Exchange.Mapping;

namespace Ramure.Training.Exchange;

/// <summary>What becomes of a line.</summary>
internal enum LineEffect
{
    Created,
    Changed,
    Same,
}

/// <summary>What a line does, or would do.</summary>
/// <param name="What">What it is about, as people read it.</param>
/// <param name="Said">What changes, in a few words; empty when nothing does.</param>
internal sealed record ReportLine(int Line, string What, LineEffect Effect, string Said);

/// <summary>What taking a file in does, or would do, line by line; with refusals, nothing at all.</summary>
internal sealed record ExchangeReport(ExchangeKind Kind, IReadOnlyList<ReportLine> Lines, IReadOnlyList<Refusal> Refusals)
{
    public int Created => Lines.Count(l => l.Effect == LineEffect.Created);

    public int Changed => Lines.Count(l => l.Effect == LineEffect.Changed);

    public int Same => Lines.Count(l => l.Effect == LineEffect.Same);

    public bool ChangesNothing => Created + Changed == 0;

    /// <summary>Tells this plan from another: what is confirmed is what was shown.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n', Lines.OrderBy(l => l.Line).Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Line} {l.Effect} {l.Said}"))))).AsSpan(0, 16));

    public static ExchangeReport Refused(ExchangeKind kind, IEnumerable<Refusal> refusals) => new(kind, [], [.. refusals]);

    public static string Label(LineEffect effect) => effect switch
    {
        LineEffect.Created => "nouveau",
        LineEffect.Changed => "changé",
        _ => "déjà connu",
    };
}

/// <summary>The report while a file is gone through.</summary>
internal sealed class ReportDraft(string file)
{
    public List<ReportLine> Lines { get; } = [];

    public List<Refusal> Refusals { get; } = [];

    public void Say(ExchangeRow row, string what, LineEffect effect, string said = "") => Lines.Add(new ReportLine(row.Line, what, effect, said));

    /// <summary>Places a refusal of a rule on a line; the rule’s field says which of ours.</summary>
    public void Refuse(ExchangeRow row, Refusal refusal, Func<string, string?>? field = null)
    {
        var ours = refusal.Field is { } theirs ? field?.Invoke(theirs) ?? theirs : "";
        Refusals.Add(row.Refuse(refusal.Code, ours, refusal.Message) with { File = file });
    }
}
