using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Secrets;

namespace Ramure.Kernel.Files;

/// <summary>Where clamd listens (<c>RAMURE_CLAMD=host:port</c>).</summary>
public sealed record ClamdAddress(string Host, int Port)
{
    /// <exception cref="SettingException">What is wrong, and how to mend it.</exception>
    public static ClamdAddress? Read(Func<string, string?> environment)
    {
        if (Setting.Text("RAMURE_CLAMD", environment) is not { } text)
            return null;
        var colon = text.LastIndexOf(':');
        return colon > 0 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue
            ? new ClamdAddress(text[..colon].Trim('[', ']'), port)
            : throw new SettingException($"RAMURE_CLAMD : « {text} » n’est pas de la forme hôte:port, par exemple localhost:3310.");
    }
}

/// <summary>
/// Asks ClamAV's daemon by its INSTREAM command: the length of each piece in four bytes, the piece, and a length of zero at the end. A
/// scanner that does not answer lets nothing through.
/// </summary>
internal sealed class ClamdScan(ClamdAddress address, ILogger<ClamdScan> log) : IVirusScan
{
    private const int AnswerLength = 4096;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task<Refusal?> RefuseAsync(Stream content, string name, string? field, CancellationToken cancel)
    {
        string answer;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(Patience);
            answer = await AskAsync(content, limit.Token);
        }
        catch (Exception fault) when (fault is SocketException or IOException or InvalidDataException || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            log.LogError(fault, "The virus scanner at {Host}:{Port} does not answer; the file was refused", address.Host, address.Port);
            return Unseen(name, field);
        }

        if (answer == "stream: OK")
            return null;
        if (answer.StartsWith("stream: ", StringComparison.Ordinal) && answer.EndsWith(" FOUND", StringComparison.Ordinal))
            return new Refusal("file-infected", $"Le fichier « {name} » contient ce que l’antivirus reconnaît ({answer["stream: ".Length..^" FOUND".Length]}). Il n’est pas gardé. Vérifiez votre machine.", field);
        log.LogError("The virus scanner at {Host}:{Port} answers {Answer}; the file was refused", address.Host, address.Port, answer);
        return answer.Contains("size limit exceeded", StringComparison.Ordinal)
            ? new Refusal("file-unscanned", $"Le fichier « {name} » est trop long pour l’antivirus de cette installation. Réduisez-le, ou demandez à qui administre Ramure de relever sa limite (StreamMaxLength).", field)
            : Unseen(name, field);
    }

    private static Refusal Unseen(string name, string? field) =>
        new("file-unscanned", $"Le fichier « {name} » n’a pas pu être examiné par l’antivirus, et n’est pas gardé. Réessayez dans quelques minutes ; si cela dure, prévenez qui administre Ramure.", field);

    private async Task<string> AskAsync(Stream content, CancellationToken cancel)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, cancel);
        await using var stream = client.GetStream();
        await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), cancel);
        content.Position = 0;
        var piece = new byte[sizeof(int) + (64 * 1024)];
        int read;
        try
        {
            while ((read = await content.ReadAsync(piece.AsMemory(sizeof(int)), cancel)) > 0)
            {
                BinaryPrimitives.WriteInt32BigEndian(piece, read);
                await stream.WriteAsync(piece.AsMemory(0, sizeof(int) + read), cancel);
            }

            await stream.WriteAsync(new byte[sizeof(int)], cancel);
        }
        catch (IOException)
        {
            // It may have said why and hung up: a file beyond its limit.
        }

        return await AnswerAsync(stream, cancel);
    }

    private static async Task<string> AnswerAsync(NetworkStream stream, CancellationToken cancel)
    {
        var answer = new byte[AnswerLength];
        var length = 0;
        while (length < answer.Length)
        {
            var read = await stream.ReadAsync(answer.AsMemory(length), cancel);
            if (read == 0)
                break;
            length += read;
            if (answer.AsSpan(0, length).Contains((byte)0))
                return Encoding.UTF8.GetString(answer.AsSpan(0, answer.AsSpan(0, length).IndexOf((byte)0))).Trim();
        }

        throw new InvalidDataException("The scanner hung up before its answer was whole.");
    }
}
