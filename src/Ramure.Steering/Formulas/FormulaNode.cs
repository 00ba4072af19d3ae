using Ramure.Ledger.Contracts;

namespace Ramure.Steering.Formulas;

/// <summary>A formula's syntax tree.</summary>
internal abstract record FormulaNode
{
    /// <summary>A constant: <c>101</c>, <c>0.5</c>.</summary>
    internal sealed record Constant(decimal Value) : FormulaNode;

    /// <summary>A measure, filtered or not; <paramref name="Offset"/> and <paramref name="Length"/> say where its code stands.</summary>
    internal sealed record Reference(Term Term, int Offset, int Length) : FormulaNode;

    /// <summary>Two operands and one of <c>+ - * /</c>.</summary>
    internal sealed record Operation(char Sign, FormulaNode Left, FormulaNode Right) : FormulaNode;

    /// <summary>The references below this node, in reading order.</summary>
    public IEnumerable<Reference> References() => this switch
    {
        Reference reference => [reference],
        Operation operation => operation.Left.References().Concat(operation.Right.References()),
        _ => [],
    };
}

/// <summary>A formula that reads well; whether its measures exist is <see cref="FormulaCheck"/>'s matter.</summary>
internal sealed class Formula
{
    public Formula(string text, FormulaNode root)
    {
        Text = text;
        Root = root;
        Terms = [.. root.References().Select(r => r.Term).Distinct()];
    }

    public string Text { get; }

    public FormulaNode Root { get; }

    /// <summary>What the ledger is asked, each term once.</summary>
    public IReadOnlyList<Term> Terms { get; }

    /// <summary>What stands above the line when the formula is a ratio, null otherwise.</summary>
    public FormulaNode? Numerator => Root is FormulaNode.Operation { Sign: '/' } ratio ? ratio.Left : null;

    /// <summary>What stands below the line when the formula is a ratio, null otherwise.</summary>
    public FormulaNode? Denominator => Root is FormulaNode.Operation { Sign: '/' } ratio ? ratio.Right : null;

    /// <summary>
    /// A ratio of measures: it does not grow with the size of the unit, so that a unit can be held against the nation's
    /// target. A sum divided by a fixed number does grow.
    /// </summary>
    public bool IsRate => Denominator is { } denominator && denominator.References().Any();
}

/// <summary>Why a formula does not read, and where: <paramref name="Offset"/> is 0-based in its text.</summary>
internal sealed record FormulaError(int Offset, string Message);
