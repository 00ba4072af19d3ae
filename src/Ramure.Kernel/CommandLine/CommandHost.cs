using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Operations;

namespace Ramure.Kernel.CommandLine;

/// <summary>Opens the product for one command: configuration, database, services, then closes it.</summary>
public sealed class CommandHost(Func<ParseResult, CancellationToken, Task<ServiceProviderLease>> open)
{
    /// <summary>Where the embedded database, files and keys live; <c>RAMURE_DATA</c> otherwise, <c>.data</c> by default.</summary>
    public static Option<DirectoryInfo?> Data { get; } = new("--data")
    {
        Description = "Dossier des données (base embarquée, fichiers, clés). À défaut RAMURE_DATA, puis .data",
        Recursive = true,
    };

    /// <summary>Prints JSON instead of a table.</summary>
    public static Option<bool> Json { get; } = new("--json") { Description = "Écrit du JSON", Recursive = true };

    /// <summary>Runs <paramref name="body"/> with scoped services. Exit codes: 0 done, 1 refused or wrongly asked; the host adds those of failures.</summary>
    public async Task<int> RunAsync(ParseResult parse, Func<IServiceProvider, CancellationToken, Task<int>> body, CancellationToken cancel)
    {
        await using var lease = await open(parse, cancel);
        await using var scope = lease.Services.CreateAsyncScope();
        return await body(scope.ServiceProvider, cancel);
    }

    /// <summary>Who acts from the command line.</summary>
    public static string Actor => "ligne de commande : " + Environment.UserName;

    /// <summary>Prints refusals on standard error, one a line, and returns the exit code.</summary>
    public static int Refuse(IEnumerable<Refusal> refusals)
    {
        foreach (var refusal in refusals)
            Console.Error.WriteLine(refusal);
        return 1;
    }
}

/// <summary>Services that are closed with the command.</summary>
public sealed class ServiceProviderLease(IServiceProvider services, Func<ValueTask> close) : IAsyncDisposable
{
    public IServiceProvider Services { get; } = services;

    public ValueTask DisposeAsync() => close();
}
