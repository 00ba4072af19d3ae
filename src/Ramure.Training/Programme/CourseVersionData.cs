using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.PersonalData;
using Ramure.Training.Model;

namespace Ramure.Training.Programme;

/// <summary>Who changed a published training. Only their reference is kept: it leads to nobody once the account is erased.</summary>
internal sealed class CourseVersionData(RamureDb db) : IPersonalData
{
    public IReadOnlyList<RegisterLine> Register { get; } =
    [
        new(
            "Versions des formations publiées : qui les a modifiées, et quand", "Les agents qui écrivent les formations", "Savoir qui répond de ce qui a été publié",
            "Mission d’intérêt public (RGPD, art. 6-1-e)", "Autant que la formation ; sans nom une fois la personne effacée", "L’équipe et la direction de l’unité"),
    ];

    public async Task<IReadOnlyList<HeldData>> HeldAsync(Person person, CancellationToken cancel)
    {
        var changed = await db.Set<CourseVersion>().AsNoTracking().Where(v => v.ReplacedBy == person.Reference).OrderBy(v => v.ReplacedAt)
            .Select(v => new { v.ReplacedAt, v.Content.Title, v.Number, v.CourseId }).ToListAsync(cancel);
        return
        [
            new("trainings-changed", "Formations publiées modifiées", ["Modifiée le", "Titre", "Version", "Identifiant"],
                [.. changed.Select(v => new[] { Instant.Text(v.ReplacedAt), v.Title, $"{v.Number}", v.CourseId.ToString("D") })]),
        ];
    }

    public Task<Result<int>> EraseAsync(OperationScope scope, Person person, CancellationToken cancel) => Task.FromResult<Result<int>>(0);

    public Task<int> ForgetAsync(OperationScope scope, CancellationToken cancel) => Task.FromResult(0);
}
