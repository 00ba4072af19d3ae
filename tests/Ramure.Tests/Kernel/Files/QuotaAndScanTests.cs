using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Files;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Secrets;
using Ramure.Tests.Accounts;
using Ramure.Tests.Support;

namespace Ramure.Tests.Kernel.Files;

/// <summary>How much one account may attach in a day, and the scanner that looks at each file.</summary>
public sealed class QuotaAndScanTests
{
    private const string Eicar = @"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_account_attaches_so_many_files_a_day_and_taking_them_away_does_not_help(string database)
    {
        await using var installation = await TestInstallation.CreateAsync(database, s => s.AddSingleton(new FileQuota { Files = 3, Bytes = 0 }));
        var (one, two) = (await installation.OpenAsync(), await installation.OpenAsync());
        var first = await SaveAsync(installation, one, "a");
        await installation.AsAsync(one, s => s.GetRequiredService<IFileStore>().DeleteAsync(first.Value.Id));
        Assert.True((await SaveAsync(installation, one, "b")).Succeeded);
        Assert.True((await SaveAsync(installation, one, "c")).Succeeded);
        var refused = Assert.Single((await SaveAsync(installation, one, "d")).Refusals);
        Assert.Equal(("file-quota", "piece"), (refused.Code, refused.Field));
        Assert.True((await SaveAsync(installation, two, "e")).Succeeded);
        Assert.True((await SaveAsync(installation, null, "f")).Succeeded);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Of_many_files_at_once_no_more_slip_by(string database)
    {
        await using var installation = await TestInstallation.CreateAsync(database, s => s.AddSingleton(new FileQuota { Files = 0, Bytes = 5 }));
        var account = await installation.OpenAsync();
        var saved = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => SaveAsync(installation, account, i.ToString(CultureInfo.InvariantCulture)))));
        Assert.Equal(5, saved.Count(r => r.Succeeded));
        Assert.Equal(5, await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<FileRecord>().CountAsync()));
    }

    [Fact]
    public async Task An_operation_that_is_refused_counts_nothing()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite", s => s.AddSingleton(new FileQuota { Files = 1, Bytes = 0 }));
        var account = await installation.OpenAsync();
        await installation.AsAsync(account, s => s.GetRequiredService<OperationRunner>().RunAsync<Done>(new Operation("test.refused", Permission.OwnAccount), async _ =>
        {
            Assert.True((await s.GetRequiredService<IFileStore>().SaveAsync(new MemoryStream("x"u8.ToArray()), "x.txt", null, 100)).Succeeded);
            return new Refusal("no", "Non.");
        }));
        Assert.True((await SaveAsync(installation, account, "a")).Succeeded);
    }

    [Fact]
    public async Task A_real_scanner_lets_clean_files_through_and_names_what_it_finds()
    {
        using var scanner = new Scanner();
        await using var installation = await TestInstallation.CreateAsync("sqlite", Use(await scanner.StartAsync()));
        var padding = new string('a', 300_000);
        Assert.True((await SaveAsync(installation, null, padding)).Succeeded);
        var found = Assert.Single((await SaveAsync(installation, null, padding + Eicar)).Refusals);
        Assert.Equal(("file-infected", "piece"), (found.Code, found.Field));
        Assert.Contains("Eicar-Test-Signature", found.Message, StringComparison.Ordinal);
        Assert.Equal(1, await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<FileRecord>().CountAsync()));
    }

    [Fact]
    public async Task A_file_beyond_the_limit_of_the_scanner_is_not_kept()
    {
        using var scanner = new Scanner();
        await using var installation = await TestInstallation.CreateAsync("sqlite", Use(await scanner.StartAsync("1000")));
        Assert.True((await SaveAsync(installation, null, "court")).Succeeded);
        Assert.Contains("StreamMaxLength", Assert.Single((await SaveAsync(installation, null, new string('a', 400_000))).Refusals).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scanner_that_is_not_there_or_speaks_something_else_lets_nothing_through()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        var talk = Task.Run(async () =>
        {
            using var client = await silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
            await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        });
        await using (var installation = await TestInstallation.CreateAsync("sqlite", Use(port)))
            Assert.Equal("file-unscanned", Assert.Single((await SaveAsync(installation, null, "a")).Refusals).Code);
        await talk;
        silent.Stop();
        await using (var installation = await TestInstallation.CreateAsync("sqlite", Use(port)))
        {
            Assert.Equal("file-unscanned", Assert.Single((await SaveAsync(installation, null, "a")).Refusals).Code);
            Assert.Equal(0, await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<FileRecord>().CountAsync()));
        }
    }

    [Theory]
    [InlineData("localhost:3310", "localhost", 3310), InlineData("[::1]:3310", "::1", 3310)]
    public void Its_address_is_a_host_and_a_port(string text, string host, int port) => Assert.Equal(new ClamdAddress(host, port), ClamdAddress.Read(_ => text));

    [Theory]
    [InlineData("localhost"), InlineData("localhost:0"), InlineData(":3310"), InlineData("localhost:port")]
    public void Anything_else_is_named(string text) => Assert.StartsWith("RAMURE_CLAMD", Assert.Throws<SettingException>(() => ClamdAddress.Read(_ => text)).Message, StringComparison.Ordinal);

    private static Action<IServiceCollection> Use(int port) => s => s.AddSingleton(new ClamdAddress("127.0.0.1", port)).AddSingleton<IVirusScan, ClamdScan>();

    private static Task<Result<StoredFile>> SaveAsync(TestInstallation installation, Guid? account, string text) => installation.AsAsync(account, s =>
        s.GetRequiredService<IFileStore>().SaveAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), "feuille.txt", "text/plain", 10_000_000, "piece"));

    /// <summary>A process of its own that speaks clamd's protocol.</summary>
    private sealed class Scanner : IDisposable
    {
        private Process? process;

        public async Task<int> StartAsync(params string[] arguments)
        {
            var start = new ProcessStartInfo("node") { WorkingDirectory = Path.Combine(Repository.Root, "tests", "Ramure.Tests", "Servers"), RedirectStandardOutput = true };
            foreach (var argument in arguments.Prepend("clamd.mjs"))
                start.ArgumentList.Add(argument);
            process = Process.Start(start)!;
            return int.Parse((await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!, CultureInfo.InvariantCulture);
        }

        public void Dispose()
        {
            process?.Kill();
            process?.Dispose();
        }
    }
}
