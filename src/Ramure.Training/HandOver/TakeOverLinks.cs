using Ramure.Journal.Contracts;
using Ramure.Kernel.Access;
using Ramure.Kernel.Time;
using Ramure.Training.Contracts;

namespace Ramure.Training.HandOver;

/// <summary>Offers, on the page of an activity that can become a session, to make one of it.</summary>
internal sealed class TakeOverLinks(IAccess access, IClock clock) : IActivityPageLinks
{
    public async ValueTask<IReadOnlyList<ActivityLink>> ForAsync(NotedActivity activity, CancellationToken cancel) =>
        ActivityTakeOver.Check(activity.Content, clock.Today("Europe/Paris")).Count == 0 && await access.MayAsync(TrainingPermissions.Prepare, activity.Content.Unit, cancel)
            ? [new ActivityLink("En faire une session", $"/formations/reprises/{activity.Id}")]
            : [];
}
