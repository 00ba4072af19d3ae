using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Text;
using Ramure.Training.Model;

namespace Ramure.Training.Exchange.Sessions;

/// <summary>A training as a file may mean it.</summary>
internal sealed record MeantCourse(Guid Id, string Unit, string Title);

/// <summary>Which of our trainings a line is about: by the other system’s identifier, by ours, by its title.</summary>
internal sealed class CourseFinder(RamureDb db, ExternalKeys keys)
{
    private Dictionary<string, Guid> known = [];
    private HashSet<string> kept = [];
    private List<MeantCourse> published = [];
    private ILookup<string, MeantCourse> byTitle = Enumerable.Empty<MeantCourse>().ToLookup(c => c.Title);

    /// <summary>Reads once what all lines of a file are looked up in.</summary>
    public async Task PrepareAsync(string system, IReadOnlyList<SessionLines> lines, AccessScope own, CancellationToken cancel)
    {
        known = await keys.FindAsync(ExternalKind.Course, system, lines.Select(l => l["training"]), cancel);
        kept = [.. known.Keys];
        var (all, units) = (own.Units is null, (own.Units ?? new HashSet<string>()).ToList());
        published = await db.Set<Course>().AsNoTracking().Where(c => c.State == CourseState.Published && (all || units.Contains(c.Unit)))
            .Select(c => new MeantCourse(c.Id, c.Unit, c.Content.Title)).ToListAsync(cancel);
        byTitle = published.ToLookup(c => SearchText.Fold(c.Title));
    }

    public Result<MeantCourse> Find(SessionLines lines, AccessScope own)
    {
        var (key, title, unit) = (lines["training"], lines["title"], lines["unit"]);
        if (key.Length > ExternalKey.KeyLength)
            return new Refusal("key-too-long", $"Cet identifiant dépasse {ExternalKey.KeyLength} signes.", "training");
        if (known.TryGetValue(key, out var id) || Guid.TryParse(key, out id))
        {
            return published.Find(c => c.Id == id) is { } course
                ? course
                : new Refusal("course-unknown", "Cette formation n’est pas publiée, ou n’est pas d’une unité pour laquelle vous planifiez : publiez-la d’abord.", "training");
        }

        if (title.Length == 0)
            return new Refusal("course-unknown", $"Aucune formation ne s’appelle « {key} » ici : donnez aussi son titre, ou l’identifiant qui est dans son adresse.", "training");
        var named = byTitle[SearchText.Fold(title)].Where(c => unit.Length == 0 || c.Unit == unit).ToList();
        if (named is [var only])
        {
            if (key.Length > 0)
                known[key] = only.Id;
            return only;
        }

        if (unit.Length > 0 && !own.Covers(unit))
            return new Refusal("unit-foreign", $"Votre compte ne planifie pas les sessions de « {unit} » : retirez cette ligne, ou confiez le fichier à qui les planifie.", "unit");
        return named.Count == 0
            ? new Refusal("course-unknown", $"Aucune formation publiée n’a pour titre « {title} »{(unit.Length > 0 ? $" dans l’unité {unit}" : "")} : publiez-la d’abord, ou corrigez le titre.", "title")
            : new Refusal("course-several", $"Plusieurs formations ont pour titre « {title} » ({string.Join(", ", named.Select(c => c.Unit).Distinct().Take(5))}) : dites aussi l’unité.", unit.Length > 0 ? "title" : "unit");
    }

    /// <summary>Whether this identifier of the other system, by which a title was found, is to be kept from now on.</summary>
    public bool IsNew(string key) => key.Length > 0 && !Guid.TryParse(key, out _) && kept.Add(key);
}
