using System.Globalization;

namespace Ramure.Steering.Model;

/// <summary>A stated value: a number, an interval, or words such as <c>NC</c> and <c>oui</c>.</summary>
internal sealed record Figure(decimal? Number = null, string? Text = null, decimal? Low = null, decimal? High = null)
{
    /// <summary>The form of an answer and no answer: the contract's table 4-4 prints it where a target would stand.</summary>
    public bool IsAnswerForm => Text is { } text && Words.Normalise(text) == "oui non";

    /// <summary>Numbers as numbers, texts after normalisation (L14): 1 and 1.0 say the same.</summary>
    public bool Says(Figure other) =>
        Number == other.Number && Low == other.Low && High == other.High && Words.Normalise(Text) == Words.Normalise(other.Text);

    /// <summary>As French people read it.</summary>
    public override string ToString()
    {
        var french = CultureInfo.GetCultureInfo("fr-FR");
        return Number is { } number ? number.ToString("#,0.############", french)
            : Low is { } low && High is { } high ? $"de {low.ToString("#,0.####", french)} à {high.ToString("#,0.####", french)}"
            : Text ?? "";
    }
}
