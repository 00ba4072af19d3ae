using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Hosting;
using Ramure.Kernel.Access;

namespace Ramure.Tests.Support;

/// <summary>An installation of its own on an empty database: services, and on demand a real web server.</summary>
public sealed class TestInstallation : IAsyncDisposable
{
    private readonly RamureOptions options;
    private readonly ServiceProvider provider;
    private readonly bool owner;
    private readonly Action<IServiceCollection>? adjust;
    private WebApplication? app;

    private TestInstallation(RamureOptions options, ServiceProvider provider, bool owner, Action<IServiceCollection>? adjust)
    {
        this.adjust = adjust;
        this.options = options;
        this.provider = provider;
        this.owner = owner;
    }

    /// <summary>The folder of this installation.</summary>
    public string DataDirectory => options.DataDirectory;

    /// <summary>Creates it, migrated and with each module's startup done.</summary>
    public static Task<TestInstallation> CreateAsync(string database, Action<IServiceCollection>? adjust = null) => CreateAsync(database, adjust, o => o);

    /// <summary>The same with other settings.</summary>
    internal static async Task<TestInstallation> CreateAsync(string database, Action<IServiceCollection>? adjust, Func<RamureOptions, RamureOptions> set)
    {
        var name = "ramure_" + Guid.CreateVersion7().ToString("n");
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), name)).FullName;
        var options = new RamureOptions { DataDirectory = folder, Url = "http://127.0.0.1:0" };
        if (database == "postgres")
        {
            var server = Databases.Postgres ?? throw new InvalidOperationException("RAMURE_TEST_POSTGRES names no server.");
            options = options with { Postgres = $"{server};Database={name}" };
        }

        options = set(options);
        await EmptyDatabases.CopyAsync(options);
        return await OpenAsync(options, adjust, owner: true);
    }

    /// <summary>
    /// Another host over the same database and files, with services of its own. Dispose it before this installation.
    /// </summary>
    public Task<TestInstallation> CreateSecondHostAsync(Action<IServiceCollection>? adjust = null) => OpenAsync(options, adjust, owner: false);

    /// <summary>Runs a body with scoped services.</summary>
    public async Task RunAsync(Func<IServiceProvider, Task> body)
    {
        await using var scope = provider.CreateAsyncScope();
        await body(scope.ServiceProvider);
    }

    /// <summary>Runs a body with scoped services.</summary>
    public async Task<T> RunAsync<T>(Func<IServiceProvider, Task<T>> body)
    {
        await using var scope = provider.CreateAsyncScope();
        return await body(scope.ServiceProvider);
    }

    /// <summary>A client of the real web server over this installation, started on first use, signed in as an administrator of the whole network. Redirects are not followed.</summary>
    public Task<HttpClient> ClientAsync() => ClientAsync(Role.Administrator);

    /// <summary>A client signed in as somebody who holds this role for this unit, <c>*</c> for the whole network.</summary>
    /// <param name="items">Named indicators and measures, for the roles that own some.</param>
    public async Task<HttpClient> ClientAsync(Role role, string unit = "*", string? items = null)
    {
        var client = await StrangerAsync(out var cookies);
        cookies.Add(client.BaseAddress!, (await SignedIn.AsAsync(app!.Services, role, unit, items)).Cookie);
        return client;
    }

    /// <summary>The cookie of somebody who holds this role, for a browser.</summary>
    public async Task<Cookie> SignInAsync(Role role, string unit = "*", bool strong = true)
    {
        (await StrangerAsync()).Dispose();
        return (await SignedIn.AsAsync(app!.Services, role, unit, strong: strong)).Cookie;
    }

    /// <summary>A client of somebody who has not signed in.</summary>
    public Task<HttpClient> StrangerAsync() => StrangerAsync(out _);

    private Task<HttpClient> StrangerAsync(out CookieContainer cookies)
    {
        var jar = cookies = new CookieContainer();
        return ConnectAsync();

        async Task<HttpClient> ConnectAsync()
        {
            if (app is null)
            {
                app = RamureHost.Build(options, adjust);
                await RamureHost.StartAsync(app, CancellationToken.None);
            }

            return new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = jar }) { BaseAddress = new Uri(app.Urls.First()) };
        }
    }

    /// <summary>Every route the web server answers.</summary>
    public async Task<IReadOnlyList<RouteEndpoint>> RoutesAsync()
    {
        using var started = await ClientAsync();
        return [.. ((IEndpointRouteBuilder)app!).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()];
    }

    /// <summary>What the web server itself was given, for tests of the host.</summary>
    internal async Task<T> HostingAsync<T>(Func<IServiceProvider, T> read)
    {
        using var started = await StrangerAsync();
        return read(app!.Services);
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        await provider.DisposeAsync();
        if (owner)
            await EmptyDatabases.DropAsync(options);
    }

    internal static async Task<TestInstallation> OpenAsync(RamureOptions options, Action<IServiceCollection>? adjust, bool owner)
    {
        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder().Build();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging();
        services.AddRamure(configuration, options, ModuleList.All);
        adjust?.Invoke(services);
        var installation = new TestInstallation(options, services.BuildServiceProvider(), owner, adjust);
        await installation.RunAsync(s => s.GetRequiredService<DatabaseStartup>().RunAsync(CancellationToken.None));
        return installation;
    }
}
