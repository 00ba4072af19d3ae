using Ramure.Kernel.Time;
using Ramure.Steering.Contracts;
using Ramure.Steering.Indicators;

namespace Ramure.Tests.Steering;

public sealed class AttainmentRuleTests
{
    private static readonly DateOnly Over = new(2019, 1, 1);

    // 73 days of 365: a fifth of the year.
    private static readonly DateOnly Fifth = new(2018, 3, 15);

    [Theory(DisplayName = "L11 When the year is over the target is reached or missed")]
    [InlineData(Direction.Up, 100, Attainment.Reached)]
    [InlineData(Direction.Up, 99, Attainment.Missed)]
    [InlineData(Direction.Down, 100, Attainment.Reached)]
    [InlineData(Direction.Down, 101, Attainment.Missed)]
    public void Year_over(Direction direction, decimal value, Attainment expected) =>
        Assert.Equal((expected, null), AttainmentRule.Judge(Case(direction, value, Over)));

    [Theory(DisplayName = "L11 While the year lasts a level is held against the line from the previous point to the target")]
    [InlineData(Direction.Up, 60, 100, Attainment.Reached)]
    [InlineData(Direction.Up, 60, 68, Attainment.OnTrack)]
    [InlineData(Direction.Up, 60, 67, Attainment.Late)]
    [InlineData(Direction.Down, 140, 132, Attainment.OnTrack)]
    [InlineData(Direction.Down, 140, 133, Attainment.Late)]
    [InlineData(Direction.Down, 140, 100, Attainment.Reached)]
    public void Level_on_its_path(Direction direction, decimal start, decimal value, Attainment expected)
    {
        var result = AttainmentRule.Judge(Case(direction, value, Fifth) with { Start = start });
        Assert.Equal((expected, direction == Direction.Up ? 68m : 132m), result);
    }

    [Theory(DisplayName = "L11 While the year lasts a flow is held against its share of the target; little spent yet is no success")]
    [InlineData(Direction.Up, 20, Attainment.OnTrack)]
    [InlineData(Direction.Up, 19, Attainment.Late)]
    [InlineData(Direction.Up, 100, Attainment.Reached)]
    [InlineData(Direction.Down, 20, Attainment.OnTrack)]
    [InlineData(Direction.Down, 21, Attainment.Late)]
    public void Flow_on_its_path(Direction direction, decimal value, Attainment expected) =>
        Assert.Equal((expected, 20m), AttainmentRule.Judge(Case(direction, value, Fifth) with { Cumulates = true, Start = 60 }));

    [Theory(DisplayName = "L11 An interval is reached inside, bounds included")]
    [InlineData(10, true, Attainment.Reached)]
    [InlineData(20, true, Attainment.Reached)]
    [InlineData(21, true, Attainment.Missed)]
    [InlineData(9, true, Attainment.Missed)]
    [InlineData(15, false, Attainment.Reached)]
    [InlineData(6, false, Attainment.OnTrack)]
    [InlineData(5, false, Attainment.Late)]
    [InlineData(25, false, Attainment.Late)]
    public void An_interval_is_reached_inside(decimal value, bool over, Attainment expected) =>
        Assert.Equal(expected, AttainmentRule.Judge(Case(Direction.Interval, value, over ? Over : Fifth) with
        {
            Target = new TargetValue(null, 10, 20),
            Start = 5,
        }).Attainment);

    [Fact(DisplayName = "L11 Without a known start the target itself is expected")]
    public void No_start() => Assert.Equal((Attainment.Late, 100m), AttainmentRule.Judge(Case(Direction.Up, 99, Fifth)));

    [Theory(DisplayName = "L11 Between two known points the line says what is expected")]
    [InlineData(Direction.Up, 20, Attainment.OnTrack)]
    [InlineData(Direction.Up, 19, Attainment.Late)]
    [InlineData(Direction.Down, 20, Attainment.OnTrack)]
    [InlineData(Direction.Down, 21, Attainment.Late)]
    public void The_line_between_two_points_is_expected(Direction direction, decimal value, Attainment expected) => Assert.Equal(
        (expected, 20m),
        AttainmentRule.Between(direction, value, (new DateOnly(2017, 1, 1), 10), (new DateOnly(2017, 1, 21), 30), new DateOnly(2017, 1, 11)));

    private static Judged Case(Direction direction, decimal value, DateOnly now) =>
        new(direction, value, new TargetValue(100), null, false, Period.CivilYear(2018).Days, now);
}
