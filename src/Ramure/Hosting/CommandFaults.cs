using Ramure.Kernel.Data;

namespace Ramure.Hosting;

/// <summary>What a command says when something fails that is no refusal: one sentence, and the stack for who asks for it.</summary>
internal static class CommandFaults
{
    /// <summary>EX_SOFTWARE of sysexits: neither a refusal (1) nor an interruption (130).</summary>
    public const int ExitCode = 70;

    private const int Interrupted = 130;

    /// <summary>Whether <c>RAMURE_DEBUG</c> asks for stacks.</summary>
    public static bool DebugAsked => Environment.GetEnvironmentVariable("RAMURE_DEBUG") is "1" or "true";

    public static int Say(Exception fault, RamureOptions? options, TextWriter error, bool debug)
    {
        if (fault is OperationCanceledException)
        {
            error.WriteLine("Interrompu : ce qui n’était pas terminé n’est pas enregistré.");
            return Interrupted;
        }

        error.WriteLine(Sentence(fault, options));
        if (debug)
            error.WriteLine(fault);
        return ExitCode;
    }

    private static string Sentence(Exception fault, RamureOptions? options)
    {
        if (options is not null)
        {
            if (fault is IOException or UnauthorizedAccessException && !Writable(options.DataDirectory))
                return Unwritable(options);
            var storage = options.Storage();
            for (var cause = fault; cause is not null; cause = cause.InnerException)
            {
                if (storage.Explain(cause) is { } explained)
                    return Writable(options.DataDirectory) ? explained : Unwritable(options);
            }
        }

        var message = fault.Message.ReplaceLineEndings(" ").Trim();
        return $"Erreur imprévue : {message.TrimEnd('.')}. La commande n’a pas abouti. Pour le détail, recommencez avec RAMURE_DEBUG=1 ; le service, lui, écrit son journal sur sa sortie.";
    }

    private static string Unwritable(RamureOptions options) =>
        $"Le dossier des données « {options.DataDirectory} » ne se laisse pas écrire. Vérifiez ses droits, ou donnez-en un autre : --data DOSSIER";

    private static bool Writable(string folder)
    {
        try
        {
            var probe = Path.Combine(Directory.CreateDirectory(folder).FullName, Path.GetRandomFileName());
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
                return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
