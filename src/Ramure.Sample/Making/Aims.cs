using Ramure.Network.Contracts;
using Ramure.Steering.Contracts;

namespace Ramure.Sample.Making;

/// <summary>What the nation is to reach each year: the contract's targets, missed or passed by a little.</summary>
internal sealed class Aims
{
    public const string Contract = "cop-2017-2019";

    // Chosen so that each way of standing against a target occurs; a year that passes the next year's target is « déjà atteinte ».
    private static readonly Dictionary<string, decimal[]> Factors = new()
    {
        ["1-1"] = [1.012m, 0.991m, 1.018m],
        ["1-2"] = [1.015m, 0.98m, 1.01m],
        ["1-3"] = [1.008m, 1.036m, 1.056m],
        ["1-4"] = [1.015m, 0.99m, 1.019m],
        ["1-5"] = [1.02m, 0.9m, 1.07m],
        ["2-1"] = [0.9m, 1.03m, 0.92m],
        ["2-2-1"] = [1.018m, 1.009m, 0.985m],
        ["2-2-2"] = [0.97m, 1.011m, 1.026m],
        ["2-3"] = [1.026m, 1.007m, 0.96m],
        ["2-4"] = [1.01m, 0.93m, 1.01m],
        ["3-1"] = [1m, 0.91m, 1m],
        ["3-2"] = [0.8m, 1.05m, 1.045m],
        ["3-3"] = [1.015m, 0.993m, 1.08m],
        ["3-4"] = [1.013m, 1.014m, 0.971m],
        ["4-1-1"] = [0.9m, 1.03m, 0.83m],
        ["4-1-2"] = [1.005m, 1.003m, 1.025m],
        ["4-2-1"] = [0.97m, 1.004m, 1.02m],
        ["4-2-2"] = [0.985m, 1.012m, 0.975m],
        ["4-2-3"] = [1.02m, 1.015m, 0.96m],
        ["4-2-4"] = [0.995m, 1.006m, 0.997m],
        ["4-2-5"] = [1.005m, 0.965m, 1.005m],
        ["4-3"] = [0.985m, 0.99m, 0.98m],
    };

    private readonly Dictionary<(string Indicator, int Year), decimal> values;

    private Aims(Dictionary<(string Indicator, int Year), decimal> values) => this.values = values;

    /// <summary>The value to reach, in the indicator's unit (a rate in per cent).</summary>
    public decimal this[string indicator, int year] => values[(indicator, year)];

    /// <summary>Null when the contract is not loaded or states no target for a year and none before it.</summary>
    public static async Task<Aims?> ReadAsync(IIndicators indicators, UnitInfo root, CancellationToken cancel)
    {
        var question = new IndicatorQuestion(Contract, [.. Factors.Keys], [root.Code], SampleOptions.Years, Ledger.Contracts.HierarchyView.Current);
        if (await indicators.ReadAsync(question, cancel) is not { } answer)
            return null;
        var values = new Dictionary<(string, int), decimal>();
        foreach (var (indicator, factors) in Factors)
        {
            decimal? target = null;
            foreach (var (year, factor) in SampleOptions.Years.Zip(factors))
            {
                // Two statements that nobody has settled leave no target: growth goes on from the year before.
                target = answer[indicator, root.Code, year].Target?.Number ?? target;
                if (target is null)
                    return null;
                values[(indicator, year)] = target.Value * factor;
            }
        }

        return new Aims(values);
    }
}
