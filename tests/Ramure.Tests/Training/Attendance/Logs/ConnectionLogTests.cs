using System.Net;
using System.Text;
using Ramure.Kernel.Access;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Ramure.Training.Attendance.Logs;
using Ramure.Training.Model;

namespace Ramure.Tests.Training.Attendance.Logs;

/// <summary>Files as the tools write them; the slot is that of 18 September 2024, 9:00 to 12:00 in Paris.</summary>
public sealed class ConnectionLogTests
{
    private static readonly Slot Slot = new()
    {
        Id = Guid.CreateVersion7(),
        Day = new(2024, 9, 18),
        Start = new(9, 0),
        End = new(12, 0),
        StartsAt = new(2024, 9, 18, 7, 0, 0, DateTimeKind.Utc),
        EndsAt = new(2024, 9, 18, 10, 0, 0, DateTimeKind.Utc),
        Place = "à distance",
    };

    [Theory]
    // Zoom in English and in French.
    [InlineData(
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\nAlice Martin,alice@exemple.test,09/18/2024 08:50:12 AM,09/18/2024 10:00:00 AM,70,No\nAlice Martin,alice@exemple.test,09/18/2024 09:30:00 AM,09/18/2024 12:10:00 PM,160,No\nBob (Bob Durand),,09/18/2024 10:30:00 AM,09/18/2024 11:00:00 AM,30,Yes\n",
        "Alice Martin <alice@exemple.test> 180, Bob (Bob Durand) 30")]
    [InlineData(
        "Nom (nom original);Adresse e-mail de l’utilisateur;Heure d’arrivée;Heure de départ;Durée (minutes);Invité\nAlice Martin;alice@exemple.test;18/09/2024 09:20:00;18/09/2024 12:00:00;160;Non\n",
        "Alice Martin <alice@exemple.test> 160")]
    // Teams: persons first, then each connection, which is what counts.
    [InlineData(
        "1. Summary\nMeeting title\tWebradio\n\n2. Participants\nName\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole\nAlice Martin\t9/18/24, 8:58:02 AM\t9/18/24, 12:01:00 PM\t2h 3m\talice@exemple.test\talice@exemple.test\tPresenter\n\n3. In-Meeting Activities\nName\tJoin Time\tLeave Time\tDuration\tEmail\tRole\nAlice Martin\t9/18/24, 8:58:02 AM\t9/18/24, 10:00:00 AM\t1h\talice@exemple.test\tPresenter\nAlice Martin\t9/18/24, 11:00:00 AM\t9/18/24, 12:01:00 PM\t1h\talice@exemple.test\tPresenter\n",
        "Alice Martin <alice@exemple.test> 120")]
    // Teams, the list that organisers download during the meeting.
    [InlineData(
        "Full Name\tUser Action\tTimestamp\nAlice Martin\tJoined\t18/09/2024, 09:00:00\nAlice Martin\tLeft\t18/09/2024, 09:45:00\nBob\tJoined before\t18/09/2024, 11:00:00\n",
        "Alice Martin 45, Bob 60")]
    // BigBlueButton's dashboard: who is still there has no departure; the row of anonymous answers is nobody.
    [InlineData(
        "Name,Moderator,Activity Score,Talk Time,Webcam Time,Messages,Reactions,Poll Votes,Raise Hands,Join,Left,Duration\n\"Alice Martin\",\"FALSE\",\"2.1\",\"-\",\"-\",\"3\",\"0\",\"0\",\"0\",\"9/18/2024, 09:15:00 AM\",\"-\",\"02:45:00\"\n\"Anonymous\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\"\n",
        "Alice Martin 165")]
    // Any table with these three, hours alone.
    [InlineData("Nom,Arrivée,Départ\nAlice Martin,09:05,11:35\n", "Alice Martin 150")]
    public void Minutes_are_the_union_of_connections_cut_to_the_slot(string file, string expected)
    {
        foreach (var content in new[] { Encoding.UTF8.GetBytes(file), [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(file.Replace("\n", "\r\n", StringComparison.Ordinal))] })
        {
            var log = ConnectionLog.Read(content, "journal.csv", Slot, "Europe/Paris").Value;
            Assert.Empty(log.Problems);
            Assert.Equal(expected, string.Join(", ", log.People.Select(p => $"{p.Name}{(p.Email is null ? "" : $" <{p.Email}>")} {p.Minutes}")));
        }
    }

    [Fact]
    public void Lines_that_cannot_be_read_are_named_and_the_others_count()
    {
        var log = ConnectionLog.Read("Nom,Arrivée,Départ\nAlice,tôt,tard\n,09:00,10:00\nBob,10:00,09:00\nChloé,09:00,10:00\n"u8.ToArray(), "journal.csv", Slot, "Europe/Paris").Value;
        Assert.Equal(["journal.csv 2 time-invalid", "journal.csv 3 name-missing", "journal.csv 4 time-invalid"], log.Problems.Select(p => $"{p.File} {p.Line} {p.Code}"));
        Assert.Equal(["Chloé"], log.People.Select(p => p.Name));
        Assert.Equal("columns-missing", Assert.Single(ConnectionLog.Read("a,b\n1,2\n"u8.ToArray(), "x.csv", Slot, "Europe/Paris").Refusals).Code);
        Assert.Equal("file-size", Assert.Single(ConnectionLog.Read([], "x.csv", Slot, "Europe/Paris").Refusals).Code);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_log_is_read_over_matched_and_noted_without_losing_anybody(string database)
    {
        await using var scene = await AttendanceScene.CreateAsync(database, "Alice", "Bob", "Chloé");
        using var staff = await scene.Scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        var address = $"{scene.Address}/connexion?creneau={scene.Slots[0].Id}";
        var file = "Name (Original Name),User Email,Join Time,Leave Time\nQuelqu’un,alice@exemple.test,09/18/2024 09:00:00 AM,09/18/2024 12:00:00 PM\nBOB,,09/18/2024 10:00:00 AM,09/18/2024 11:00:00 AM\niPad de Bob,,09/18/2024 10:30:00 AM,09/18/2024 12:00:00 PM\nDenise Venue,denise@exemple.test,09/18/2024 09:00:00 AM,09/18/2024 09:30:00 AM\n";
        using var read = await staff.SendAsync(address, await staff.PageAsync(address), "journal", [], ("fichier", "participants.csv", Encoding.UTF8.GetBytes(file)));
        var plan = await read.DocumentAsync();
        Assert.Equal("Alice - -, Bob - -, Chloé - -", await scene.SheetTextAsync());
        var rows = plan.QuerySelectorAll("tbody tr").ToList();
        // Who is not recognised comes first: Denise, then the tablet.
        Assert.Contains("Denise Venue", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("iPad de Bob", rows[1].TextContent, StringComparison.Ordinal);
        using var applied = await staff.SendAsync(address, plan, "appliquer", new() { ["qui-0"] = "nouveau", ["qui-1"] = (await scene.IdAsync("Bob")).ToString("n"), ["absents"] = "true" });
        Assert.Equal(HttpStatusCode.Redirect, applied.StatusCode);
        // Two devices overlap: two hours, not two and a half.
        Assert.Equal("Alice 180 -, Bob 120 -, Chloé 0 -, Denise Venue 30 -", await scene.SheetTextAsync());
        Assert.All((await scene.SheetAsync()).People, p => Assert.Equal(MarkSource.Log, p.Marks[0].Said.Heads.Single().Source));

        using var none = await staff.SendAsync(address, await staff.PageAsync(address), "journal", []);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.StatusCode);
        using var foreign = await scene.Scene.Installation.ClientAsync(Role.AtelierStaff, "A988");
        await foreign.PageAsync(address, HttpStatusCode.Forbidden);
    }
}
