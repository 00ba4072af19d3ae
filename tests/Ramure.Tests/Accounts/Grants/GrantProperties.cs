using CsCheck;
using Ramure.Accounts.Access;
using Ramure.Accounts.Grants;
using Ramure.Accounts.Model;
using Ramure.Kernel.Access;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;

namespace Ramure.Tests.Accounts.Grants;

/// <summary>Whatever people hand on to each other, nobody gets what no one above them had.</summary>
public sealed class GrantProperties
{
    private const int People = 5;
    private static readonly DateOnly Start = new(2020, 1, 1);
    private static readonly string[] Codes = ["RC", "DT1", "DT2", "A", "B", "C"];
    private static readonly string[] Units = [.. Codes, RoleGrant.WholeNetwork];

    private static readonly NetworkSnapshot Network = new(
        1,
        [.. Codes.Select((code, i) => new UnitInfo(i + 1, code, code, code, UnitKinds.Atelier, "Europe/Paris", Always, null, null, null, null))],
        [new(1, null, Always), new(2, 1, Always), new(3, 1, Always), new(4, 2, Always), new(5, 2, Always), new(6, 3, Always)],
        []);

    private static DayRange Always => new(DateOnly.MinValue, DateOnly.MaxValue);

    private static Gen<(int Who, Role Role, string Unit)> AnyGrant { get; } =
        Gen.Select(Gen.Int[0, People - 1], Gen.Enum<Role>(), Gen.Int[0, Units.Length - 1], (who, role, unit) => (who, role, Units[unit]));

    [Fact]
    public void No_sequence_of_grants_reaches_a_role_or_a_unit_outside_of_those_of_the_grantors() =>
        Gen.Select(AnyGrant.Array[1, 4], Gen.Select(Gen.Int[0, People - 1], AnyGrant).Array[0, 40]).Sample((first, then) =>
        {
            var grants = first.Select(Grant).ToList();
            var reached = Reached(grants);
            foreach (var (by, wish) in then)
            {
                var power = new GrantingPower([.. grants.Where(g => g.AccountId == Id(by))], Network, new Fixed());
                if (!power.Allows(wish.Role, wish.Unit))
                    continue;
                grants.Add(Grant(wish));
                // The claim, judged by what permissions ask and not by what grants say.
                Assert.Subset(reached, Reached(grants));
            }
        }, iter: 3000);

    [Fact]
    public void The_claim_fails_for_who_may_hand_on_everything()
    {
        var director = Grant((0, Role.AtelierDirector, "A"));
        var before = Reached([director]);
        Assert.False(before.IsSupersetOf(Reached([director, Grant((1, Role.OversightReader, "A"))])));
        Assert.False(before.IsSupersetOf(Reached([director, Grant((1, Role.AtelierStaff, "DT1"))])));
    }

    /// <summary>All that anybody may hand on or hold, as "role at unit", for each unit covered: what any grant reaches, and what it may make of it.</summary>
    private static HashSet<string> Reached(IEnumerable<RoleGrant> grants)
    {
        var reached = new HashSet<string>();
        foreach (var grant in grants)
        {
            var units = Coverage.Of(Network, grant.Unit, Start.AddYears(1)) ?? Codes.ToHashSet();
            var whole = units.Count == Codes.Length;
            foreach (var unit in units.Concat(grant.Unit == RoleGrant.WholeNetwork ? [RoleGrant.WholeNetwork] : []))
                foreach (var role in Held(grant.Role, whole))
                    reached.Add($"{role} {unit}");
        }

        return reached;
    }

    // Written down here by hand: what a role is worth, itself and all below it.
    private static IEnumerable<Role> Held(Role role, bool whole) => role switch
    {
        Role.AtelierDirector => [Role.AtelierDirector, Role.AtelierStaff, Role.Trainer],
        Role.TerritorialDirector => [Role.TerritorialDirector, Role.AtelierDirector, Role.AtelierStaff, Role.Trainer],
        Role.Administrator => Enum.GetValues<Role>().Where(r => whole || r is not (Role.HeadOfficeService or Role.OversightReader)),
        _ => [role],
    };

    private static RoleGrant Grant((int Who, Role Role, string Unit) wish) => new()
    {
        Id = Guid.CreateVersion7(),
        AccountId = Id(wish.Who),
        Role = wish.Role,
        Unit = wish.Unit,
        From = Start,
        GrantedBy = "test",
        GrantedAt = default,
    };

    private static Guid Id(int person) => new(person + 1, 0, 0, new byte[8]);

    private sealed class Fixed : IClock
    {
        public DateTime UtcNow => new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);
    }
}
