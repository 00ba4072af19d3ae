using PdfSharp.Drawing;
using QRCoder;

namespace Ramure.Training.Documents;

/// <summary>A QR code, drawn as shapes: sharp at any size.</summary>
internal static class DocumentCode
{
    /// <summary>Draws it with the quiet zone that scanners need within the square.</summary>
    public static void Draw(XGraphics page, string text, double left, double top, double side)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var module = side / rows.Count;
        // One shape, or thin light lines would show between the modules.
        var path = new XGraphicsPath { FillMode = XFillMode.Winding };
        for (var r = 0; r < rows.Count; r++)
            for (var c = 0; c < rows.Count; c++)
            {
                var first = c;
                while (c < rows.Count && rows[r][c])
                    c++;
                if (c > first)
                    path.AddRectangle(left + (first * module), top + (r * module), (c - first) * module, module * 1.02);
            }

        page.DrawPath(XBrushes.Black, path);
    }
}
