using Ramure.Kernel.Data;
using Ramure.Storage.Postgres;
using Ramure.Storage.Sqlite;

namespace Ramure.Hosting;

/// <summary>What an installation sets. From the command line, then the environment, then these defaults.</summary>
internal sealed record RamureOptions
{
    /// <summary>Where the embedded database, files and keys live.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Connection string of the server database (<c>RAMURE_POSTGRES</c>); null for the embedded one.</summary>
    public string? Postgres { get; init; }

    /// <summary>Address to listen on.</summary>
    public string Url { get; init; } = "http://localhost:5080";

    /// <summary>Reads <c>RAMURE_DATA</c>, <c>RAMURE_POSTGRES</c> and <c>RAMURE_URL</c>.</summary>
    public static RamureOptions FromEnvironment(string? dataDirectory = null) => new()
    {
        DataDirectory = Path.GetFullPath(dataDirectory ?? Environment("RAMURE_DATA") ?? ".data"),
        Postgres = Environment("RAMURE_POSTGRES"),
        Url = Environment("RAMURE_URL") ?? "http://localhost:5080",
    };

    /// <summary>The database these options name.</summary>
    public IStorageProvider Storage() => Postgres is { } connection
        ? new PostgresStorage(connection)
        : new SqliteStorage(Path.Combine(DataDirectory, "ramure.db"));

    private static string? Environment(string name) =>
        System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
