using Ramure.Kernel.Operations;
using Ramure.Kernel.PersonalData;
using Ramure.Ledger.Contracts;

namespace Ramure.Ledger.Subjects;

/// <summary>Persons whom distinct measures count.</summary>
internal sealed class LedgerPersonalData(ISubjects subjects) : IPersonalData
{
    public IReadOnlyList<RegisterLine> Register { get; } =
    [
        new(
            "Présences comptées : une empreinte sous clé de la personne, le jour, l’unité, la donnée", "Les personnes que comptent les dénombrements (enseignants formés)",
            "Compter chaque personne une seule fois dans les indicateurs", "Mission d’intérêt public (RGPD, art. 6-1-e)",
            "Le chiffre, sans limite ; le lien avec la personne, jusqu’à son effacement", "Personne ne voit l’empreinte ; les chiffres ne nomment pas"),
    ];

    public async Task<IReadOnlyList<HeldData>> HeldAsync(Person person, CancellationToken cancel)
    {
        var presences = new List<SubjectPresence>();
        foreach (var subject in person.Subjects)
            presences.AddRange(await subjects.PresencesAsync(subject, cancel));
        return
        [
            new("presences", "Présences comptées dans les indicateurs", ["Jour", "Unité", "Donnée", "Code"],
                [.. presences.Select(p => new[] { p.Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), p.Unit, p.Label, p.Measure })]),
        ];
    }

    public async Task<Result<int>> EraseAsync(OperationScope scope, Person person, CancellationToken cancel)
    {
        var erased = 0;
        foreach (var subject in person.Subjects)
            erased += await subjects.EraseAsync(scope, subject, cancel) ? 1 : 0;
        return erased;
    }
}
