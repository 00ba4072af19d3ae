using Ramure.Ledger.Contracts;

namespace Ramure.Steering.Formulas;

/// <summary>Computes a formula over ledger cells.</summary>
internal static class FormulaEvaluator
{
    /// <summary>
    /// Aggregates each term to the cell, then computes (L3). Where a formula has several terms asked of the same kinds of
    /// unit, only the units that know all of them count (L6).
    /// </summary>
    /// <param name="scale">100 for "%": multiplied before the division, so that no digit is lost.</param>
    /// <param name="cell">The ledger's cell for a term. A filtered term's unfiltered measure is asked too.</param>
    public static Evaluation Evaluate(
        Formula formula, Func<Term, LedgerCell> cell, IReadOnlyDictionary<string, MeasureDefinition> measures, decimal scale = 1)
    {
        var terms = formula.Terms.Select(term => Input.Of(term, cell, measures)).ToList();
        if (terms.Find(t => t.Cell.State == CellState.NotComputable) is { } blocked)
            return Nothing(CellState.NotComputable, terms, blocked.Cell.Coverage, blocked.Cell.Reason);
        var pools = terms.Count > 1
            ? terms.Where(t => t.Parts is not null).GroupBy(t => t.Pool, StringComparer.Ordinal).Where(g => g.Count() > 1)
            : [];
        foreach (var pool in pools)
            Restrict([.. pool]);

        var coverage = terms.Count == 0
            ? default
            : terms.Select(t => t.Coverage).OrderBy(c => c.Expected == 0 ? 0m : (decimal)c.Known / c.Expected).First();
        var reason = default(string);
        try
        {
            var answers = terms.ToDictionary(t => t.Term, t => new Answer(t.State, t.Value ?? 0));
            var result = Compute(Scaled(formula.Root, scale), answers);
            reason = result.State == CellState.Anomaly ? "Le dénominateur est nul alors que le numérateur ne l'est pas." : null;
            return new Evaluation(
                result.State,
                result.State == CellState.Value ? result.Value : null,
                Part(formula.Numerator, answers),
                Part(formula.Denominator, answers),
                coverage,
                [.. terms.Select(t => t.Evaluated)],
                reason);
        }
        catch (OverflowException)
        {
            return Nothing(CellState.NotComputable, terms, coverage, "Le résultat dépasse ce qui peut être calculé exactement.");
        }
    }

    private static Evaluation Nothing(CellState state, List<Input> terms, Coverage coverage, string? reason) =>
        new(state, null, null, null, coverage, [.. terms.Select(t => t.Evaluated)], reason);

    private static FormulaNode Scaled(FormulaNode root, decimal scale) => (scale, root) switch
    {
        (1, _) => root,
        (_, FormulaNode.Operation { Sign: '/' } ratio) => ratio with { Left = Scaled(ratio.Left, scale) },
        _ => new FormulaNode.Operation('*', root, new FormulaNode.Constant(scale)),
    };

    private static decimal? Part(FormulaNode? node, Dictionary<Term, Answer> answers) =>
        node is not null && Compute(node, answers) is { State: CellState.Value, Value: var value } ? value : null;

    private static Answer Compute(FormulaNode node, Dictionary<Term, Answer> answers)
    {
        switch (node)
        {
            case FormulaNode.Constant constant:
                return new Answer(CellState.Value, constant.Value);
            case FormulaNode.Reference reference:
                return answers[reference.Term];
            case FormulaNode.Operation operation:
                var left = Compute(operation.Left, answers);
                var right = Compute(operation.Right, answers);
                var worst = Worse(left.State, right.State);
                if (worst != CellState.Value)
                    return new Answer(worst, 0);
                return operation.Sign switch
                {
                    '+' => new Answer(CellState.Value, left.Value + right.Value),
                    '-' => new Answer(CellState.Value, left.Value - right.Value),
                    '*' => new Answer(CellState.Value, left.Value * right.Value),
                    // L7: 0/0 has no object, n/0 is an anomaly; neither is 0 % nor 100 %.
                    _ when right.Value == 0 => new Answer(left.Value == 0 ? CellState.NotApplicable : CellState.Anomaly, 0),
                    _ => new Answer(CellState.Value, left.Value / right.Value),
                };
            default:
                throw new InvalidOperationException($"Unknown node {node.GetType().Name}.");
        }
    }

    /// <summary>The state that wins when two terms are combined: what blocks most comes first.</summary>
    private static CellState Worse(CellState left, CellState right)
    {
        CellState[] order =
            [CellState.NotComputable, CellState.Anomaly, CellState.NotCommunicated, CellState.NotExpected, CellState.NotApplicable];
        foreach (var state in order)
            if (left == state || right == state)
                return state;
        return CellState.Value;
    }

    /// <summary>L6: A 8/10 and B NC/20 give 8/10, coverage 1/2.</summary>
    private static void Restrict(List<Input> pool)
    {
        var units = pool.SelectMany(t => t.Parts!.Keys).Distinct().ToList();
        var common = new HashSet<int>();
        var expected = 0;
        var silent = false;
        foreach (var unit in units)
        {
            var states = pool.Select(t => t.StateOf(unit)).ToList();
            if (states.Contains(CellState.NotApplicable))
                continue;
            silent |= states.Contains(CellState.NotExpected);
            if (states.Contains(CellState.NotExpected))
                continue;
            expected++;
            if (states.TrueForAll(s => s == CellState.Value))
                common.Add(unit);
        }

        var state = common.Count > 0 ? CellState.Value
            : expected > 0 ? CellState.NotCommunicated
            : silent || units.Count == 0 ? CellState.NotExpected
            : CellState.NotApplicable;
        foreach (var term in pool)
            term.Keep(common, new Coverage(common.Count, expected), state);
    }

    private readonly record struct Answer(CellState State, decimal Value);

    /// <summary>A term's cell, and its parts by unit when the ledger gives them (it does not for distinct counts).</summary>
    private sealed class Input
    {
        private readonly MeasureDefinition measure;
        private int setAside;

        private Input(Term term, LedgerCell cell, MeasureDefinition measure)
        {
            Term = term;
            Cell = cell;
            this.measure = measure;
            State = cell.State;
            Value = cell.Value;
            Coverage = cell.Coverage;
        }

        public Term Term { get; }

        public LedgerCell Cell { get; }

        public CellState State { get; private set; }

        public decimal? Value { get; private set; }

        public Coverage Coverage { get; private set; }

        public Dictionary<int, CellPart>? Parts { get; private init; }

        /// <summary>Terms of the same text here are asked of the same units.</summary>
        public string Pool => string.Join('|', measure.Asked.Order(StringComparer.Ordinal));

        public EvaluatedTerm Evaluated => new(Term, Cell, State == CellState.Value ? Value : null, setAside);

        public static Input Of(Term term, Func<Term, LedgerCell> read, IReadOnlyDictionary<string, MeasureDefinition> measures)
        {
            var measure = measures[term.Measure];
            var cell = read(term);
            if (measure.Kind == MeasureKind.Distinct)
                return new Input(term, cell, measure);
            var parts = cell.Parts.ToDictionary(p => p.Unit);
            if (term.Filters.Count == 0)
                return new Input(term, cell, measure) { Parts = parts };

            // A unit that gave the measure and nothing under the filter gave 0 there: part of a known whole is known.
            var filled = 0;
            foreach (var whole in read(new Term(term.Measure)).Parts.Where(p => p.State == CellState.Value))
            {
                if (parts.TryGetValue(whole.Unit, out var part) && part.State == CellState.Value)
                    continue;
                parts[whole.Unit] = new CellPart(whole.Unit, CellState.Value, 0, whole.Count, 0);
                filled++;
            }

            var input = new Input(term, cell, measure) { Parts = parts };
            if (filled > 0 && cell.State is not (CellState.NotComputable or CellState.Anomaly))
            {
                var known = parts.Values.Count(p => p.State == CellState.Value);
                var expected = parts.Values.Count(p => p.State is CellState.Value or CellState.NotCommunicated);
                input.State = CellState.Value;
                input.Value = cell.State == CellState.Value && measure.UnitOperator == UnitOperator.Sum
                    ? cell.Value
                    : input.Sum(parts.Values);
                input.Coverage = new Coverage(known, expected);
            }

            return input;
        }

        public CellState StateOf(int unit) => Parts!.TryGetValue(unit, out var part) ? part.State : CellState.NotExpected;

        public void Keep(HashSet<int> common, Coverage coverage, CellState state)
        {
            var known = Parts!.Values.Where(p => p.State == CellState.Value).ToList();
            var kept = known.Where(p => common.Contains(p.Unit)).ToList();
            setAside = known.Count - kept.Count;
            // Nothing set aside: the ledger's own value stands, to the last digit.
            if (setAside > 0 || Value is null)
                Value = state == CellState.Value ? Sum(kept) : null;
            State = state;
            Coverage = coverage;
        }

        /// <summary>Over units (L4): sums add, averages keep (sum, n) and divide once (L3).</summary>
        private decimal Sum(IReadOnlyCollection<CellPart> parts)
        {
            if (measure.UnitOperator == UnitOperator.Average)
            {
                var count = parts.Sum(p => p.Count);
                return count == 0 ? 0 : parts.Sum(p => p.Sum) / count / measure.PerUnit;
            }

            return parts.Sum(p => p.Count is 0 or 1 ? p.Sum : p.Sum / p.Count) / measure.PerUnit;
        }
    }
}
