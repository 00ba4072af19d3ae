using CsCheck;
using Ramure.Kernel.Web;

namespace Ramure.Tests.Kernel.Web;

public sealed class LocalAddressTests
{
    private static readonly Uri Site = new("https://ramure.example/connexion");

    /// <summary>Pieces that have opened redirects elsewhere, mixed with innocent ones.</summary>
    private static readonly string[] Pieces =
    [
        "/", "//", "\\", "/\\", "%2f", "%2F", "%5c", "%252f", "%00", "%09", "%0d%0a", "\t", "\r", "\n", "\0", " ", "\u00a0", "\u2028", "／", "⁄", "。", "．",
        ".", "..", "/./", "/../", ":", "@", "?", "#", "&", ";", "=", "http:", "https:", "javascript:", "data:", "file:", "evil.example", "ramure.example",
        "journal", "pilotage", "é", "\ud800", "[::1]", "127.0.0.1", "user", "443",
    ];

    private static readonly Gen<string> Hostile = Gen.Frequency(
        (6, Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 8].Select(string.Concat)),
        (3, Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 6].Select(p => "/" + string.Concat(p))),
        (1, Gen.String));

    [Theory]
    [InlineData("/")]
    [InlineData("/journal?unite=A62&du=2024-03-01")]
    [InlineData("/pilotage/cop-2017-2019/indicateurs/1.1?annee=2018#tableau")]
    [InlineData("/reseau/ecoles?q=coll%C3%A8ge%20%2F%20lyc%C3%A9e")]
    [InlineData("/registre?retour=https%3A%2F%2Fexample.org//")]
    public void An_address_of_the_site_is_kept(string address) => Assert.Equal(address, LocalAddress.Or(address, "/autre"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("\n//evil.example")]
    [InlineData(" //evil.example")]
    [InlineData("/%2fevil.example")]
    [InlineData("/%5cevil.example")]
    [InlineData("/%252fevil.example")]
    [InlineData("/..//evil.example")]
    [InlineData("/%2e%2e//evil.example")]
    [InlineData("/%0d%0aSet-Cookie:a=b")]
    [InlineData("https://evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("evil.example")]
    [InlineData("/／evil.example")]
    [InlineData("@evil.example")]
    public void Any_other_leads_home(string? address)
    {
        Assert.False(LocalAddress.IsLocal(address));
        Assert.Equal(LocalAddress.Home, LocalAddress.Or(address));
    }

    [Fact]
    public void A_very_long_address_leads_home() => Assert.Equal("/", LocalAddress.Or("/" + new string('a', 5000)));

    [Fact]
    public void Whatever_is_asked_the_answer_stays_on_the_site() => Hostile.Sample(
        asked =>
        {
            var answer = LocalAddress.Or(asked);
            Assert.StartsWith("/", answer, StringComparison.Ordinal);
            Assert.DoesNotContain(answer, char.IsControl);
            Assert.Equal(Site.Authority, new Uri(Site, answer).Authority);
            Assert.Equal(Site.Authority, AsABrowserReads(answer));
            // A proxy that decodes the path before it passes it on.
            Assert.Equal(Site.Authority, AsABrowserReads(Uri.UnescapeDataString(answer.Split('?', '#')[0])));
        },
        iter: 20_000);

    /// <summary>The start of the URL standard's parser for a special scheme: what is dropped, what counts as a slash, when a host follows.</summary>
    private static string AsABrowserReads(string address)
    {
        var read = new string([.. address.Trim([.. Enumerable.Range(0, 33).Select(i => (char)i)]).Where(c => c is not ('\t' or '\r' or '\n'))]).Replace('\\', '/');
        var colon = read.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && char.IsAsciiLetter(read[0]) && read[..colon].All(c => char.IsAsciiLetterOrDigit(c) || "+-.".Contains(c)))
            return "foreign";
        return read.StartsWith("//", StringComparison.Ordinal) ? "foreign" : Site.Authority;
    }
}
