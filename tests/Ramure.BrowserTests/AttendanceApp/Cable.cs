using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ramure.BrowserTests.AttendanceApp;

/// <summary>
/// What lies between a device and the server, at an address that stays: it can be pulled out, and it can lose the answer to something
/// that the server has already done.
/// </summary>
internal sealed class Cable : IAsyncDisposable
{
    private readonly IPEndPoint server;
    private readonly CancellationTokenSource over = new();
    private readonly List<TcpClient> open = [];
    private readonly Lock gate = new();
    private TcpListener? listener;
    private int port;

    public Cable(string address)
    {
        var uri = new Uri(address);
        server = new IPEndPoint(IPAddress.Parse(uri.Host), uri.Port);
        Plug();
    }

    public string Address => $"http://127.0.0.1:{port}";

    /// <summary>Loses every answer to a POST, after the server has given it.</summary>
    public bool LosesAnswers { get; set; }

    /// <summary>How many were lost.</summary>
    public int Lost { get; private set; }

    public void Plug()
    {
        var made = new TcpListener(IPAddress.Loopback, port);
        made.Start();
        (port, listener) = (((IPEndPoint)made.LocalEndpoint).Port, made);
        _ = AcceptAsync(made);
    }

    /// <summary>The server is not there: nobody listens, and what was open is cut.</summary>
    public void Unplug()
    {
        listener?.Dispose();
        listener = null;
        lock (gate)
        {
            open.ForEach(c => c.Dispose());
            open.Clear();
        }
    }

    private async Task AcceptAsync(TcpListener at)
    {
        try
        {
            while (true)
                _ = CarryAsync(await at.AcceptTcpClientAsync(over.Token));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task CarryAsync(TcpClient device)
    {
        using var beyond = new TcpClient();
        try
        {
            await beyond.ConnectAsync(server, over.Token);
            lock (gate)
                open.AddRange([device, beyond]);
            var posts = new Posts();
            await Task.WhenAny(
                CopyAsync(device.GetStream(), beyond.GetStream(), bytes => posts.See(bytes) || true),
                CopyAsync(beyond.GetStream(), device.GetStream(), _ => !(LosesAnswers && posts.Last)));
            if (LosesAnswers && posts.Last)
                Lost++;
        }
        catch (Exception cut) when (cut is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
        }
        finally
        {
            device.Dispose();
        }
    }

    /// <summary>Ends when either side does, or when something may not pass.</summary>
    private async Task CopyAsync(NetworkStream from, NetworkStream to, Func<ReadOnlyMemory<byte>, bool> mayPass)
    {
        var buffer = new byte[65536];
        int read;
        while ((read = await from.ReadAsync(buffer, over.Token)) > 0)
        {
            if (!mayPass(buffer.AsMemory(0, read)))
                return;
            await to.WriteAsync(buffer.AsMemory(0, read), over.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        Unplug();
        over.Dispose();
    }

    /// <summary>Whether the last request on a connection was a POST: browsers send one after the other.</summary>
    private sealed class Posts
    {
        public bool Last { get; private set; }

        public bool See(ReadOnlyMemory<byte> bytes)
        {
            var start = Encoding.ASCII.GetString(bytes.Span[..Math.Min(5, bytes.Length)]);
            if (start.StartsWith("POST ", StringComparison.Ordinal))
                Last = true;
            else if (start.StartsWith("GET ", StringComparison.Ordinal))
                Last = false;
            return Last;
        }
    }
}
