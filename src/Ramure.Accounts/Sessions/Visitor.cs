using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Ramure.Accounts.Sessions;

/// <summary>Where a request comes from, as far as sessions and limits ask.</summary>
internal readonly record struct Visitor(IPAddress? Address, string? Browser)
{
    private const int BrowserLength = 200;

    /// <summary>The address as limits count it: a household or an office has a whole /64 in IPv6.</summary>
    public string Place => Address switch
    {
        null => "inconnue",
        { IsIPv4MappedToIPv6: true } => Address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } when !IPAddress.IsLoopback(Address) => Convert.ToHexString(Address.GetAddressBytes().AsSpan(0, 8)),
        _ => Address.ToString(),
    };

    public static Visitor Of(HttpContext? http)
    {
        var browser = http?.Request.Headers.UserAgent.ToString();
        return new Visitor(http?.Connection.RemoteIpAddress, browser is null or "" ? null : browser.Length > BrowserLength ? browser[..BrowserLength] : browser);
    }
}
