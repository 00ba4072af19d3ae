using Ramure.Kernel.Access;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Training.Contracts;
using Ramure.Ui.Components;

namespace Ramure.Training.Calendar;

/// <summary>The unit a page of staff is about.</summary>
/// <param name="Unit">Null when it is still to be chosen.</param>
/// <param name="Missing">The address names one that there is not.</param>
internal sealed record AskedUnit(UnitInfo? Unit, bool Missing);

/// <summary>Which unit the address asks, for who prepares its sessions; one's own where there is only one.</summary>
internal sealed class PlanningUnits(INetwork network, IAccess access, IClock clock)
{
    public Task<AskedUnit> FindAsync(string? code, CancellationToken cancel = default) => FindAsync(code, TrainingPermissions.Prepare, cancel);

    /// <summary>The same for who holds another permission for it.</summary>
    public async Task<AskedUnit> FindAsync(string? code, Permission permission, CancellationToken cancel = default)
    {
        var snapshot = await network.SnapshotAsync(cancel);
        if (string.IsNullOrEmpty(code))
        {
            var scope = await access.ScopeAsync(permission, cancel);
            var tops = scope.Units is null ? [] : snapshot.Tops(scope, clock.Today("Europe/Paris"));
            return new AskedUnit(tops is [var only] ? only : null, false);
        }

        if (!snapshot.TryFind(code, out var unit))
            return new AskedUnit(null, true);
        await access.DemandAsync(permission, code, cancel);
        return new AskedUnit(unit, false);
    }

    /// <summary>The open units whose sessions may be prepared, under what is above them.</summary>
    public async Task<IReadOnlyList<Choice>> ChoicesAsync(Permission? permission = null, CancellationToken cancel = default)
    {
        var snapshot = await network.SnapshotAsync(cancel);
        var scope = await access.ScopeAsync(permission ?? TrainingPermissions.Prepare, cancel);
        return [.. from unit in snapshot.Units
                   let today = clock.Today(unit.TimeZone)
                   where unit.Open.Contains(today) && scope.Covers(unit.Code)
                   let parent = snapshot.ParentAt(unit.Number, today)
                   orderby parent?.Name ?? "", unit.Code
                   select new Choice(unit.Code, $"{unit.Code} – {unit.Name}", Group: parent?.Name ?? "Réseau")];
    }
}
