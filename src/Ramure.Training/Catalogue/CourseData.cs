using System.Globalization;
using System.Text.Json.Nodes;
using Ramure.Kernel.Lists;
using Ramure.Kernel.Time;
using Ramure.Kernel.Web;
using Ramure.Network.Contracts;
using Ramure.Training.Catalogue.Indexing;
using Ramure.Training.Model;
using Ramure.Training.Sessions;

namespace Ramure.Training.Catalogue;

/// <summary>
/// What search engines and other catalogues read of a page: a Schema.org Course with its instances. Only what the page shows to everybody; nobody's
/// name, and never the address of a remote room.
/// </summary>
internal sealed class CourseData(SiteAddress site, ReferenceLists lists, INetwork network, IClock clock)
{
    /// <summary>The training, with its sessions to come.</summary>
    public async Task<JsonObject> OfAsync(Course course, IEnumerable<Session> sessions, CancellationToken cancel = default)
    {
        var units = await network.SnapshotAsync(cancel);
        var content = course.Content;
        var data = new JsonObject
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "Course",
            ["@id"] = Absolute($"/formations/{course.Id}"),
            ["url"] = Absolute($"/formations/{course.Id}"),
            ["name"] = content.Title,
            ["description"] = content.Objectives,
            ["inLanguage"] = "fr",
            ["timeRequired"] = Duration(content.Minutes),
            ["provider"] = Organization(course.Unit, units),
            ["offers"] = Offer(content.PriceCents),
        };
        Add(data, "coursePrerequisites", content.Prerequisites);
        Add(data, "accessibilitySummary", content.Accessibility);
        Add(data, "teaches", content.Competences.Select(lists.Competence));
        Add(data, "about", content.Themes.Select(lists.Theme));
        if (content.Audiences.Count > 0)
            data["audience"] = new JsonArray([.. content.Audiences.Select(a => new JsonObject { ["@type"] = "EducationalAudience", ["audienceType"] = lists.Audience(a) })]);
        var instances = sessions.Where(s => s.StartsAt > clock.UtcNow && s.Slots.Count > 0).Select(s => (JsonNode)Instance(course, s, units)).ToArray();
        if (instances.Length > 0)
            data["hasCourseInstance"] = new JsonArray(instances);
        return data;
    }

    private JsonObject Instance(Course course, Session session, NetworkSnapshot units)
    {
        var slots = session.Slots.OrderBy(s => s.StartsAt).ToList();
        return new JsonObject
        {
            ["@type"] = "CourseInstance",
            ["@id"] = Absolute($"/formations/sessions/{session.Id}"),
            ["url"] = Absolute($"/formations/sessions/{session.Id}"),
            ["name"] = course.Content.Title,
            ["courseMode"] = new JsonArray(Mode(course.Content.Modality)),
            ["courseWorkload"] = Duration(course.Content.Minutes),
            ["startDate"] = Local(slots[0].StartsAt, session.TimeZone),
            ["endDate"] = Local(slots[^1].EndsAt, session.TimeZone),
            ["eventStatus"] = session.State == SessionState.Cancelled ? "https://schema.org/EventCancelled" : "https://schema.org/EventScheduled",
            ["eventAttendanceMode"] = "https://schema.org/" + Attendance(course.Content.Modality),
            ["maximumAttendeeCapacity"] = session.Capacity,
            ["remainingAttendeeCapacity"] = session.Capacity - session.Taken,
            ["organizer"] = Organization(session.Unit, units),
            ["offers"] = Offer(session.PriceCents ?? course.Content.PriceCents),
            ["location"] = new JsonArray([.. slots.Select(Place).DistinctBy(p => p.ToJsonString()).Select(p => (JsonNode)p)]),
            ["subEvent"] = new JsonArray([.. slots.Select(s => new JsonObject
            {
                ["@type"] = "Event",
                ["name"] = course.Content.Title,
                ["startDate"] = Local(s.StartsAt, session.TimeZone),
                ["endDate"] = Local(s.EndsAt, session.TimeZone),
                ["location"] = Place(s),
            })]),
        };

        JsonObject Place(Slot slot) => PublicPlace.IsRemote(slot)
            ? new JsonObject { ["@type"] = "VirtualLocation", ["url"] = Absolute($"/formations/sessions/{session.Id}") }
            : Located(new JsonObject { ["@type"] = "Place", ["name"] = slot.Place }, slot);
    }

    private static JsonObject Located(JsonObject place, Slot slot)
    {
        if (slot is { Latitude: { } latitude, Longitude: { } longitude })
            place["geo"] = new JsonObject { ["@type"] = "GeoCoordinates", ["latitude"] = latitude, ["longitude"] = longitude };
        return place;
    }

    private JsonObject Organization(string code, NetworkSnapshot units) => new()
    {
        ["@type"] = "Organization",
        ["name"] = units.TryFind(code, out var unit) ? unit.Name : code,
        ["url"] = Absolute($"/reseau/unites/{Uri.EscapeDataString(code)}"),
    };

    private static JsonObject Offer(long cents) => new()
    {
        ["@type"] = "Offer",
        ["category"] = cents == 0 ? "Free" : "Paid",
        ["price"] = (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture),
        ["priceCurrency"] = "EUR",
    };

    private static void Add(JsonObject data, string name, string text)
    {
        if (text.Length > 0)
            data[name] = text;
    }

    private static void Add(JsonObject data, string name, IEnumerable<string> texts)
    {
        var all = texts.Select(t => (JsonNode)t).ToArray();
        if (all.Length > 0)
            data[name] = new JsonArray(all);
    }

    private static string Mode(Modality modality) => modality switch { Modality.OnSite => "onsite", Modality.Hybrid => "blended", _ => "online" };

    private static string Attendance(Modality modality) =>
        modality switch { Modality.OnSite => "OfflineEventAttendanceMode", Modality.Hybrid => "MixedEventAttendanceMode", _ => "OnlineEventAttendanceMode" };

    /// <summary>"PT6H30M".</summary>
    private static string Duration(int minutes) =>
        string.Create(CultureInfo.InvariantCulture, $"PT{minutes / 60}H{(minutes % 60 == 0 ? "" : $"{minutes % 60}M")}");

    /// <summary>The hour of the place with its distance from UTC that day.</summary>
    private static string Local(DateTime utc, string zone) =>
        new DateTimeOffset(LocalTime.At(utc, zone), TimeZoneInfo.FindSystemTimeZoneById(zone).GetUtcOffset(utc)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private string Absolute(string local) => new Uri(site.Address, local).AbsoluteUri;
}
