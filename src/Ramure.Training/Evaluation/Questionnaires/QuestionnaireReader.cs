using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Training.Contracts;
using Ramure.Training.Model;

namespace Ramure.Training.Evaluation.Questionnaires;

/// <summary>A questionnaire in a list.</summary>
/// <param name="From">Short name of the unit that holds it.</param>
/// <param name="Surveys">How many sessions it was asked about.</param>
internal sealed record QuestionnaireRow(Questionnaire Questionnaire, string From, int Surveys, bool MayWrite);

/// <summary>A version with all that there are.</summary>
internal sealed record QuestionnairePageData(
    QuestionnaireRow Row, QuestionnaireVersion Version, IReadOnlyList<(int Number, DateTime At, string By, int Surveys)> Versions);

/// <summary>Questionnaires, for who prepares the sessions of a unit: its own, those of the units above it, and the product's.</summary>
internal sealed class QuestionnaireReader(RamureDb db, IAccess access, INetwork network, IActorNames names, IClock clock)
{
    public const string Product = "Ramure";

    /// <summary>Those that the unit may ask, retired ones too for who keeps them; its own first.</summary>
    public async Task<IReadOnlyList<QuestionnaireRow>> ListAsync(UnitInfo unit, CancellationToken cancel = default)
    {
        await access.DemandAsync(TrainingPermissions.Prepare, unit.Code, cancel);
        var codes = await UsableAsync(unit.Code, cancel);
        var rows = await db.Set<Questionnaire>().AsNoTracking().Where(q => codes.Contains(q.Unit)).ToListAsync(cancel);
        var dressed = await DressAsync(rows, cancel);
        return [.. dressed.OrderBy(r => codes.IndexOf(r.Questionnaire.Unit)).ThenBy(r => r.Questionnaire.Title, StringComparer.CurrentCulture)];
    }

    /// <summary>Those that may be asked by the unit now.</summary>
    public async Task<IReadOnlyList<QuestionnaireRow>> OfferedAsync(string unit, CancellationToken cancel = default)
    {
        var codes = await UsableAsync(unit, cancel);
        var rows = await db.Set<Questionnaire>().AsNoTracking().Where(q => codes.Contains(q.Unit) && q.RetiredAt == null).ToListAsync(cancel);
        return [.. (await DressAsync(rows, cancel)).OrderBy(r => codes.IndexOf(r.Questionnaire.Unit)).ThenBy(r => r.Questionnaire.Title, StringComparer.CurrentCulture)];
    }

    /// <summary>Null when there is none; denied to who prepares for none of the units that may ask it.</summary>
    /// <param name="number">The newest when null.</param>
    public async Task<QuestionnairePageData?> FindAsync(Guid id, int? number = null, CancellationToken cancel = default)
    {
        if (await db.Set<Questionnaire>().AsNoTracking().SingleOrDefaultAsync(q => q.Id == id, cancel) is not { } found)
            return null;
        var scope = await access.DemandAsync(TrainingPermissions.Prepare, cancel);
        if (found.Unit.Length > 0 && !await MayUseAsync(found.Unit, scope, cancel))
            throw new AccessDeniedException(TrainingPermissions.Prepare, found.Unit);
        var asked = (await db.Set<Survey>().Where(s => s.QuestionnaireId == id).GroupBy(s => s.Version).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel)).ToDictionary(g => g.Key, g => g.Count);
        var versions = await db.Set<QuestionnaireVersion>().AsNoTracking().Where(v => v.QuestionnaireId == id).OrderByDescending(v => v.Number).ToListAsync(cancel);
        if (versions.Find(v => v.Number == (number ?? found.Version)) is not { } version)
            return null;
        var who = await names.NamesAsync(versions.Select(v => v.By).Distinct(), cancel);
        return new QuestionnairePageData(
            (await DressAsync([found], cancel))[0], version, [.. versions.Select(v => (v.Number, v.At, found.Unit.Length == 0 ? Product : who[v.By], asked.GetValueOrDefault(v.Number)))]);
    }

    /// <summary>Codes of the units whose questionnaires a unit may ask: its own, those above it, and none for the product's.</summary>
    internal async Task<List<string>> UsableAsync(string unit, CancellationToken cancel)
    {
        var tree = await network.SnapshotAsync(cancel);
        return tree.TryFind(unit, out var found) ? [unit, .. tree.AncestorsAt(found.Number, clock.Today(found.TimeZone)).Select(a => a.Code), ""] : [""];
    }

    private async Task<bool> MayUseAsync(string holder, AccessScope scope, CancellationToken cancel)
    {
        var tree = await network.SnapshotAsync(cancel);
        return scope.Covers(holder) || (tree.TryFind(holder, out var unit) && tree.SubtreeAt(unit.Number, clock.Today(unit.TimeZone)).Any(u => scope.Covers(u.Code)));
    }

    private async Task<List<QuestionnaireRow>> DressAsync(List<Questionnaire> rows, CancellationToken cancel)
    {
        var (tree, ids) = (await network.SnapshotAsync(cancel), rows.ConvertAll(r => r.Id));
        var scope = await access.ScopeAsync(TrainingPermissions.Prepare, cancel);
        var asked = (await db.Set<Survey>().Where(s => ids.Contains(s.QuestionnaireId)).GroupBy(s => s.QuestionnaireId).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel)).ToDictionary(g => g.Key, g => g.Count);
        return rows.ConvertAll(r => new QuestionnaireRow(
            r, r.Unit.Length == 0 ? Product : tree.TryFind(r.Unit, out var unit) ? unit.ShortName : r.Unit, asked.GetValueOrDefault(r.Id), r.Unit.Length > 0 && scope.Covers(r.Unit)));
    }
}
