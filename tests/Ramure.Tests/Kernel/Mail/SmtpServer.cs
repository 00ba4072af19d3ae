using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MimeKit;
using Ramure.Tests.Support;

namespace Ramure.Tests.Kernel.Mail;

/// <summary>A real SMTP server in a process of its own.</summary>
internal sealed class SmtpServer : IDisposable
{
    private readonly Process process;

    private SmtpServer(Process process, int port) => (this.process, Port) = (process, port);

    public int Port { get; }

    public static async Task<SmtpServer> StartAsync(string user = "", string password = "")
    {
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = Path.Combine(Repository.Root, "tests", "Ramure.Tests", "Servers"),
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var argument in new[] { "smtp.mjs", user, password })
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        var port = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        return new SmtpServer(process, int.Parse(port ?? throw new InvalidOperationException("The SMTP server did not start."), CultureInfo.InvariantCulture));
    }

    /// <summary>The next mail it takes: from, to, and the message.</summary>
    public async Task<(string From, string To, MimeMessage Message)> NextAsync()
    {
        var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        using var said = JsonDocument.Parse(line!);
        using var raw = new MemoryStream(said.RootElement.GetProperty("raw").GetBytesFromBase64());
        return (said.RootElement.GetProperty("from").GetString()!, said.RootElement.GetProperty("to")[0].GetString()!, await MimeMessage.LoadAsync(raw, TestContext.Current.CancellationToken));
    }

    public void Dispose()
    {
        process.Kill();
        process.Dispose();
    }
}
