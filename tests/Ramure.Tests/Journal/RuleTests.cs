using Microsoft.Extensions.DependencyInjection;
using Ramure.Journal.Recording;
using Ramure.Tests.Support;

namespace Ramure.Tests.Journal;

public sealed class RuleTests
{
    public static TheoryData<string, string, string, string> Wrong => new()
    {
        { "unit", "", "unit-missing", "unit" },
        { "unit", "A99", "unit-unknown", "unit" },
        { "unit", "A59", "unit-closed", "date" },
        { "kind", "party", "kind-unknown", "kind" },
        { "title", "  ", "title-missing", "title" },
        { "title", "LONG", "title-too-long", "title" },
        { "date", "", "date-missing", "date" },
        { "date", "2024-04-31", "date-invalid", "date" },
        { "date", "bientôt", "date-invalid", "date" },
        { "date", "2024-06-13", "future", "date" },
        { "date", "2014-12-31", "unit-closed", "date" },
        { "end_date", "2024-03-11", "end-before-start", "end_date" },
        { "end_date", "2024-06-13", "future", "end_date" },
        { "precision", "week", "precision-unknown", "precision" },
        { "half_days", "3", "half-days-invalid", "half_days" },
        { "half_days", "0", "half-days-invalid", "half_days" },
        { "half_days", "une", "half-days-invalid", "half_days" },
        { "days", "2024-03-12:3", "days-invalid", "days" },
        { "days", "2024-03-12:1;2024-03-12:1", "days-invalid", "days" },
        { "days", "2024-02-30:1", "date-invalid", "days" },
        { "minutes", "0", "minutes-invalid", "minutes" },
        { "minutes", "-30", "minutes-invalid", "minutes" },
        { "sessions", "0", "sessions-invalid", "sessions" },
        { "place", "moon", "place-unknown", "place" },
        { "uai", "0620130F", "uai-invalid", "uai" },
        { "uai", "collège", "uai-invalid", "uai" },
        { "uai", "0620001P", "school-unknown", "uai" },
        { "modality", "loud", "modality-unknown", "modality" },
        { "theme", "cooking", "theme-unknown", "theme" },
        { "partner_kind", "friend", "partner-kind-unknown", "partner_kind" },
        { "headcount", "teacher-primary:-1", "headcount-invalid", "headcount" },
        { "headcount", "teacher-primary:douze", "headcount-invalid", "headcount" },
        { "headcount", "teacher-primary", "headcount-invalid", "headcount" },
        { "headcount", "teacher-primary:100001", "headcount-invalid", "headcount" },
        { "headcount", "martians:3", "audience-unknown", "headcount" },
        { "headcount", "pupil:3;pupil:4", "audience-repeated", "headcount" },
    };

    [Fact]
    public async Task Each_wrong_field_is_refused_by_its_own_code_and_named()
    {
        await using var installation = await JournalInstallation.CreateAsync("sqlite");
        foreach (var row in Wrong)
        {
            var (field, text, code, named) = row.Data;
            var result = await installation.RunAsync(s => s.GetRequiredService<ActivityRecorder>().RecordAsync(With(field, text)));
            var refusal = Assert.Single(result.Refusals);
            Assert.True((code, named) == (refusal.Code, refusal.Field), $"{field}={text}: {refusal.Code} on {refusal.Field}: {refusal.Message}");
        }
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        await using var installation = await JournalInstallation.CreateAsync("sqlite");
        var result = await installation.RunAsync(s => s.GetRequiredService<ActivityRecorder>().RecordAsync(
            JournalInstallation.Training with { Date = "2024-04-31", Unit = "A99", Title = "", Minutes = "x", Theme = "cooking", Uai = "1" }));
        Assert.Equal(["date", "minutes", "theme", "title", "uai", "unit"], result.Refusals.Select(r => r.Field!).Order());
    }

    [Fact(DisplayName = "L8 The day is the unit's own: it is already 13 June in Nouméa when it is 12 June in Arras")]
    public async Task The_day_is_the_units_own()
    {
        await using var installation = await JournalInstallation.CreateAsync("sqlite");
        var tomorrow = JournalInstallation.Training with { Date = "2024-06-13" };
        Assert.False((await installation.RunAsync(s => s.GetRequiredService<ActivityRecorder>().RecordAsync(tomorrow))).Succeeded);
        Assert.True((await installation.RunAsync(s => s.GetRequiredService<ActivityRecorder>().RecordAsync(tomorrow with { Unit = "A988" }))).Succeeded);
    }

    [Theory]
    [InlineData("month", "2024-04-17", "", "2024-04-01", "2024-04-30")]
    [InlineData("school-year", "2023-09-01", "2024-08-31", "2023-09-01", "2024-08-31")]
    [InlineData("civil-year", "2023-05-05", "", "2023-01-01", "2023-12-31")]
    public async Task A_period_takes_its_whole_bounds(string precision, string start, string end, string first, string last)
    {
        await using var installation = await JournalInstallation.CreateAsync("sqlite");
        var activity = await installation.RecordAsync(JournalInstallation.Training with { Precision = precision, Date = start, EndDate = end });
        Assert.Equal((DateOnly.Parse(first, null), DateOnly.Parse(last, null)), (activity.StartDay, activity.EndDay));
    }

    [Fact]
    public void A_31_april_is_explained()
    {
        var reader = new ActivityTextReader();
        reader.Read(JournalInstallation.Training with { Date = "31/04/2024" });
        Assert.Equal("Le 31 avril 2024 n’existe pas : ce mois a 30 jours.", Assert.Single(reader.Refusals).Message);
    }

    private static ActivityText With(string field, string text)
    {
        var good = JournalInstallation.Training with { HalfDays = "" };
        text = text == "LONG" ? new string('a', 301) : text;
        return field switch
        {
            "unit" => good with { Unit = text },
            "kind" => good with { Kind = text },
            "title" => good with { Title = text },
            "date" => good with { Date = text },
            "end_date" => good with { EndDate = text },
            "precision" => good with { Precision = text },
            "half_days" => good with { HalfDays = text },
            "days" => good with { Days = text },
            "minutes" => good with { Minutes = text },
            "sessions" => good with { Sessions = text },
            "place" => good with { Place = text },
            "uai" => good with { Uai = text },
            "modality" => good with { Modality = text },
            "theme" => good with { Theme = text },
            "partner_kind" => good with { PartnerKind = text },
            "headcount" => good with { Headcount = ActivityTextReader.SplitHeadcount(text) },
            _ => throw new ArgumentException(field, nameof(field)),
        };
    }
}
