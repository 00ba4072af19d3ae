using Ramure.Kernel.Operations;
using Ramure.Kernel.PersonalData;

namespace Ramure.Training.AttendanceApp;

/// <summary>
/// What trainers' devices keep. It is a copy: the server holds nothing of its own here, and cannot reach a device that is away; the
/// device takes the sheet off itself.
/// </summary>
internal sealed class AppPersonalData : IPersonalData
{
    private static readonly Task<IReadOnlyList<HeldData>> Nothing = Task.FromResult<IReadOnlyList<HeldData>>([]);

    public IReadOnlyList<RegisterLine> Register { get; } =
    [
        new(
            "Feuilles de présence gardées sur l’appareil d’un formateur : noms, public, établissement, minutes suivies ; courriel de qui vient sans inscription, jusqu’à l’envoi",
            "Les personnes inscrites aux sessions du formateur", "Noter la présence là où il n’y a pas de réseau", "Mission d’intérêt public (RGPD, art. 6-1-e)",
            "Jusqu’à la clôture de la session, 30 jours après elle au plus ; ce qui n’est pas envoyé reste jusqu’à l’envoi", "Le formateur, sur son appareil"),
    ];

    public Task<IReadOnlyList<HeldData>> HeldAsync(Person person, CancellationToken cancel) => Nothing;

    public Task<Result<int>> EraseAsync(OperationScope scope, Person person, CancellationToken cancel) => Task.FromResult<Result<int>>(0);
}
