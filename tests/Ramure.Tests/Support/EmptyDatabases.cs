using Microsoft.Data.Sqlite;
using Npgsql;
using Ramure.Hosting;
using Ramure.Tests.Support;

[assembly: AssemblyFixture(typeof(EmptyDatabases))]

namespace Ramure.Tests.Support;

/// <summary>Migrates each database once for the whole run; tests start from a copy, which is many times faster.</summary>
public sealed class EmptyDatabases : IAsyncDisposable
{
    private static readonly string Name = "ramure_template_" + Guid.CreateVersion7().ToString("n");
    private static readonly Lazy<Task<RamureOptions>> Sqlite = new(() => BuildAsync(null));
    private static readonly Lazy<Task<RamureOptions>> Postgres = new(() => BuildAsync(Databases.Postgres));

    /// <summary>Makes a database for <paramref name="options"/> as it is after the first start.</summary>
    internal static async Task CopyAsync(RamureOptions options)
    {
        if (options.Postgres is { } connection)
        {
            await Postgres.Value;
            var name = new NpgsqlConnectionStringBuilder(connection).Database;
            await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {Name}");
            CopyKeys(await Postgres.Value, options);
            return;
        }

        File.Copy(FileOf(await Sqlite.Value), FileOf(options));
        CopyKeys(await Sqlite.Value, options);
    }

    /// <summary>A database goes with its keys: the trail written by the startup is chained with one of them.</summary>
    private static void CopyKeys(RamureOptions from, RamureOptions to)
    {
        var keys = Directory.CreateDirectory(Path.Combine(to.DataDirectory, "keys")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(from.DataDirectory, "keys")))
            File.Copy(file, Path.Combine(keys, Path.GetFileName(file)));
    }

    internal static async Task DropAsync(RamureOptions options)
    {
        if (options.Postgres is { } connection)
        {
            await using var pool = new NpgsqlConnection(connection);
            NpgsqlConnection.ClearPool(pool);
            await ExecuteAsync($"DROP DATABASE {pool.Database} WITH (FORCE)");
        }
        else
        {
            SqliteConnection.ClearAllPools();
        }

        Directory.Delete(options.DataDirectory, recursive: true);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var template in new[] { Sqlite, Postgres })
            if (template.IsValueCreated)
                await DropAsync(await template.Value);
    }

    private static async Task<RamureOptions> BuildAsync(string? server)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), Name + (server is null ? "_sqlite" : "_postgres"))).FullName;
        var options = new RamureOptions { DataDirectory = folder };
        if (server is not null)
        {
            await ExecuteAsync($"CREATE DATABASE {Name}");
            options = options with { Postgres = $"{server};Database={Name};Pooling=false" };
        }

        await using (await TestInstallation.OpenAsync(options, adjust: null, owner: false))
        {
            // Opening it migrates it and runs the startup tasks.
        }

        SqliteConnection.ClearAllPools();
        return options;
    }

    private static string FileOf(RamureOptions options) => Path.Combine(options.DataDirectory, "ramure.db");

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Databases.Postgres + ";Database=postgres");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
