using Ramure.Hosting.Web;
using Ramure.Kernel.Data;
using Ramure.Kernel.Mail;
using Ramure.Kernel.Secrets;
using Ramure.Storage.Postgres;
using Ramure.Storage.Sqlite;

namespace Ramure.Hosting;

/// <summary>What an installation sets. From the command line, then the environment, then these defaults.</summary>
internal sealed record RamureOptions
{
    /// <summary>Where the embedded database, files and keys live.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Connection string of the server database (<c>RAMURE_POSTGRES</c>); null for the embedded one.</summary>
    public string? Postgres { get; init; }

    /// <summary>Address to listen on.</summary>
    public string Url { get; init; } = "http://localhost:5080";

    /// <summary>Addresses and networks of the reverse proxies whose word is taken on who asks (<c>RAMURE_PROXIES</c>).</summary>
    public string? Proxies { get; init; }

    /// <summary>The secret under which keys are encrypted in the database (<c>RAMURE_KEYS_SECRET</c>); null to keep them as they are.</summary>
    public string? KeysSecret { get; init; }

    /// <summary>The address under which people reach this installation (<c>RAMURE_PUBLIC_URL</c>), for links in mails; null to take where it listens.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>The server that takes our mails (<c>RAMURE_SMTP_…</c>).</summary>
    public MailSettings Mail { get; init; } = new();

    /// <summary>How much one client may ask.</summary>
    public RequestLimits Limits { get; init; } = new();

    /// <summary>Reads the environment; every secret may stand in a file that <c>NAME_FILE</c> names.</summary>
    public static RamureOptions FromEnvironment(string? dataDirectory = null) => new()
    {
        DataDirectory = Path.GetFullPath(dataDirectory ?? Setting.Text("RAMURE_DATA") ?? ".data"),
        Postgres = Setting.Secret("RAMURE_POSTGRES"),
        Url = Setting.Text("RAMURE_URL") ?? "http://localhost:5080",
        Proxies = Setting.Text("RAMURE_PROXIES"),
        KeysSecret = Setting.Secret("RAMURE_KEYS_SECRET"),
        Limits = RequestLimits.Read(System.Environment.GetEnvironmentVariable),
        PublicUrl = PublicAddress(Setting.Text("RAMURE_PUBLIC_URL")),
        Mail = MailSettings.FromEnvironment(),
    };

    internal static Uri? PublicAddress(string? text) =>
        text is null ? null
        : Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var uri) && uri is { Scheme: "https" or "http", PathAndQuery: "/" } ? uri
        : throw new SettingException($"RAMURE_PUBLIC_URL : « {text} » n’est pas l’adresse d’un site. Écrivez par exemple https://ramure.reseau.example");

    /// <summary>The database these options name.</summary>
    public IStorageProvider Storage() => Postgres is { } connection
        ? new PostgresStorage(connection)
        : new SqliteStorage(Path.Combine(DataDirectory, "ramure.db"));
}
