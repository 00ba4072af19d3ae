using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Files;
using Ramure.Kernel.Operations;
using Ramure.Tests.Support;

namespace Ramure.Tests.Kernel.Files;

public sealed class FileStoreTests
{
    private const long Limit = 1024 * 1024;
    private static readonly byte[] Pdf = "%PDF-1.7 une affiche"u8.ToArray();

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_saved_file_comes_back_with_its_bytes_name_and_hash(string database)
    {
        await using var installation = await TestInstallation.CreateAsync(database);
        var saved = await SaveAsync(installation, Pdf, @"C:\dossiers\Affiche d’été.pdf", "application/pdf");

        Assert.Equal("Affiche d’été.pdf", saved.Value.Name);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Pdf)), saved.Value.Sha256);
        await installation.RunAsync(async services =>
        {
            await using var opened = await services.GetRequiredService<IFileStore>().OpenAsync(saved.Value.Id);
            using var copy = new MemoryStream();
            await opened!.Content.CopyToAsync(copy);
            Assert.Equal(Pdf, copy.ToArray());
            Assert.Equal(saved.Value, opened.File);
        });
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Equal_contents_take_one_place_until_the_last_file_goes(string database)
    {
        await using var installation = await TestInstallation.CreateAsync(database);
        var first = await SaveAsync(installation, Pdf, "a.pdf", null);
        var second = await SaveAsync(installation, Pdf, "b.pdf", null);
        Assert.Single(Contents(installation));

        Assert.True(await DeleteAsync(installation, first.Value.Id));
        Assert.Single(Contents(installation));
        Assert.True(await DeleteAsync(installation, second.Value.Id));
        Assert.Empty(Contents(installation));
        Assert.False(await DeleteAsync(installation, second.Value.Id));
        Assert.Null(await installation.RunAsync(s => s.GetRequiredService<IFileStore>().OpenAsync(second.Value.Id)));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_refused_operation_keeps_no_file_and_the_sweep_takes_its_bytes(string database)
    {
        await using var installation = await TestInstallation.CreateAsync(database);
        await installation.RunAsync(async services =>
        {
            var files = services.GetRequiredService<IFileStore>();
            await services.GetRequiredService<OperationRunner>().RunAsync<Done>(new Operation("test.attach", Permission.System), async _ =>
            {
                Assert.True((await files.SaveAsync(new MemoryStream(Pdf), "a.pdf", null, Limit)).Succeeded);
                return new Refusal("no", "Non.");
            });
            Assert.Equal(0, await services.GetRequiredService<RamureDb>().Set<FileRecord>().CountAsync());
        });
        var kept = await SaveAsync(installation, "%PDF- une autre"u8.ToArray(), "b.pdf", null);

        Assert.Equal(2, Contents(installation).Length);
        Assert.Equal(1, await installation.RunAsync(s => s.GetRequiredService<FileStore>().SweepAsync(DateTime.MaxValue, default)));
        Assert.Equal(kept.Value.Sha256, Path.GetFileName(Assert.Single(Contents(installation))));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Saving_and_deleting_the_same_content_at_once_never_loses_the_bytes(string database)
    {
        await using var installation = await TestInstallation.CreateAsync(database);
        var kept = await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            for (var turn = 0; turn < 5; turn++)
            {
                var gone = await SaveAsync(installation, Pdf, "gone.pdf", null);
                await DeleteAsync(installation, gone.Value.Id);
            }

            return (await SaveAsync(installation, Pdf, $"kept-{worker}.pdf", null)).Value.Id;
        })));

        foreach (var id in kept)
            await installation.RunAsync(async s => await (await s.GetRequiredService<IFileStore>().OpenAsync(id))!.DisposeAsync());
    }

    [Fact]
    public async Task A_file_one_byte_too_long_is_refused_and_leaves_nothing()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        Assert.True((await SaveAsync(installation, Pdf, "a.pdf", null, Pdf.Length)).Succeeded);
        var refused = await SaveAsync(installation, [.. Pdf, 0], "b.pdf", null, Pdf.Length);

        var refusal = Assert.Single(refused.Refusals);
        Assert.Equal(("file-too-long", "piece"), (refusal.Code, refusal.Field));
        Assert.Single(Contents(installation));
    }

    [Theory]
    [InlineData("a.pdf", "application/pdf", "<html><script>", "file-type-mismatch")]
    [InlineData("a.pdf", "image/png", "%PDF-1.7", "file-type-mismatch")]
    [InlineData("a.png", null, "%PDF-1.7", "file-type-mismatch")]
    [InlineData("a.docx", null, "PK not a zip", "file-type-mismatch")]
    [InlineData("a.csv", null, "a;b\0;c", "file-type-mismatch")]
    [InlineData("a.svg", "image/svg+xml", "<svg/>", "file-type-refused")]
    [InlineData("a.pdf.exe", "application/pdf", "%PDF-1.7", "file-type-refused")]
    [InlineData("sans-extension", "application/pdf", "%PDF-1.7", "file-type-refused")]
    [InlineData("a.txt", "text/plain", "", "file-empty")]
    public async Task A_file_that_is_not_what_its_name_says_is_refused(string name, string? declared, string content, string code)
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        var refused = await SaveAsync(installation, Encoding.UTF8.GetBytes(content), name, declared);
        Assert.Equal(code, Assert.Single(refused.Refusals).Code);
        Assert.Empty(Contents(installation));
    }

    [Theory]
    [InlineData("a.docx", "word/document.xml", true)]
    [InlineData("a.xlsx", "xl/workbook.xml", true)]
    [InlineData("a.xlsx", "word/document.xml", false)]
    public async Task An_office_document_is_recognised_by_what_it_holds(string name, string entry, bool accepted)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("[Content_Types].xml");
            zip.CreateEntry(entry);
        }

        await using var installation = await TestInstallation.CreateAsync("sqlite");
        Assert.Equal(accepted, (await SaveAsync(installation, bytes.ToArray(), name, "application/octet-stream")).Succeeded);
    }

    [Theory]
    [InlineData("../../etc/passwd.txt", "passwd.txt")]
    [InlineData("fac\u202Efdp.txt", "facfdp.txt")]
    [InlineData("un:nom?.txt", "un_nom_.txt")]
    [InlineData(" .txt", "fichier.txt")]
    public void A_name_loses_what_could_mislead(string name, string clean) => Assert.Equal(clean, FileNames.Clean(name));

    [Fact]
    public void A_long_name_keeps_its_extension()
    {
        var clean = FileNames.Clean(new string('a', 400) + ".pdf");
        Assert.Equal(FileNames.MaxLength, clean.Length);
        Assert.EndsWith(".pdf", clean, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_csv_declared_as_excel_by_windows_is_accepted()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        var saved = await SaveAsync(installation, "a;b"u8.ToArray(), "a.CSV", "application/vnd.ms-excel");
        Assert.Equal("text/csv", saved.Value.ContentType);
    }

    private static Task<Result<StoredFile>> SaveAsync(TestInstallation installation, byte[] bytes, string name, string? type, long max = Limit) =>
        installation.RunAsync(s => s.GetRequiredService<IFileStore>().SaveAsync(new MemoryStream(bytes), name, type, max, "piece"));

    private static Task<bool> DeleteAsync(TestInstallation installation, Guid id) =>
        installation.RunAsync(s => s.GetRequiredService<IFileStore>().DeleteAsync(id));

    private static string[] Contents(TestInstallation installation)
    {
        var root = Path.Combine(installation.DataDirectory, "files");
        return Directory.Exists(root) ? Directory.GetFiles(root, "*", SearchOption.AllDirectories) : [];
    }
}
