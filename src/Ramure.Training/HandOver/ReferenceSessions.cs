using Microsoft.EntityFrameworkCore;
using Ramure.Journal.Contracts;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.FirstStart;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Training.Model;

namespace Ramure.Training.HandOver;

/// <summary>Makes sessions of what the report of Atelier 62 says with a day and a duration, in a new installation.</summary>
internal sealed class ReferenceSessions(OperationRunner runner, RamureDb db, IClock clock, IJournalHandOver journal, ActivityTakeOver takeOver) : IFirstStart
{
    /// <summary>Outside identifiers of the report's rows begin so.</summary>
    public const string Source = "bilan-62-2023-2024/";

    /// <summary>Headings of the report and the frame each stands for, the closest first.</summary>
    private static readonly (string Heading, CourseFrame Frame)[] Frames =
    [
        ("Les formations de proximité", CourseFrame.OnDemand),
        ("Formations dans le cadre institutionnel", CourseFrame.Institutional),
        ("Formations impulsées par", CourseFrame.OwnInitiative),
        ("Formations commandées à", CourseFrame.Ordered),
        ("Accompagnement de la politique éducative du Département", CourseFrame.LocalPolicy),
    ];

    public string Name => "training-reference";

    public int Order => 21;

    public string Label => "Sessions réelles de l’Atelier 62 en 2023-2024";

    public bool BringsActivity => true;

    public async Task<bool> IsUntouchedAsync(CancellationToken cancel) => !await db.Set<Session>().AnyAsync(cancel);

    public Task RunAsync(IProgress<double> progress, CancellationToken cancel) => LoadAsync(progress, cancel);

    /// <summary>Takes over what can be; what was taken over before is no longer offered. Answers how many sessions were made.</summary>
    public async Task<int> LoadAsync(IProgress<double>? progress, CancellationToken cancel)
    {
        var made = 0;
        var all = await journal.FromSourceAsync(ActivityKinds.Training, Source, cancel);
        var ready = all.Where(a => ActivityTakeOver.Check(a.Content, clock.Today("Europe/Paris")).Count == 0 && FrameOf(a.Content) is not null).ToList();
        foreach (var activity in ready)
        {
            var taken = await runner.RunAsync(new Operation("training.take-over-reference", Permission.System), scope =>
            {
                scope.Demand(activity.Content.Unit);
                return takeOver.TakeAsync(scope, activity, FrameOf(activity.Content)!.Value, cancel);
            }, cancel);
            // The product's own rows are right: a refusal here is a bug.
            _ = taken.Value;
            db.ChangeTracker.Clear();
            made++;
            progress?.Report(made / (double)ready.Count);
        }

        return made;
    }

    /// <summary>Where the report puts it; null when under none of the headings that tell.</summary>
    internal static CourseFrame? FrameOf(NewActivity said) =>
        Frames.Where(f => said.StatedIn?.Contains(f.Heading, StringComparison.Ordinal) == true).Select(f => (CourseFrame?)f.Frame).FirstOrDefault();
}
