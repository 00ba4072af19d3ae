using System.Globalization;
using System.Text;
using System.Xml;
using Ramure.Kernel.Text;

namespace Ramure.Training.Badges;

/// <summary>The picture of a badge: a bough in a leaf of moss, and the name. With a token in it, it is the badge itself (« baked »).</summary>
internal static class BadgeImage
{
    private const string Svg = "http://www.w3.org/2000/svg";
    private const string OpenBadges = "https://purl.imsglobal.org/ob/v3p0";
    private const int SignsInLine = 22;
    private const int MostLines = 4;

    /// <param name="token">The compact JWS of a badge; null for the picture alone.</param>
    public static byte[] Draw(string name, string issuer, string? token = null)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement("svg", Svg);
            if (token is not null)
                xml.WriteAttributeString("xmlns", "openbadges", null, OpenBadges);
            xml.WriteAttributeString("viewBox", "0 0 512 512");
            xml.WriteAttributeString("width", "512");
            xml.WriteAttributeString("height", "512");
            xml.WriteAttributeString("role", "img");
            if (token is not null)
            {
                // Right after the root: readers stop at the first.
                xml.WriteStartElement("openbadges", "credential", OpenBadges);
                xml.WriteAttributeString("verify", token);
                xml.WriteFullEndElement();
            }

            xml.WriteElementString("title", Svg, Writable($"{name}, {issuer}"));
            Path(xml, "M256 12 466 92v178c0 118-86 194-210 230C132 464 46 388 46 270V92Z", "#17402f", null, 0);
            Path(xml, "M256 40 440 110v160c0 102-74 168-184 201C146 438 72 372 72 270V110Z", "none", "#c9d8c8", 5);
            xml.WriteStartElement("g", Svg);
            xml.WriteAttributeString("transform", "translate(160 78) scale(4)");
            Path(xml, "M10.6 46.5C11 38.6 13.4 29.4 21.4 23.6C28.6 18.4 34.4 16 36.8 9.4L38.8 9.9C37.6 17.6 31.6 21.4 25 26C18.4 30.6 15.6 37.6 15.4 46.5Z", "#f0a660", null, 0);
            foreach (var twig in new[] { "M13.2 37.4C9 33.6 6.6 28 7 21.4", "M19.4 26.4C16.4 21.6 15.9 16.6 17.4 11", "M16.6 34.2C24.6 35.4 32.2 33.6 38.6 28" })
                Path(xml, twig, "none", "#f0a660", 2.2);
            xml.WriteEndElement();
            var lines = Lines(name);
            for (var i = 0; i < lines.Count; i++)
                Text(xml, lines[i], 310 + (i * 33), 27, "bold");
            Text(xml, issuer.Length > 34 ? issuer[..33] + "…" : issuer, 310 + (lines.Count * 33) + 8, 17, "normal");
            xml.WriteEndElement();
        }

        return stream.ToArray();
    }

    private static List<string> Lines(string name)
    {
        var lines = new List<string> { "" };
        foreach (var word in name.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + 1 + word.Length > SignsInLine)
                lines.Add("");
            lines[^1] = lines[^1].Length == 0 ? word : $"{lines[^1]} {word}";
        }

        if (lines.Count <= MostLines)
            return lines;
        return [.. lines.Take(MostLines - 1), lines[MostLines - 1] + "…"];
    }

    private static void Path(XmlWriter xml, string shape, string fill, string? stroke, double width)
    {
        xml.WriteStartElement("path", Svg);
        xml.WriteAttributeString("d", shape);
        xml.WriteAttributeString("fill", fill);
        if (stroke is not null)
        {
            xml.WriteAttributeString("stroke", stroke);
            xml.WriteAttributeString("stroke-width", width.ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("stroke-linecap", "round");
        }

        xml.WriteEndElement();
    }

    private static void Text(XmlWriter xml, string words, int y, int size, string weight)
    {
        xml.WriteStartElement("text", Svg);
        xml.WriteAttributeString("x", "256");
        xml.WriteAttributeString("y", y.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("text-anchor", "middle");
        xml.WriteAttributeString("font-family", "Atkinson Hyperlegible Next, Segoe UI, Arial, sans-serif");
        xml.WriteAttributeString("font-size", size.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("font-weight", weight);
        xml.WriteAttributeString("fill", "#fbf6ea");
        xml.WriteString(Writable(words));
        xml.WriteEndElement();
    }

    /// <summary>Without what XML cannot hold.</summary>
    private static string Writable(string words) => string.Concat(SearchText.WellFormed(words).Where(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c)));
}
