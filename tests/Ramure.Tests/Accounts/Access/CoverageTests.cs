using Ramure.Accounts.Access;
using Ramure.Accounts.Model;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;

namespace Ramure.Tests.Accounts.Access;

public sealed class CoverageTests
{
    private static readonly DateOnly Change = new(2024, 1, 1);

    /// <summary>RC over D1 and D2; A under D1, then under D2; D3 closes into D2 and had B, which closes with it.</summary>
    private static readonly NetworkSnapshot Network = new(
        1,
        [Unit(1, "RC"), Unit(2, "D1"), Unit(3, "D2"), Unit(4, "A"), Unit(5, "D3", to: Change), Unit(6, "B", to: Change)],
        [
            Under(1, null), Under(2, 1), Under(3, 1),
            new(4, 2, new DayRange(DateOnly.MinValue, Change)), new(4, 3, new DayRange(Change, DateOnly.MaxValue)),
            new(5, 1, new DayRange(DateOnly.MinValue, Change)), new(6, 5, new DayRange(DateOnly.MinValue, Change)),
        ],
        [new SuccessionInfo(5, 3, Change, 1)]);

    [Fact]
    public void A_unit_reaches_what_is_below_it_on_the_day()
    {
        Assert.Equal(["A", "D1"], Of("D1", Change.AddDays(-1)));
        Assert.Equal(["D1"], Of("D1", Change));
    }

    [Fact]
    public void What_a_closed_unit_left_goes_with_what_continues_it() => Assert.Equal(["A", "B", "D2", "D3"], Of("D2", Change));

    [Fact]
    public void The_root_and_the_whole_network_reach_everything()
    {
        Assert.Null(Coverage.Of(Network, "RC", Change));
        Assert.Null(Coverage.Of(Network, RoleGrant.WholeNetwork, Change));
    }

    [Fact]
    public void A_unit_that_does_not_exist_reaches_only_itself() => Assert.Equal(["X"], Of("X", Change));

    private static IEnumerable<string> Of(string unit, DateOnly day) => Coverage.Of(Network, unit, day)!.Order(StringComparer.Ordinal);

    private static UnitInfo Unit(int number, string code, DateOnly? to = null) =>
        new(number, code, code, code, UnitKinds.Directorate, "Europe/Paris", new DayRange(DateOnly.MinValue, to ?? DateOnly.MaxValue), null, null, null, null);

    private static MembershipInfo Under(int unit, int? parent) => new(unit, parent, new DayRange(DateOnly.MinValue, DateOnly.MaxValue));
}
