using Microsoft.EntityFrameworkCore;
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

/// <summary>What the unit does with a training.</summary>
internal sealed class CourseEditor(OperationRunner runner, RamureDb db, INetwork network, ReferenceLists lists)
{
    public const string SubjectKind = "training-course";

    /// <summary>Writes a new training, a draft.</summary>
    public Task<Result<Course>> CreateAsync(CourseText text, CancellationToken cancel = default) =>
        runner.RunAsync<Course>(new Operation("training.create", TrainingPermissions.Prepare), async scope =>
        {
            var unit = text.Unit ?? "";
            if (!(await network.SnapshotAsync(cancel)).TryFind(unit, out _))
                return new Refusal("unit-unknown", "Choisissez l’unité qui répond de cette formation.", "unite");
            scope.Demand(unit);
            if (!CourseRules.Check(text, lists).TryGet(out var content, out var refusals))
                return refusals.ToList();
            var course = new Course { Id = Guid.CreateVersion7(), Unit = unit, Content = content, Search = Folded(content), CreatedAt = scope.At };
            db.Add(course);
            scope.Audit(SubjectKind, course.Id.ToString("D"), null, content, unit);
            return course;
        }, cancel);

    /// <summary>Says something else: the next version.</summary>
    public Task<Result<Course>> ChangeAsync(CourseChange change, CourseText text, CancellationToken cancel = default) => EditAsync("training.change", change, (scope, course) =>
    {
        if (!CourseRules.Check(text, lists).TryGet(out var content, out var refusals))
            return refusals.ToList();
        if (course.State == CourseState.Published && CourseRules.Publishable(content) is { Count: > 0 } incomplete)
            return incomplete;
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
                return new Refusal("course-unknown", "Cette formation n’existe pas.");
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

    private static readonly Refusal Changed = new(
        "course-changed", "Cette formation vient d’être modifiée par quelqu’un d’autre : rouvrez-la pour voir ce qui a changé, puis recommencez.");

    private static string Folded(CourseContent content) => SearchText.Fold($"{content.Title} {content.Objectives} {content.Programme} {content.Partner}");
}
