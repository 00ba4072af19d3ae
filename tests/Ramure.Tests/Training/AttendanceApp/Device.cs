using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ramure.Tests.Training.Attendance;
using Ramure.Training.AttendanceApp;

namespace Ramure.Tests.Training.AttendanceApp;

/// <summary>A trainer's device, as far as the server sees it.</summary>
internal sealed class Device(HttpClient client) : IDisposable
{
    public HttpClient Client { get; } = client;

    public string Token { get; private set; } = "";

    public Guid Account { get; private set; }

    /// <summary>Takes the sheets onto the device.</summary>
    public async Task<JsonNode> PullAsync(params Guid[] sessions)
    {
        var pulled = (await Client.GetFromJsonAsync<JsonNode>($"{AppEndpoints.Sheets}?{string.Join('&', sessions.Select(s => $"session={s}"))}", TestContext.Current.CancellationToken))!;
        (Token, Account) = ((string)pulled["token"]!, (Guid)pulled["account"]!["id"]!);
        return pulled;
    }

    public static async Task<Device> OfAsync(HttpClient client)
    {
        var device = new Device(client);
        await device.PullAsync();
        return device;
    }

    public static JsonObject Mark(AttendanceScene scene, Guid registration, int slot, int? minutes, Guid? id = null, params Guid[] replaces) => new()
    {
        ["id"] = id ?? Guid.CreateVersion7(),
        ["session"] = scene.Session.Id,
        ["slot"] = scene.Slots[slot].Id,
        ["registration"] = registration,
        ["minutes"] = minutes,
        ["replaces"] = new JsonArray([.. replaces.Select(r => (JsonNode)r)]),
        ["notedAt"] = scene.Scene.Clock.UtcNow,
    };

    public static JsonObject WalkIn(AttendanceScene scene, Guid id, string name, string? email = null) => new()
    {
        ["id"] = id,
        ["session"] = scene.Session.Id,
        ["name"] = name,
        ["email"] = email,
        ["audience"] = null,
        ["uai"] = null,
    };

    public static JsonObject Headcount(AttendanceScene scene, int slot, string audience, int? count, string? uai = null) => new()
    {
        ["id"] = Guid.CreateVersion7(),
        ["session"] = scene.Session.Id,
        ["slot"] = scene.Slots[slot].Id,
        ["audience"] = audience,
        ["uai"] = uai,
        ["count"] = count,
        ["replaces"] = new JsonArray(),
        ["notedAt"] = scene.Scene.Clock.UtcNow,
    };

    public JsonObject Batch(JsonObject[]? marks = null, JsonObject[]? walkIns = null, JsonObject[]? headcounts = null) => new()
    {
        ["account"] = Account,
        ["walkIns"] = new JsonArray([.. walkIns ?? []]),
        ["marks"] = new JsonArray([.. marks ?? []]),
        ["headcounts"] = new JsonArray([.. headcounts ?? []]),
    };

    public Task<HttpResponseMessage> PushAsync(JsonNode batch) => PushAsync(batch.ToJsonString());

    public async Task<HttpResponseMessage> PushAsync(string json, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, AppEndpoints.Marks) { Content = new StringContent(json, new MediaTypeHeaderValue("application/json")) };
        request.Headers.Add("RequestVerificationToken", token ?? Token);
        // What is refused for its length is refused before it is sent whole: the answer is read, not lost with the connection.
        request.Headers.ExpectContinue = true;
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends, and reads what became of it.</summary>
    public async Task<JsonNode> SendAsync(JsonNode batch)
    {
        using var answer = await PushAsync(batch);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {body}");
        return JsonNode.Parse(body)!;
    }

    public static async Task<JsonElement> ProblemAsync(HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken))!;
    }

    public void Dispose() => Client.Dispose();
}
