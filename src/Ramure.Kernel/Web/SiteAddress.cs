using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Ramure.Kernel.Web;

/// <summary>
/// The address under which people reach this installation, for links in mails. Never taken from a request: whoever asks for a new
/// password could otherwise have the link lead to a machine of theirs.
/// </summary>
/// <param name="given">What the installation says (<c>RAMURE_PUBLIC_URL</c>).</param>
/// <param name="listening">Where it is told to listen.</param>
/// <param name="server">Where it listens in fact; null on the command line.</param>
public sealed class SiteAddress(Uri? given, string listening, IServer? server)
{
    /// <summary>The address that this installation was told is its own; null when it was told none.</summary>
    public Uri? Given => given;

    /// <summary>Absolute, ending with a slash.</summary>
    public Uri Address => given ?? Local(server?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? listening.Split(';')[0]);

    private static Uri Local(string address)
    {
        // An address that stands for all of the machine's is none that a browser can open.
        var uri = new Uri(address.Replace("//*", "//localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal));
        return uri.Host is "0.0.0.0" or "[::]" ? new UriBuilder(uri) { Host = "localhost" }.Uri : uri;
    }
}
