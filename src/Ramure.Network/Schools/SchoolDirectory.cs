using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Text;
using Ramure.Network.Contracts;
using Ramure.Network.Model;

namespace Ramure.Network.Schools;

/// <summary>Finds schools by words of name and town or by UAI, accents or not.</summary>
internal sealed class SchoolDirectory(RamureDb db) : ISchools
{
    public async Task<SchoolInfo?> FindAsync(string uai, CancellationToken cancel = default) =>
        await ReadAsync(uai, cancel) is { } school ? Info(school) : null;

    public async Task<IReadOnlyList<SchoolInfo>> SearchAsync(string words, int take, CancellationToken cancel = default) =>
        (await Matching(words).Take(take).ToListAsync(cancel)).ConvertAll(Info);

    public async Task<IReadOnlyList<SchoolInfo>> OfTypeAsync(string type, CancellationToken cancel = default) =>
        (await db.Set<School>().AsNoTracking().Where(s => s.Type == type).OrderBy(s => s.Uai).ToListAsync(cancel)).ConvertAll(Info);

    /// <summary>Schools that have a word beginning with each of these, those whose name begins so first; all when there is no word.</summary>
    public IQueryable<School> Matching(string? words)
    {
        var text = SearchText.Fold(words);
        var found = db.Set<School>().AsNoTracking();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(8))
        {
            var beginning = " " + word;
            found = found.Where(s => s.Search.Contains(beginning));
        }

        var whole = " " + text;
        return found.OrderBy(s => s.Search.StartsWith(whole) ? 0 : 1).ThenBy(s => s.Search).ThenBy(s => s.Uai);
    }

    /// <summary>All that is known of a school, null when the UAI is unknown.</summary>
    public Task<School?> ReadAsync(string uai, CancellationToken cancel = default) =>
        db.Set<School>().AsNoTracking().SingleOrDefaultAsync(s => s.Uai == uai, cancel);

    /// <summary>A page of <see cref="Matching"/>.</summary>
    public async Task<IReadOnlyList<SchoolInfo>> PageAsync(string? words, int skip, int take, CancellationToken cancel = default) =>
        (await Matching(words).Skip(skip).Take(take).ToListAsync(cancel)).ConvertAll(Info);

    /// <summary>How many <see cref="Matching"/> finds.</summary>
    public Task<int> CountAsync(string? words, CancellationToken cancel) => Matching(words).CountAsync(cancel);

    public static SchoolInfo Info(School school) => new(
        school.Uai, school.Name, school.Type, school.Town, school.PostalCode, school.Departement, school.Latitude, school.Longitude);
}
