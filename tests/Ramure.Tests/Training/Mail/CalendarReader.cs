using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Ramure.Tests.Support;

namespace Ramure.Tests.Training.Mail;

/// <summary>What an independent reader (ical.js) understands of a calendar.</summary>
internal sealed record ReadCalendar(string Version, string Prodid, string Method, string[] Zones, ReadEvent[] Events);

internal sealed record ReadEvent(
    string Uid, int Sequence, DateTime Start, DateTime End, string Zone, DateTime Stamp, string Summary, string Location, string Description, string Url, string Status,
    string Organizer, string Attendee, int Attendees, string Partstat);

internal static class CalendarReader
{
    public static async Task<ReadCalendar> ReadAsync(string calendar)
    {
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = Path.Combine(Repository.Root, "tests", "Ramure.Tests", "Servers"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        start.ArgumentList.Add("calendar.mjs");
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(calendar);
        process.StandardInput.Close();
        var said = await process.StandardOutput.ReadToEndAsync();
        Assert.True(said.Length > 0, await process.StandardError.ReadToEndAsync() + "\n" + calendar);
        return JsonSerializer.Deserialize<ReadCalendar>(said, JsonSerializerOptions.Web)!;
    }
}
