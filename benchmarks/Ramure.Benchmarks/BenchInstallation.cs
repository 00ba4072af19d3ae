using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;
using Ramure.Hosting;
using Ramure.Hosting.Web;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;

namespace Ramure.Benchmarks;

/// <summary>An installation on an empty database of its own, with 115 units.</summary>
internal sealed class BenchInstallation(ServiceProvider services, RamureOptions options, string folder, string? postgresDatabase) : IAsyncDisposable
{
    /// <summary>For a web server over the same database.</summary>
    public RamureOptions Options => options;

    public static async Task<BenchInstallation> CreateAsync(string database, CancellationToken cancel, Action<IServiceCollection>? adjust = null)
    {
        var name = "ramure_bench_" + Guid.CreateVersion7().ToString("n");
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), name)).FullName;
        var options = new RamureOptions { DataDirectory = folder, Url = "http://127.0.0.1:0" };
        if (database == "postgres")
        {
            await ExecuteAsync("postgres", $"CREATE DATABASE {name}");
            options = options with { Postgres = $"{Server};Database={name};Command Timeout=0" };
        }

        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder().Build();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Warning));
        services.AddRamure(configuration, options, ModuleList.All);
        services.Replace(ServiceDescriptor.Singleton<INetwork>(new BenchNetwork()));
        adjust?.Invoke(services);
        var provider = services.BuildServiceProvider();
        var installation = new BenchInstallation(provider, options, folder, database == "postgres" ? name : null);
        await installation.RunAsync(s => s.GetRequiredService<DatabaseStartup>().RunAsync(cancel));
        return installation;
    }

    public async Task RunAsync(Func<IServiceProvider, Task> body)
    {
        await using var scope = services.CreateAsyncScope();
        await body(scope.ServiceProvider);
    }

    /// <summary>A real web server over the same database, without limits on how much one client asks. Dispose it before this installation.</summary>
    public async Task<WebApplication> HostAsync(Action<IServiceCollection> adjust, CancellationToken cancel)
    {
        var app = RamureHost.Build(options, host =>
        {
            host.Replace(ServiceDescriptor.Singleton<INetwork>(new BenchNetwork()));
            host.AddSingleton(new RequestLimits { SignIn = 0, Search = 0, Api = 0, Export = 0, Upload = 0, Page = 0 });
            adjust(host);
        });
        await RamureHost.StartAsync(app, cancel);
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (postgresDatabase is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await ExecuteAsync("postgres", $"DROP DATABASE {postgresDatabase} WITH (FORCE)");
        }
        else
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        }

        Directory.Delete(folder, recursive: true);
    }

    private static string Server => Environment.GetEnvironmentVariable("RAMURE_TEST_POSTGRES")
        ?? throw new InvalidOperationException("Name a server in RAMURE_TEST_POSTGRES: eval \"$(scripts/test-postgres start)\".");

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection($"{Server};Database={database}");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>Head office, 12 directorates, 101 ateliers and one service: 115 units, none of which moves.</summary>
internal sealed class BenchNetwork : INetwork
{
    private readonly NetworkSnapshot snapshot = Build();

    public ValueTask<NetworkSnapshot> SnapshotAsync(CancellationToken cancel = default) => ValueTask.FromResult(snapshot);

    private static NetworkSnapshot Build()
    {
        var always = new DayRange(new DateOnly(2015, 1, 1), DateOnly.MaxValue);
        var units = new List<UnitInfo>();
        var memberships = new List<MembershipInfo>();
        void Add(string code, string kind, int? parent)
        {
            units.Add(new UnitInfo(units.Count + 1, code, code, code, kind, "Europe/Paris", always, null, null, null, null));
            memberships.Add(new MembershipInfo(units.Count, parent, always));
        }

        Add("RC", UnitKinds.HeadOffice, null);
        for (var i = 1; i <= 12; i++)
            Add($"DT{i}", UnitKinds.Directorate, 1);
        for (var i = 1; i <= 101; i++)
            Add($"A{i}", UnitKinds.Atelier, 2 + (i % 12));
        Add("S1", UnitKinds.Service, 1);
        return new NetworkSnapshot(1, units, memberships, []);
    }
}
