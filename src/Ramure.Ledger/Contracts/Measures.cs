using Ramure.Kernel.Operations;

namespace Ramure.Ledger.Contracts;

/// <summary>What a measure counts.</summary>
public enum MeasureKind
{
    /// <summary>Happens over time and adds up: trainings, euros.</summary>
    Flow,

    /// <summary>A state at a date: staff, premises.</summary>
    Stock,

    /// <summary>Persons or things counted once per cell, from subject keys (L5).</summary>
    Distinct,
}

/// <summary>How a measure is aggregated over time within a unit (L4).</summary>
public enum TimeOperator
{
    Sum,
    Last,
    Average,
    Distinct,
}

/// <summary>How a measure is aggregated over units (L4).</summary>
public enum UnitOperator
{
    Sum,
    Average,
    Distinct,
}

/// <summary>A measure (<em>donnée élémentaire</em>).</summary>
/// <param name="Code">Stable code: lower-case words with dots and hyphens, for example <c>training.trainee-minutes</c>.</param>
/// <param name="Unit">Display unit in French: « journées stagiaires », « € ».</param>
/// <param name="SmallestUnit">What the ledger's integers count: « minute », « centime ».</param>
/// <param name="PerUnit">Smallest units in one display unit: 360, 100, 1.</param>
/// <param name="Decimals">Decimals shown; rounding happens once, at output (L10).</param>
/// <param name="Asked">
/// Unit kinds from which the measure is expected; coverage (L6) counts them. Empty: every unit that never has units below it.
/// </param>
/// <param name="Service">Responsible service, as the contract names it.</param>
/// <param name="Source">Source of the elementary datum.</param>
/// <param name="CollectionTool">How it is collected.</param>
/// <param name="Owner">Who declares it: a module's name, a contract's code, or the imported file.</param>
public sealed record MeasureDefinition(
    string Code,
    string Label,
    string Unit,
    string SmallestUnit,
    long PerUnit,
    int Decimals,
    MeasureKind Kind,
    TimeOperator TimeOperator,
    UnitOperator UnitOperator,
    IReadOnlyList<string> Asked,
    string? Service = null,
    string? Source = null,
    string? CollectionTool = null,
    string? Owner = null);

/// <summary>Where modules and contracts declare what they count.</summary>
public interface IMeasures
{
    /// <summary>All measures by code.</summary>
    ValueTask<IReadOnlyDictionary<string, MeasureDefinition>> AllAsync(CancellationToken cancel = default);

    /// <summary>
    /// Declares measures. Declaring one again as it is changes nothing; changing kind, smallest unit or operators of a
    /// measure that has entries is refused (<c>measure-in-use</c>).
    /// </summary>
    Task<Result<Done>> DeclareAsync(OperationScope scope, IReadOnlyList<MeasureDefinition> measures, CancellationToken cancel = default);
}
