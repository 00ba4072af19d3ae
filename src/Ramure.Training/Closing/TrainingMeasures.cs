using Ramure.Kernel.Access;
using Ramure.Kernel.Modules;
using Ramure.Kernel.Operations;
using Ramure.Ledger.Contracts;
using Ramure.Network.Contracts;
using Ramure.Training.Evaluation.Posting;

namespace Ramure.Training.Closing;

/// <summary>What only a sheet with names can count; the other figures of a session are the journal's own measures.</summary>
internal static class TrainingMeasures
{
    /// <summary>The ledger's source kind of a session.</summary>
    public const string SourceKind = "training";

    /// <summary>Persons, each once per cell (L5).</summary>
    public const string Persons = "training.persons";

    /// <summary>A person at a session.</summary>
    public const string Participations = "training.participations";

    public static IReadOnlyList<MeasureDefinition> All { get; } =
    [
        new(
            Persons, "Personnes formées", "personnes", "personne", 1, 0, MeasureKind.Distinct, TimeOperator.Distinct, UnitOperator.Distinct,
            [UnitKinds.Atelier], Source: "Feuilles de présence closes", CollectionTool: "Ramure, formations", Owner: "training"),
        new(
            Participations, "Participations aux formations", "participations", "participation", 1, 0, MeasureKind.Flow, TimeOperator.Sum, UnitOperator.Sum,
            [UnitKinds.Atelier], Source: "Feuilles de présence closes", CollectionTool: "Ramure, formations", Owner: "training"),
    ];
}

/// <summary>Declares them.</summary>
internal sealed class ClosingMeasuresTask(OperationRunner runner, IMeasures measures) : IStartupTask
{
    public int Order => 11;

    public async Task RunAsync(CancellationToken cancel)
    {
        var declared = await runner.RunAsync(
            new Operation("measures.declare", Permission.System), scope => measures.DeclareAsync(scope, [.. TrainingMeasures.All, .. EvaluationMeasures.All], cancel), cancel);
        _ = declared.Value;
    }
}
