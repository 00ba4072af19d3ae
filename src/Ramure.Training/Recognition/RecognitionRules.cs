using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Training.Contracts;
using Ramure.Training.Model;

namespace Ramure.Training.Recognition;

/// <summary>What of a training is recognised, as the form says it.</summary>
internal sealed class RecognitionText
{
    public int Version { get; set; }
    public string? Attendance { get; set; }
    public string? Completion { get; set; }
    public string? Badge { get; set; }
    public string? BadgeName { get; set; }
    public string? BadgeDescription { get; set; }
    public string? BadgeCriteria { get; set; }
    public bool NeedsOutcome { get; set; }

    internal static RecognitionText Of(RecognitionRule rule) => new()
    {
        Version = rule.Version,
        Attendance = rule.AttendancePercent.ToString(CultureInfo.InvariantCulture),
        Completion = rule.CompletionPercent.ToString(CultureInfo.InvariantCulture),
        Badge = rule.BadgePercent.ToString(CultureInfo.InvariantCulture),
        BadgeName = rule.BadgeName,
        BadgeDescription = rule.BadgeDescription,
        BadgeCriteria = rule.BadgeCriteria,
        NeedsOutcome = rule.BadgeNeedsOutcome,
    };
}

/// <summary>What of each training is recognised. A change counts for what is issued from then on.</summary>
internal sealed class RecognitionRules(OperationRunner runner, RamureDb db, IAccess access)
{
    public const string SubjectKind = "training-recognition";

    private static readonly Refusal Changed = new(
        "recognition-changed", "Ces règles viennent d’être modifiées par quelqu’un d’autre : rouvrez la page pour les voir, puis recommencez.");

    /// <summary>The training and its rule, the defaults when it has none; null when there is no such training. Denied to who does not prepare it.</summary>
    public async Task<(Course Course, RecognitionRule Rule)?> ReadAsync(Guid course, CancellationToken cancel = default)
    {
        if (await db.Set<Course>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == course, cancel) is not { } found)
            return null;
        await access.DemandAsync(TrainingPermissions.Prepare, found.Unit, cancel);
        return (found, await db.Set<RecognitionRule>().AsNoTracking().SingleOrDefaultAsync(r => r.CourseId == course, cancel) ?? new RecognitionRule { CourseId = course });
    }

    public Task<Result<RecognitionRule>> SetAsync(Guid course, RecognitionText text, CancellationToken cancel = default) =>
        runner.RunAsync<RecognitionRule>(new Operation("training.set-recognition", TrainingPermissions.Prepare), async scope =>
        {
            db.ChangeTracker.Clear();
            if (await db.Set<Course>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == course, cancel) is not { } found)
                return new Refusal("course-unknown", "Cette formation n’existe pas.");
            scope.Demand(found.Unit);
            var row = await db.Set<RecognitionRule>().SingleOrDefaultAsync(r => r.CourseId == course, cancel);
            if ((row?.Version ?? 0) != text.Version)
                return Changed;
            var refusals = new List<Refusal>();
            var (attendance, completion, badge) = (
                Percent(text.Attendance, "part-attestation", refusals), Percent(text.Completion, "part-certificat", refusals), Percent(text.Badge, "part-badge", refusals));
            var (name, description, criteria) = (Text(text.BadgeName, "badge-nom", 120, refusals), Text(text.BadgeDescription, "badge-description", 1000, refusals), Text(text.BadgeCriteria, "badge-criteres", 2000, refusals));
            if (name.Length > 0 && description.Length == 0)
                refusals.Add(new Refusal("badge-incomplete", "Dites ce que le badge reconnaît : qui le lira ne connaît pas la formation.", "badge-description"));
            if (name.Length > 0 && criteria.Length == 0)
                refusals.Add(new Refusal("badge-incomplete", "Dites ce qu’il faut faire pour l’obtenir.", "badge-criteres"));
            if (refusals.Count > 0)
                return refusals;
            var before = row is null ? null : Trace(row);
            if (row is null)
                db.Add(row = new RecognitionRule { CourseId = course });
            (row.AttendancePercent, row.CompletionPercent, row.BadgePercent) = (attendance, completion, badge);
            (row.BadgeName, row.BadgeDescription, row.BadgeCriteria, row.BadgeNeedsOutcome) = (name.Length == 0 ? null : name, description, criteria, text.NeedsOutcome);
            row.Version++;
            scope.Audit(SubjectKind, course.ToString("D"), before, Trace(row), found.Unit);
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException wrong) when (wrong is DbUpdateConcurrencyException || row.Version == 1)
            {
                return Changed;
            }

            return row;
        }, cancel);

    private static object Trace(RecognitionRule row) => new
    {
        row.AttendancePercent,
        row.CompletionPercent,
        row.BadgePercent,
        row.BadgeName,
        row.BadgeDescription,
        row.BadgeCriteria,
        row.BadgeNeedsOutcome,
    };

    private static int Percent(string? text, string field, List<Refusal> refusals)
    {
        if (int.TryParse((text ?? "").Trim().TrimEnd('%').Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var percent) && percent <= 100)
            return percent;
        refusals.Add(new Refusal("percent-invalid", "Donnez une part en pour cent, de 0 (la moindre présence) à 100 (toute la session).", field));
        return 0;
    }

    private static string Text(string? value, string field, int length, List<Refusal> refusals)
    {
        var text = (value ?? "").ReplaceLineEndings("\n").Trim();
        if (text.Length > length)
            refusals.Add(new Refusal("field-too-long", $"Ce texte compte {text.Length} caractères : {length} au plus.", field));
        return text;
    }
}
