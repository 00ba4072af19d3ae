using Ramure.Kernel.Access;
using Ramure.Kernel.Jobs;
using Ramure.Kernel.Operations;
using Ramure.Kernel.PersonalData;
using Ramure.Kernel.Time;

namespace Ramure.Trust.Persons;

/// <summary>Enforces the register: forgets what was kept as long as it says, and the people whose time has come.</summary>
internal sealed class RetentionJob(OperationRunner runner, PersonErasure erasure, PersonFinder persons, IEnumerable<IPersonalData> parts, IClock clock) : IJob
{
    public string Name => "personal-data.forget";

    public string Label => "Oublier les données personnelles gardées aussi longtemps que le registre le dit";

    public TimeSpan Every => TimeSpan.FromDays(1);

    public async Task RunAsync(CancellationToken cancel)
    {
        foreach (var part in parts)
            await runner.RunAsync<int>(new Operation("personal-data.forget", Permission.System), async scope => await part.ForgetAsync(scope, cancel), cancel);
        foreach (var person in await persons.DueAsync(clock.UtcNow, cancel))
            await erasure.EraseAsync(person.Reference, "duree", cancel);
    }
}
