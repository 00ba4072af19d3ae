using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Tests.Support;

namespace Ramure.Tests.Security;

public sealed class ErrorPageTests
{
    [Theory]
    [InlineData("/reseau")]
    [InlineData("/reseau/annuaire.csv")]
    [InlineData("/api/v1/units")]
    public async Task A_fault_reveals_nothing(string address)
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite", Faults.InTheNetwork);
        using var client = await installation.ClientAsync();

        using var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) + answer.Headers + answer.Content.Headers;

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        foreach (var secret in new[] { Faults.Message, "Exception", "   at ", "Failing", ".cs", "Ramure.Network" })
            Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("script-src 'self'", text, StringComparison.Ordinal);
        if (address.StartsWith("/api", StringComparison.Ordinal))
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        else
            Assert.Contains("Une erreur est survenue", text, StringComparison.Ordinal);
    }

    /// <summary>The environment of a developer's machine must not change what a stranger sees.</summary>
    [Fact]
    public async Task The_program_runs_the_same_in_every_environment()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        Assert.Equal("Production", await installation.HostingAsync(s => s.GetRequiredService<Microsoft.Extensions.Hosting.IHostEnvironment>().EnvironmentName));
    }

    [Theory]
    [InlineData("/nulle/part", 404)]
    [InlineData("/api/v1/nulle-part", 404)]
    [InlineData("/api/v1/units?at=%00", 400)]
    [InlineData("/reseau?au=%00", 400)]
    [InlineData("/journal?unite=a%00b", 400)]
    public async Task What_cannot_be_answered_is_explained(string address, int status)
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        using var client = await installation.ClientAsync();

        using var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)answer.StatusCode);
        if (address.StartsWith("/api", StringComparison.Ordinal))
            Assert.Contains("\"title\":", text, StringComparison.Ordinal);
        else
            Assert.Contains("<h1>", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_programming_interface_refuses_other_methods_in_its_own_form()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        using var client = await installation.ClientAsync();

        using var answer = await client.DeleteAsync("/api/v1/units", TestContext.Current.CancellationToken);

        Assert.True(answer.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.Forbidden);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }
}
