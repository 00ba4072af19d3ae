namespace Ramure.Sample.Making;

/// <summary>What is asked of the sample.</summary>
/// <param name="Seed">The same seed gives the same figures.</param>
/// <param name="Scale">Part of the national volume, for small networks and quick tests.</param>
internal sealed record SampleOptions(int Seed = SampleOptions.DefaultSeed, decimal Scale = 1)
{
    /// <summary>The day the contract was to begin.</summary>
    public const int DefaultSeed = 20170101;

    /// <summary>The years of the contract; nothing is made up after them.</summary>
    public static IReadOnlyList<int> Years { get; } = [2017, 2018, 2019];
}
