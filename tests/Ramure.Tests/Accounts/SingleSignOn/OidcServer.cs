using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Ramure.Tests.Accounts.SingleSignOn;

/// <summary>A real OpenID provider in a process of its own; its address is known before it starts, because client and provider name each other.</summary>
internal sealed class OidcServer : IAsyncDisposable
{
    private Process? process;

    public OidcServer()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Port = ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>Starts it, or starts it again with other people.</summary>
    /// <param name="people">Claims by identifier.</param>
    public async Task StartAsync(Uri application, string provider, object people)
    {
        await StopAsync();
        var client = new
        {
            client_id = "ramure",
            client_secret = "un secret des tests, assez long",
            redirect_uris = new[] { new Uri(application, $"/connexion/{provider}/retour").ToString() },
            post_logout_redirect_uris = new[] { new Uri(application, $"/deconnexion/{provider}/retour").ToString() },
        };
        var folder = Path.Combine(TestFolder(), "Servers");
        var start = new ProcessStartInfo("node") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "oidc.mjs", Port.ToString(System.Globalization.CultureInfo.InvariantCulture), JsonSerializer.Serialize(client), JsonSerializer.Serialize(people) })
            start.ArgumentList.Add(argument);
        process = Process.Start(start)!;
        var said = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            said.Add(line);
            if (line == "ready")
                return;
        }

        throw new InvalidOperationException($"The provider did not start: {string.Join('\n', said)}\n{await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)}");
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task StopAsync()
    {
        if (process is null)
            return;
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
        process = null;
    }

    private static string TestFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Ramure.slnx")))
                return Path.Combine(folder.FullName, "tests", "Ramure.Tests");
        throw new InvalidOperationException("The tests run from a build inside the repository.");
    }
}
