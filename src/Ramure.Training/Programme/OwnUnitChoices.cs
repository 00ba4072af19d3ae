using Ramure.Kernel.Access;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Training.Contracts;
using Ramure.Ui.Components;

namespace Ramure.Training.Programme;

/// <summary>The units for which somebody may write a training, as a form offers them.</summary>
internal sealed class OwnUnitChoices(IAccess access, INetwork network, IClock clock)
{
    /// <summary>Denied to who prepares nowhere; closed units are left out.</summary>
    public async Task<List<Choice>> AllAsync(CancellationToken cancel = default)
    {
        var scope = await access.DemandAsync(TrainingPermissions.Prepare, cancel);
        return
        [
            .. (await network.SnapshotAsync(cancel)).Units.Where(u => scope.Covers(u.Code) && u.Open.Contains(clock.Today(u.TimeZone)))
                .OrderBy(u => u.ShortName, StringComparer.CurrentCulture).Select(u => new Choice(u.Code, u.ShortName)),
        ];
    }
}
