namespace Ramure.Kernel.Actors;

/// <summary>Who acts now: the one place from which operations take their actor.</summary>
public interface ICurrentActor
{
    /// <summary>The name kept in the audit event and in the ledger.</summary>
    string Name { get; }
}

/// <summary>An actor that does not change during the life of the services: a workstation without accounts, or a command.</summary>
public sealed class FixedActor(string name) : ICurrentActor
{
    /// <summary>Who acts in an installation that has no accounts.</summary>
    public const string LocalWorkstation = "poste local";

    /// <inheritdoc />
    public string Name { get; } = name;
}
