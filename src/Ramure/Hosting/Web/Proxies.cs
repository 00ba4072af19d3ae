using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Ramure.Kernel.Secrets;

namespace Ramure.Hosting.Web;

/// <summary>
/// The client's address and scheme as a reverse proxy reports them, believed only of the proxies that <c>RAMURE_PROXIES</c> names
/// (<c>10.0.0.5, 10.1.0.0/16</c>): anybody can write the headers.
/// </summary>
internal static class Proxies
{
    public static void UseProxies(this IApplicationBuilder app, string? proxies)
    {
        if (Options(proxies) is { } options)
            app.UseForwardedHeaders(options);
    }

    internal static ForwardedHeadersOptions? Options(string? proxies)
    {
        if (string.IsNullOrWhiteSpace(proxies))
            return null;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var text in proxies.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPAddress.TryParse(text, out var address))
                options.KnownProxies.Add(address);
            else if (System.Net.IPNetwork.TryParse(text, out var network))
                options.KnownIPNetworks.Add(network);
            else
                throw new SettingException($"RAMURE_PROXIES : « {text} » n'est ni une adresse ni un réseau. Écrivez par exemple 10.0.0.5 ou 10.1.0.0/16");
        }

        return options;
    }
}
