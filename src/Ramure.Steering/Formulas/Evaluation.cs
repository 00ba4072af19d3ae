using Ramure.Ledger.Contracts;

namespace Ramure.Steering.Formulas;

/// <summary>What one formula gives in one cell, exact: rounding happens at output (L10).</summary>
/// <param name="Terms">What each of the formula's terms brings, in the order of <see cref="Formula.Terms"/>.</param>
internal sealed record Evaluation(
    CellState State,
    decimal? Value,
    decimal? Numerator,
    decimal? Denominator,
    Coverage Coverage,
    IReadOnlyList<EvaluatedTerm> Terms,
    string? Reason = null);

/// <summary>One term in an evaluation.</summary>
/// <param name="Ledger">What the ledger says of the whole cell: its entries add up to this.</param>
/// <param name="Retained">What counts in the formula: only the units where every term is known (L6).</param>
/// <param name="SetAside">Units that give this term but lack another one.</param>
internal sealed record EvaluatedTerm(Term Term, LedgerCell Ledger, decimal? Retained, int SetAside);
