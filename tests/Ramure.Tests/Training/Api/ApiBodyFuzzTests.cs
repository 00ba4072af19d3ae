using System.Net;
using System.Text;
using System.Text.Json;
using CsCheck;
using Ramure.Tests.Security;
using Ramure.Tests.Training.Attendance;

namespace Ramure.Tests.Training.Api;

/// <summary>Whatever a program sends, it is answered what is wrong or that it is done, never a fault.</summary>
public sealed class ApiBodyFuzzTests
{
    private const string Registration = """{"name":?,"email":?,"audience":?,"school":?,"notify":?}""";

    private const string Statements =
        """{"presences":[{"id":?,"slot":?,"registration":?,"minutes":?,"replaces":[?],"notedAt":?}],"headcounts":[{"id":?,"slot":?,"audience":?,"count":?,"school":?}]}""";

    [Fact]
    public async Task No_body_makes_a_fault()
    {
        await using var scene = await AttendanceScene.CreateAsync("sqlite", "Alice");
        using var program = await scene.Scene.ProgramAsync();
        var known = new[] { $"\"{scene.Slots[0].Id}\"", $"\"{await scene.IdAsync("Alice")}\"", $"\"{Guid.CreateVersion7()}\"", "0", "180", "-1", "true", "false", "null", "[]", "{}", "1e400", "\"pupil\"", "\"0622863A\"", "\"zoe@exemple.test\"", "\"2024-09-18T08:00:00Z\"", "\"0001-01-01T00:00:00+14:00\"", "\"\\ud800\"" };
        var value = Gen.Frequency((3, Hostile.OneOf(known)), (2, Hostile.OneOf(Hostile.Texts).Select(t => JsonSerializer.Serialize(t))), (1, Hostile.OneOf(Hostile.Texts)));
        var statuses = new HashSet<HttpStatusCode>();
        await Gen.Select(Gen.Bool, value.Array[12], (statements, values) => (Statements: statements, Body: Fill(statements ? Statements : Registration, values))).SampleAsync(
            async sent =>
            {
                using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(sent.Body));
                content.Headers.ContentType = new("application/json");
                using var answer = await program.PostAsync($"/api/v1/sessions/{scene.Session.Id}/{(sent.Statements ? "attendance" : "registrations")}", content, TestContext.Current.CancellationToken);
                lock (statuses)
                    statuses.Add(answer.StatusCode);
                Assert.True((int)answer.StatusCode < 500, $"{answer.StatusCode} for {sent.Body}");
            },
            iter: Hostile.Tries(600),
            threads: 2);
        // Some were read to the end and refused for what they say, not for how they are written.
        Assert.Contains(HttpStatusCode.BadRequest, statuses);
        Assert.Contains(HttpStatusCode.UnprocessableEntity, statuses);
    }

    private static string Fill(string form, IReadOnlyList<string> values)
    {
        var next = 0;
        return string.Concat(form.Select(c => c == '?' ? values[next++ % values.Count] : c.ToString()));
    }
}
