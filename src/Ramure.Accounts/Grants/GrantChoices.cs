using Ramure.Accounts.Model;
using Ramure.Kernel.Access;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Ui.Components;

namespace Ramure.Accounts.Grants;

/// <summary>What a form that gives a role proposes: no more than its reader may give.</summary>
internal sealed class GrantChoices(Grantors grantors, INetwork network, IClock clock, IEnumerable<INamedItems> named)
{
    public async Task<IReadOnlyList<Choice>> RolesAsync() =>
        [.. (await grantors.OfActorAsync()).Roles.Select(r => new Choice(RoleWords.Code(r), RoleWords.Label(r), RoleWords.Purpose(r)))];

    public async Task<IReadOnlyList<Choice>> UnitsAsync()
    {
        var power = await grantors.OfActorAsync();
        var snapshot = await network.SnapshotAsync();
        var units = snapshot.Units.Where(u => u.Open.To > GrantDays.Today(u.Code, snapshot, clock) && power.Reaches(u.Code))
            .OrderBy(u => u.Code, StringComparer.Ordinal).Select(u => new Choice(u.Code, $"{u.Code} – {u.Name}"));
        return power.Reaches(RoleGrant.WholeNetwork) ? [new Choice(RoleGrant.WholeNetwork, "Tout le réseau"), .. units] : [.. units];
    }

    /// <summary>Empty for who may not give the role that names some.</summary>
    public async Task<IReadOnlyList<Choice>> ItemsAsync()
    {
        if (!(await grantors.OfActorAsync()).Roles.Contains(Role.HeadOfficeService))
            return [];
        var all = new List<Choice>();
        foreach (var source in named)
            all.AddRange((await source.AllAsync()).Select(i => new Choice(i.Reference, i.Label, Group: i.Group)));
        return [.. all.OrderBy(c => c.Group, StringComparer.Ordinal)];
    }
}
