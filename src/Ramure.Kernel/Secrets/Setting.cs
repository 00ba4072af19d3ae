namespace Ramure.Kernel.Secrets;

/// <summary>
/// What an installation sets through the environment. A secret may also stand in a file, whose path the same name with <c>_FILE</c>
/// gives: containers and service managers hand secrets over so, and an environment is easily printed. No file of the program's own is read.
/// </summary>
public static class Setting
{
    /// <summary>The value of a variable (<c>RAMURE_URL</c>), null when it is absent or empty.</summary>
    public static string? Text(string name) => Text(name, Environment.GetEnvironmentVariable);

    /// <summary>A secret: the value of the variable, or the text of the file that <c>name_FILE</c> names, without the line's end.</summary>
    /// <exception cref="SettingException">When both are given, or the file cannot be read or is empty.</exception>
    public static string? Secret(string name) => Secret(name, Environment.GetEnvironmentVariable);

    /// <summary>The same, from another environment than the process's own.</summary>
    public static string? Text(string name, Func<string, string?> environment) => environment(name) is { Length: > 0 } value ? value : null;

    /// <summary>The same, from another environment than the process's own.</summary>
    /// <exception cref="SettingException">When both are given, or the file cannot be read or is empty.</exception>
    public static string? Secret(string name, Func<string, string?> environment)
    {
        var value = Text(name, environment);
        if (Text(name + "_FILE", environment) is not { } path)
            return value;
        if (value is not null)
            throw new SettingException($"{name} et {name}_FILE sont donnés tous les deux : gardez-en un seul.");
        try
        {
            return File.ReadAllText(path).TrimEnd('\r', '\n') is { Length: > 0 } secret
                ? secret
                : throw new SettingException($"{name}_FILE : le fichier « {path} » est vide.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new SettingException($"{name}_FILE : le fichier « {path} » ne se laisse pas lire. Vérifiez son chemin et ses droits.");
        }
    }
}

/// <summary>A setting that cannot be right; the message is French and says what to mend.</summary>
public sealed class SettingException(string message) : Exception(message);
