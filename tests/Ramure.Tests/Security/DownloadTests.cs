using Ramure.Kernel.Access;

namespace Ramure.Tests.Security;

public sealed class DownloadTests(WholeInstallation whole) : IClassFixture<WholeInstallation>
{
    [Fact]
    public async Task A_file_is_a_download_of_its_own_type_and_never_a_page()
    {
        using var client = await whole.Installation.ClientAsync(Role.Administrator);
        var downloads = (await Route.AllAsync(whole)).Where(r => r.Method == "GET" && (r.Pattern.Contains("pieces", StringComparison.Ordinal) || r.Pattern.EndsWith(".csv", StringComparison.Ordinal) || r.Pattern.EndsWith(".xlsx", StringComparison.Ordinal))).ToList();
        Assert.True(downloads.Count > 10);
        foreach (var route in downloads)
        {
            using var answer = await client.GetAsync(route.Address(whole.Values), TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode, $"{route.Pattern} answers {answer.StatusCode}.");
            Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.NotEqual("text/html", answer.Content.Headers.ContentType?.MediaType);
        }
    }
}
