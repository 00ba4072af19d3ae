using System.Globalization;
using MailKit.Security;
using Ramure.Kernel.Secrets;

namespace Ramure.Kernel.Mail;

/// <summary>The server that takes our mails. Without one they are written to <c>mail/</c> in the data folder.</summary>
public sealed record MailSettings
{
    /// <summary><c>RAMURE_SMTP_HOST</c>; null to write mails to files.</summary>
    public string? Host { get; init; }

    /// <summary><c>RAMURE_SMTP_PORT</c>; 587 by default, 465 with <c>RAMURE_SMTP_TLS=tls</c>.</summary>
    public int Port { get; init; } = 587;

    /// <summary><c>RAMURE_SMTP_USER</c>; null when the server asks for none.</summary>
    public string? User { get; init; }

    /// <summary><c>RAMURE_SMTP_PASSWORD</c>, or the file that <c>RAMURE_SMTP_PASSWORD_FILE</c> names.</summary>
    public string? Password { get; init; }

    /// <summary><c>RAMURE_SMTP_FROM</c>: the address mails come from.</summary>
    public string From { get; init; } = "ramure@localhost";

    /// <summary><c>RAMURE_SMTP_TLS</c>: <c>starttls</c> (default), <c>tls</c> from the first byte, <c>none</c>.</summary>
    public string Tls { get; init; } = "starttls";

    internal SecureSocketOptions Security => Tls switch
    {
        "tls" => SecureSocketOptions.SslOnConnect,
        "none" => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };

    /// <summary>Reads the environment.</summary>
    /// <exception cref="SettingException">When something given cannot be right.</exception>
    public static MailSettings FromEnvironment() => Read(Setting.Text, Setting.Secret);

    internal static MailSettings Read(Func<string, string?> text, Func<string, string?> secret)
    {
        if (text("RAMURE_SMTP_HOST") is not { } host)
            return new MailSettings();
        var tls = text("RAMURE_SMTP_TLS") ?? "starttls";
        if (tls is not ("starttls" or "tls" or "none"))
            throw new SettingException($"RAMURE_SMTP_TLS : « {tls} » n’est pas connu. Écrivez starttls, tls ou none.");
        var port = tls == "tls" ? 465 : 587;
        if (text("RAMURE_SMTP_PORT") is { } given && (!int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535))
            throw new SettingException($"RAMURE_SMTP_PORT : « {given} » n’est pas un port. Écrivez par exemple 587.");
        if (text("RAMURE_SMTP_FROM") is not { } from || !MimeKit.MailboxAddress.TryParse(from, out var sender) || !sender.Address.Contains('@', StringComparison.Ordinal))
            throw new SettingException("RAMURE_SMTP_FROM : écrivez l’adresse d’où partent les courriels, par exemple ramure@reseau.example");
        var (user, password) = (text("RAMURE_SMTP_USER"), secret("RAMURE_SMTP_PASSWORD"));
        if (user is null != password is null)
            throw new SettingException("RAMURE_SMTP_USER et RAMURE_SMTP_PASSWORD vont ensemble : donnez les deux, ou aucun.");
        return new MailSettings { Host = host, Port = port, Tls = tls, From = from, User = user, Password = password };
    }
}
