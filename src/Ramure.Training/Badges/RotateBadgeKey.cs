using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.CommandLine;
using Ramure.Kernel.Operations;

namespace Ramure.Training.Badges;

/// <summary>Makes a new key for badges. Those given before go on verifying by the keys before.</summary>
internal sealed class RotateBadgeKey(OperationRunner runner, BadgeKeys keys)
{
    public Task<Result<BadgeKey>> RunAsync(string? reason, CancellationToken cancel = default) =>
        runner.RunAsync<BadgeKey>(new Operation("training.rotate-badge-key", Permission.System, reason), scope =>
        {
            var before = keys.Present.Id;
            var fresh = keys.Rotate();
            scope.Audit("training-badge-key", fresh.Id, new { Key = before }, new { Key = fresh.Id });
            return Task.FromResult<Result<BadgeKey>>(fresh);
        }, cancel);

    public static Command Command(CommandHost host)
    {
        var reason = new Option<string?>("--reason") { Description = "Pourquoi ; la raison reste au journal d’audit" };
        var rotate = new Command("rotate-key", "Fait une nouvelle clé pour signer les badges ; ceux qui sont déjà remis restent valables.") { reason };
        rotate.SetAction((parse, cancel) => host.RunAsync(parse, async (services, token) =>
        {
            var result = await services.GetRequiredService<RotateBadgeKey>().RunAsync(parse.GetValue(reason), token);
            if (!result.TryGet(out var key, out var refusals))
                return CommandHost.Refuse(refusals);
            Console.WriteLine($"Les badges sont signés désormais par la clé {key.Id}. Sauvegardez le dossier « keys ».");
            return 0;
        }, cancel));
        return new Command("badges", "Badges numériques") { rotate };
    }
}
