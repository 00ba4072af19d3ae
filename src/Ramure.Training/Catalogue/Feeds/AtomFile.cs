using System.Globalization;
using System.Text;
using System.Xml;
using Ramure.Training.Catalogue.Searching;
using Ramure.Training.Sessions;
using Ramure.Training.Words;

namespace Ramure.Training.Catalogue.Feeds;

/// <summary>Sessions as news (RFC 4287): what was planned or changed last comes first.</summary>
internal static class AtomFile
{
    public const string MediaType = "application/atom+xml; charset=utf-8";

    private const string Namespace = "http://www.w3.org/2005/Atom";

    /// <summary>Readers of news do not want the whole catalogue again and again.</summary>
    private const int Most = 100;

    /// <param name="self">Absolute address of the feed.</param>
    /// <param name="page">Absolute address of the search as a page.</param>
    public static byte[] Of(string title, IEnumerable<FoundSession> sessions, Uri site, Uri self, Uri page, Func<string, string> unit)
    {
        var latest = sessions.OrderByDescending(s => s.Session.ChangedAt).ThenBy(s => s.Session.Id).Take(Most).ToList();
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, CheckCharacters = false }))
        {
            xml.WriteStartElement("feed", Namespace);
            xml.WriteAttributeString("xml", "lang", null, "fr");
            Element(xml, "id", self.AbsoluteUri);
            Element(xml, "title", title);
            // Without anything it has not changed since the beginning.
            Element(xml, "updated", Instant(latest.Count > 0 ? latest[0].Session.ChangedAt : DateTime.UnixEpoch));
            Author(xml, "Ramure");
            Link(xml, "self", self, "application/atom+xml");
            Link(xml, "alternate", page, "text/html");
            foreach (var found in latest)
                Entry(xml, found, site, unit);
            xml.WriteEndElement();
        }

        return stream.ToArray();
    }

    private static void Entry(XmlWriter xml, FoundSession found, Uri site, Func<string, string> unit)
    {
        var session = found.Session;
        xml.WriteStartElement("entry", Namespace);
        Element(xml, "id", $"urn:uuid:{session.Id:D}");
        Element(xml, "title", $"{(session.Cancelled ? "Annulée : " : "")}{found.Course.Title}, {When.Of([.. session.Slots.Select(s => s.Day)])}");
        Element(xml, "updated", Instant(session.ChangedAt));
        Author(xml, unit(session.Unit));
        Link(xml, "alternate", new Uri(site, $"/formations/sessions/{session.Id}"), "text/html");
        Link(xml, "related", new Uri(site, $"/formations/{found.Course.Id}"), "text/html");
        Element(xml, "summary", string.Join('\n', new[]
        {
            $"{CatalogueWords.Places(session)}. {TrainingWords.Label(found.Course.Modality)}, {TrainingWords.Duration(found.Course.Minutes)}, {TrainingWords.Price(session.PriceCents)}.",
            found.Course.Objectives,
        }));
        xml.WriteEndElement();
    }

    private static void Author(XmlWriter xml, string name)
    {
        xml.WriteStartElement("author", Namespace);
        Element(xml, "name", name);
        xml.WriteEndElement();
    }

    private static void Link(XmlWriter xml, string relation, Uri address, string type)
    {
        xml.WriteStartElement("link", Namespace);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", address.AbsoluteUri);
        xml.WriteEndElement();
    }

    private static void Element(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Namespace, Writable(text));

    /// <summary>Without the signs that no XML document may hold: what people paste has some.</summary>
    private static string Writable(string text) => text.All(XmlConvert.IsXmlChar) ? text : string.Concat(text.EnumerateRunes().Where(r => r.Value > 0xFFFF || XmlConvert.IsXmlChar((char)r.Value)));

    private static string Instant(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
