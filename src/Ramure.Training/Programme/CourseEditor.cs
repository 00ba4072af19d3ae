using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Lists;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Text;
using Ramure.Network.Contracts;
using Ramure.Training.Contracts;
using Ramure.Training.Model;

namespace Ramure.Training.Programme;

/// <summary>A change to a training as it was seen at <paramref name="Version"/>.</summary>
internal sealed record CourseChange(Guid Id, int Version);

/// <summary>The same training for another unit, or a variant for the same.</summary>
internal sealed record CourseCopy(Guid Id, string? Unit);

/// <summary>What the unit does with a training.</summary>
internal sealed class CourseEditor(OperationRunner runner, RamureDb db, INetwork network, ReferenceLists lists, IAccess access)
{
    public const string SubjectKind = "training-course";

    /// <summary>Writes a new training, a draft.</summary>
    public Task<Result<Course>> CreateAsync(CourseText text, CancellationToken cancel = default) =>
        runner.RunAsync<Course>(new Operation("training.create", TrainingPermissions.Prepare), async scope =>
        {
            if (await UnitAsync(scope, text.Unit, cancel) is { } refused)
                return refused;
            if (!CourseRules.Check(text, lists).TryGet(out var content, out var refusals))
                return refusals.ToList();
            return Add(scope, text.Unit!, content, null);
        }, cancel);

    /// <summary>Writes a draft that says what another training says: what is public, or what its own unit prepares.</summary>
    public Task<Result<Course>> CopyAsync(CourseCopy copy, CancellationToken cancel = default) =>
        runner.RunAsync<Course>(new Operation("training.copy", TrainingPermissions.Prepare), async scope =>
        {
            if (await UnitAsync(scope, copy.Unit, cancel) is { } refused)
                return refused;
            if (await db.Set<Course>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == copy.Id, cancel) is not { } source
                || (source.State != CourseState.Published && !await access.MayAsync(TrainingPermissions.Prepare, source.Unit, cancel)))
                return Unknown;
            return Add(scope, copy.Unit!, source.Content, source.Id);
        }, cancel);

    /// <summary>Says something else: the next version. What was said before is kept once it has been published.</summary>
    public Task<Result<Course>> ChangeAsync(CourseChange change, CourseText text, CancellationToken cancel = default) => EditAsync("training.change", change, (scope, course) =>
    {
        if (!CourseRules.Check(text, lists).TryGet(out var content, out var refusals))
            return refusals.ToList();
        if (course.State == CourseState.Published && CourseRules.Publishable(content) is { Count: > 0 } incomplete)
            return incomplete;
        if (course.State != CourseState.Draft && CourseDifferences.Between(course.Content, content, lists).Count > 0)
        {
            db.Add(new CourseVersion
            {
                CourseId = course.Id,
                Number = change.Version,
                Content = course.Content,
                ReplacedAt = scope.At,
                ReplacedBy = scope.Actor,
            });
        }

        scope.Audit(SubjectKind, course.Id.ToString("D"), course.Content, content, course.Unit);
        (course.Content, course.Search) = (content, Folded(content));
        return course;
    }, cancel);

    /// <summary>Puts it into the catalogue.</summary>
    public Task<Result<Course>> PublishAsync(CourseChange change, CancellationToken cancel = default) => EditAsync("training.publish", change, (scope, course) =>
    {
        if (CourseRules.Publishable(course.Content) is { Count: > 0 } incomplete)
            return incomplete;
        return Move(scope, course, CourseState.Published);
    }, cancel);

    /// <summary>Takes it out of the catalogue; its sessions stay as they are.</summary>
    public Task<Result<Course>> WithdrawAsync(CourseChange change, CancellationToken cancel = default) =>
        EditAsync("training.take-out", change, (scope, course) => Move(scope, course, CourseState.Withdrawn), cancel);

    private Course Add(OperationScope scope, string unit, CourseContent content, Guid? source)
    {
        // Of its own: a row never shares what it holds with another.
        var course = new Course { Id = Guid.CreateVersion7(), Unit = unit, Content = content with { }, Search = Folded(content), CreatedAt = scope.At };
        db.Add(course);
        scope.Audit(SubjectKind, course.Id.ToString("D"), source is null ? null : new { CopyOf = source }, content, unit);
        return course;
    }

    /// <summary>Why nothing can be written for this unit; null when it can.</summary>
    private async Task<Refusal?> UnitAsync(OperationScope scope, string? code, CancellationToken cancel)
    {
        if (!(await network.SnapshotAsync(cancel)).TryFind(code ?? "", out var unit))
            return new Refusal("unit-unknown", "Choisissez l’unité qui répond de cette formation.", "unite");
        scope.Demand(unit.Code);
        return null;
    }

    private static Course Move(OperationScope scope, Course course, CourseState state)
    {
        scope.Audit(SubjectKind, course.Id.ToString("D"), new { course.State }, new { State = state }, course.Unit);
        course.State = state;
        return course;
    }

    private Task<Result<Course>> EditAsync(string name, CourseChange change, Func<OperationScope, Course, Result<Course>> body, CancellationToken cancel) =>
        runner.RunAsync<Course>(new Operation(name, TrainingPermissions.Prepare), async scope =>
        {
            db.ChangeTracker.Clear();
            if (await db.Set<Course>().SingleOrDefaultAsync(c => c.Id == change.Id, cancel) is not { } course)
                return Unknown;
            scope.Demand(course.Unit);
            if (course.Version != change.Version)
                return Changed;
            course.Version++;
            var result = body(scope, course);
            if (!result.Succeeded)
                return result;
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateConcurrencyException)
            {
                return Changed;
            }

            return result;
        }, cancel);

    private static readonly Refusal Unknown = new("course-unknown", "Cette formation n’existe pas.");

    private static readonly Refusal Changed = new(
        "course-changed", "Cette formation vient d’être modifiée par quelqu’un d’autre : rouvrez-la pour voir ce qui a changé, puis recommencez.");

    private static string Folded(CourseContent content) => SearchText.Fold($"{content.Title} {content.Objectives} {content.Programme} {content.Partner}");
}
