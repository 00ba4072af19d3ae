using System.IO.Compression;
using System.Text;
using Ramure.Kernel.Files;

namespace Ramure.Tests.Kernel.Files;

/// <summary>Contents made to be taken for something else.</summary>
public sealed class FileContentTests
{
    [Theory]
    [InlineData("a.pdf", "<html><script>alert(1)</script>%PDF-1.7")]
    [InlineData("a.png", "<svg onload='alert(1)'>")]
    [InlineData("a.docx", "PK\u0003\u0004 pas une archive")]
    [InlineData("a.jpg", "GIF89a")]
    [InlineData("a.odt", "%PDF-1.7")]
    public void A_page_under_another_name_is_refused(string name, string content) =>
        Assert.False(FileTypes.ByName(name)!.Matches(new MemoryStream(Encoding.Latin1.GetBytes(content))));

    [Theory]
    [InlineData("a.html")]
    [InlineData("a.svg")]
    [InlineData("a.pdf.exe")]
    [InlineData("a.xlsm")]
    [InlineData("a.zip")]
    [InlineData("a")]
    public void Other_kinds_are_not_taken(string name) => Assert.Null(FileTypes.ByName(name));

    /// <summary>A picture that is also a page, or a text that is also one: it is served by its name's type, as a download, without sniffing.</summary>
    [Theory]
    [InlineData("a.gif", "GIF89a/*<script>alert(1)</script>*/", "image/gif")]
    [InlineData("a.txt", "<html><script>alert(1)</script>", "text/plain")]
    [InlineData("a.csv", "<html><script>alert(1)</script>", "text/csv")]
    [InlineData("a.pdf", "%PDF-1.7 <html><script>alert(1)</script>", "application/pdf")]
    public void A_file_of_two_kinds_is_served_as_the_one_its_name_says(string name, string content, string type)
    {
        var known = FileTypes.ByName(name)!;
        Assert.True(known.Matches(new MemoryStream(Encoding.Latin1.GetBytes(content))));
        Assert.Equal(type, known.ContentType);
        Assert.False(FileTypes.Agrees(known, "text/html"));
    }

    [Fact]
    public void An_archive_that_would_grow_without_end_is_not_unpacked()
    {
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in new[] { "[Content_Types].xml", "xl/workbook.xml", "mimetype" })
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize).Open();
                var zeros = new byte[1024 * 1024];
                for (var i = 0; i < 64; i++)
                    entry.Write(zeros);
            }
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(FileTypes.ByName("a.xlsx")!.Matches(archive));
        Assert.False(FileTypes.ByName("a.odt")!.Matches(archive));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 * 1024 * 1024);
    }
}
