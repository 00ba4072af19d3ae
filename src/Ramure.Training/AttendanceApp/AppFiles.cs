using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;

namespace Ramure.Training.AttendanceApp;

/// <summary>
/// The application's own files, as devices keep them. The service worker names them with a release that follows from their content: a
/// device that comes back to the network takes the new ones, all or none.
/// </summary>
internal sealed class AppFiles
{
    public const string Script = "_content/Ramure.Ui/lib/attendance.js";
    public const string TouchIcon = Lib + "icons/presence-180.png";
    private const string Lib = "/_content/Ramure.Ui/lib/";
    private const string WorkerScript = Lib + "attendance-worker.js";

    private static readonly string[] Named = ["_content/Ramure.Ui/lib/ramure.css", "_content/Ramure.Ui/lib/ramure.js", "_content/Ramure.Ui/favicon.svg", Script];

    private static readonly string[] Plain =
    [
        Lib + "fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2", Lib + "fonts/atkinson-hyperlegible-next-latin-wght-italic.woff2",
        Lib + "fonts/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2", Lib + "fonts/bricolage-grotesque-latin-wght-normal.woff2",
        Lib + "icons/presence-192.png", TouchIcon,
    ];

    private readonly IWebHostEnvironment environment;
    private readonly Lazy<string> worker;

    public AppFiles(IWebHostEnvironment environment, EndpointDataSource endpoints)
    {
        this.environment = environment;
        worker = new Lazy<string>(() => MakeWorker(endpoints));
    }

    /// <summary>The service worker, with the list of what it keeps in front.</summary>
    public string Worker => worker.Value;

    /// <summary>What makes it installable.</summary>
    public static object Manifest => new
    {
        id = AppEndpoints.Page,
        name = "Ramure, présence",
        short_name = "Présence",
        description = "Les feuilles de présence du formateur, avec ou sans réseau.",
        lang = "fr",
        start_url = AppEndpoints.Page,
        scope = AppEndpoints.Page,
        display = "standalone",
        theme_color = "#17402f",
        background_color = "#faf7f0",
        icons = new[]
        {
            new { src = Lib + "icons/presence-192.png", sizes = "192x192", type = "image/png", purpose = "any" },
            new { src = Lib + "icons/presence-512.png", sizes = "512x512", type = "image/png", purpose = "any" },
            new { src = Lib + "icons/presence-maskable-512.png", sizes = "512x512", type = "image/png", purpose = "maskable" },
        },
    };

    private string MakeWorker(EndpointDataSource endpoints)
    {
        // Pages name these files by their content; so must what is kept for them.
        var assets = endpoints.Endpoints.Select(e => e.Metadata.GetMetadata<ResourceAssetCollection>()).FirstOrDefault(a => a is not null);
        var names = Named.Select(n => "/" + (assets?[n] ?? n)).ToList();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // The page itself is made by this assembly.
        hash.AppendData(typeof(AppFiles).Module.ModuleVersionId.ToByteArray());
        foreach (var file in Named.Select(n => "/" + n).Concat(Plain).Append(WorkerScript))
            hash.AppendData(Read(file));
        var release = Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
        var head = JsonSerializer.Serialize(new { release, page = AppEndpoints.Page, files = (string[])[AppEndpoints.Page, AppEndpoints.Manifest, .. names, .. Plain] });
        return $"self.ramure = {head};\n{Encoding.UTF8.GetString(Read(WorkerScript))}";
    }

    private byte[] Read(string path)
    {
        using var stream = environment.WebRootFileProvider.GetFileInfo(path).CreateReadStream();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
