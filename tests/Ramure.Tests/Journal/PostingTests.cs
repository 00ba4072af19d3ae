using Ramure.Journal.Contracts;
using Ramure.Journal.Recording;
using Ramure.Ledger.Contracts;
using Ramure.Tests.Support;

namespace Ramure.Tests.Journal;

public sealed class PostingTests
{
    /// <summary>Kind, then what two sessions of three half-days with 12 teachers and an unknown number of pupils post.</summary>
    public static TheoryData<string, string> Kinds => new()
    {
        { "training", "training.actions=1 training.days=6 training.trainee-minutes=12960 training.trainee-minutes=NC training.unnamed-attendees=12 training.unnamed-attendees=NC" },
        { "event", "event.count=1" },
        { "codesign", "codesign.sessions=2" },
        { "mediation", "mediation.acts=2" },
        { "advice", "advice.acts=2" },
        { "support", "support.actions=1" },
        { "stand", "stand.count=1" },
        { "room", "room.half-days=6" },
        { "visit", "visit.count=2" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_posts_its_measures_and_the_people_it_reached(string kind, string own)
    {
        var lines = Lines(Base with { Kind = kind, Days = [new(new(2024, 3, 12), 2), new(new(2024, 3, 14), 1)] });

        var sums = lines.GroupBy(l => (l.Measure, l.State)).OrderBy(g => g.Key.Measure, StringComparer.Ordinal).ThenBy(g => g.Key.State)
            .Select(g => $"{g.Key.Measure}={(g.Key.State == EntryState.Value ? g.Sum(l => l.Quantity).ToString(System.Globalization.CultureInfo.InvariantCulture) : "NC")}");
        Assert.Equal(
            [.. own.Split(' ').Concat(["offer.beneficiaries=12", "offer.beneficiaries=NC"]).Order(StringComparer.Ordinal)],
            sums.Order(StringComparer.Ordinal));
        Assert.All(lines, l => Assert.Equal(kind, l.Context!["activity"]));
    }

    [Fact]
    public void Context_says_what_is_known_and_nothing_else()
    {
        var lines = Lines(Base with { Theme = "media-literacy", PartnerKind = "espe", Modality = "on-site", Place = "residence", Headcount = [new("pupil", 3)] });

        Assert.Equal("activity=event partner-kind=espe place=residence theme=media-literacy modality=on-site".Split(' ').Order(),
            lines.Single(l => l.Measure == "event.count").Context!.Select(c => $"{c.Key}={c.Value}").Order());
        Assert.Equal("pupil", lines.Single(l => l.Measure == "offer.beneficiaries").Context!["audience"]);
        Assert.Equal(["activity"], Lines(Base with { Headcount = [] })[0].Context!.Keys);
    }

    [Fact]
    public void Minutes_spread_over_days_add_up_to_the_minute()
    {
        var lines = Lines(Base with
        {
            Kind = "training",
            Minutes = 100,
            Sessions = 1,
            HalfDays = 4,
            Headcount = [new("pupil", 1)],
            Days = [new(new(2024, 3, 12), 1), new(new(2024, 3, 13), 1), new(new(2024, 3, 20), 1)],
        }).Where(l => l.Measure == "training.trainee-minutes").ToList();

        Assert.Equal([33, 33, 34], lines.Select(l => l.Quantity));
        Assert.Equal([12, 13, 20], lines.Select(l => l.Day.Day));
    }

    [Fact(DisplayName = "L6 People expected and not counted are not communicated, not zero")]
    public void People_expected_and_not_counted_are_not_communicated()
    {
        var visit = Lines(Base with { Kind = "visit", Headcount = [] }).Single(l => l.Measure == "offer.beneficiaries");
        Assert.Equal((EntryState.NotCommunicated, 0L), (visit.State, visit.Quantity));
        Assert.DoesNotContain(Lines(Base with { Kind = "room", Headcount = [] }), l => l.Measure == "offer.beneficiaries");
    }

    [Fact(DisplayName = "L6 A training without duration keeps its action and does not invent its minutes")]
    public void A_training_without_duration_does_not_invent_minutes()
    {
        var lines = Lines(Base with { Kind = "training", HalfDays = null, Minutes = null, Headcount = [new("pupil", 20)] });

        Assert.Equal(EntryState.NotCommunicated, lines.Single(l => l.Measure == "training.trainee-minutes").State);
        Assert.Equal(EntryState.NotCommunicated, lines.Single(l => l.Measure == "training.days").State);
        Assert.Equal(1, lines.Single(l => l.Measure == "training.actions").Quantity);
        Assert.Equal(20, lines.Single(l => l.Measure == "training.unnamed-attendees").Quantity);
    }

    [Fact(DisplayName = "L8 What is known for a period is posted once, with its basis, on the first day the unit was open")]
    public void What_is_known_for_a_period_keeps_its_basis()
    {
        var activity = Base with { Start = new(2014, 9, 1), End = new(2015, 8, 31), Precision = DayBasis.SchoolYear };
        var line = ActivityPostings.Lines(activity, SmallNetwork.AlwaysOpen).Single(l => l.Measure == "event.count");
        Assert.Equal((new DateOnly(2015, 1, 1), DayBasis.SchoolYear), (line.Day, line.Basis));
    }

    private static readonly NewActivity Base = new()
    {
        Unit = "A62",
        Kind = "event",
        Title = "x",
        Start = new(2024, 3, 12),
        HalfDays = 3,
        Sessions = 2,
        Headcount = [new("teacher-primary", 12), new("pupil", null)],
    };

    private static List<LedgerLine> Lines(NewActivity activity) => ActivityPostings.Lines(activity, SmallNetwork.AlwaysOpen);
}
