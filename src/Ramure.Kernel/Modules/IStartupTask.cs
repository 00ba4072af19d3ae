namespace Ramure.Kernel.Modules;

/// <summary>Runs once each time a host or a command opens the database, after migrations. Must be idempotent and fast.</summary>
public interface IStartupTask
{
    /// <summary>Tasks run in ascending order: 10 measures, 20 network, 30 contracts.</summary>
    int Order { get; }

    /// <summary>Brings the database to what the module needs.</summary>
    Task RunAsync(CancellationToken cancel);
}
