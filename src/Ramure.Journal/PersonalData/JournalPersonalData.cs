using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Ramure.Journal.Model;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.PersonalData;
using Ramure.Kernel.Text;

namespace Ramure.Journal.PersonalData;

/// <summary>Who noted and attached, and people whom free texts name.</summary>
internal sealed class JournalPersonalData(RamureDb db) : IPersonalData
{
    /// <summary>What stands where a name stood.</summary>
    public const string Mask = "[personne effacée]";

    public IReadOnlyList<RegisterLine> Register { get; } =
    [
        new(
            "Activités et pièces jointes : qui les a notées ou jointes, et quand", "Les agents qui notent l’activité", "Savoir qui répond d’un enregistrement",
            "Mission d’intérêt public (RGPD, art. 6-1-e)", "Autant que l’activité ; sans nom une fois la personne effacée", "L’équipe et la direction de l’unité"),
        new(
            "Intitulés, lieux, partenaires et notes libres, s’ils nomment quelqu’un", "Les personnes citées", "Décrire l’activité ; il est demandé de ne pas nommer sans besoin",
            "Mission d’intérêt public (RGPD, art. 6-1-e)", "Autant que l’activité ; le nom est masqué quand la personne est effacée", "L’équipe et la direction de l’unité"),
    ];

    public async Task<IReadOnlyList<HeldData>> HeldAsync(Person person, CancellationToken cancel)
    {
        var noted = await db.Set<Activity>().AsNoTracking().Where(a => a.RecordedBy == person.Reference).OrderBy(a => a.RecordedAt).ThenBy(a => a.Id)
            .Select(a => new { a.Id, a.RecordedAt, a.Unit, a.StartDay, a.Title }).ToListAsync(cancel);
        var attached = await db.Set<Attachment>().AsNoTracking().Where(a => a.AddedBy == person.Reference).OrderBy(a => a.AddedAt)
            .Select(a => new { a.ActivityId, a.AddedAt, a.Name }).ToListAsync(cancel);
        var named = await MentioningAsync(person, cancel);
        return
        [
            new("activities-noted", "Activités notées", ["Notée le", "Unité", "Jour", "Intitulé", "Identifiant"],
                [.. noted.Select(a => new[] { Instant.Text(a.RecordedAt), a.Unit, Day(a.StartDay), a.Title, a.Id.ToString() })]),
            new("files-attached", "Pièces jointes ajoutées", ["Ajoutée le", "Nom du fichier", "Activité"],
                [.. attached.Select(a => new[] { Instant.Text(a.AddedAt), a.Name, a.ActivityId.ToString() })]),
            // Not the text itself: it may name others.
            new("activities-naming", "Activités dont un texte nomme la personne", ["Unité", "Jour", "Identifiant"],
                [.. named.Select(a => new[] { a.Unit, Day(a.StartDay), a.Id.ToString() })]),
        ];
    }

    /// <summary>Names in free texts are masked; what is counted does not move. The author's reference stays and leads to nobody.</summary>
    public async Task<Result<int>> EraseAsync(OperationScope scope, Person person, CancellationToken cancel)
    {
        var masked = 0;
        foreach (var found in await MentioningAsync(person, cancel))
        {
            var activity = await scope.Db.Set<Activity>().SingleAsync(a => a.Id == found.Id, cancel);
            if (!activity.MaskTexts(person.Mentions, Mask))
                continue;
            masked++;
            scope.Audit(ActivityVersion.SubjectKind, activity.Id.ToString(), null, new { Masked = true }, activity.Unit);
        }

        await scope.Db.SaveChangesAsync(cancel);
        return masked;
    }

    private async Task<List<Activity>> MentioningAsync(Person person, CancellationToken cancel)
    {
        var found = new Dictionary<Guid, Activity>();
        foreach (var text in person.Mentions)
        {
            var folded = SearchText.Fold(text);
            foreach (var activity in await db.Set<Activity>().AsNoTracking().Where(a => a.Search.Contains(folded) || a.NoteSearch.Contains(folded)).ToListAsync(cancel))
                found[activity.Id] = activity;
        }

        return [.. found.Values.OrderBy(a => a.StartDay).ThenBy(a => a.Id)];
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
