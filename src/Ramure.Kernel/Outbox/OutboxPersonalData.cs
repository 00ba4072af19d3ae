using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.PersonalData;

namespace Ramure.Kernel.Outbox;

/// <summary>Messages that go out name their recipient.</summary>
internal sealed class OutboxPersonalData(RamureDb db) : IPersonalData
{
    private const int FailedDays = 90;

    public IReadOnlyList<RegisterLine> Register { get; } =
    [
        new(
            "Envois : adresse du destinataire, texte du message, date et résultat de l’envoi", "Les personnes à qui Ramure écrit", "Envoyer les messages demandés et savoir s’ils sont partis",
            "Mission d’intérêt public (RGPD, art. 6-1-e)", $"30 jours après l’envoi ; {FailedDays} jours s’il a échoué", "Les administrateurs (sans le texte)"),
    ];

    public async Task<IReadOnlyList<HeldData>> HeldAsync(Person person, CancellationToken cancel)
    {
        var rows = new List<OutboxMessage>();
        foreach (var text in Texts(person))
            rows.AddRange(await db.Set<OutboxMessage>().AsNoTracking().Where(About(text)).ToListAsync(cancel));
        return
        [
            new("messages", "Messages envoyés ou à envoyer", ["Demandé le", "Genre", "État", "Contenu"],
                [.. rows.DistinctBy(m => m.Id).OrderBy(m => m.EnqueuedAt).Select(m => new[] { Instant.Text(m.EnqueuedAt), m.Kind, m.State.ToString(), m.Payload })]),
        ];
    }

    public async Task<Result<int>> EraseAsync(OperationScope scope, Person person, CancellationToken cancel)
    {
        var removed = 0;
        foreach (var text in Texts(person))
            removed += await db.Set<OutboxMessage>().Where(About(text)).ExecuteDeleteAsync(cancel);
        if (removed > 0)
            scope.Audit("outbox", "erased", null, new { Messages = removed });
        return removed;
    }

    public async Task<int> ForgetAsync(OperationScope scope, CancellationToken cancel)
    {
        var before = scope.At.AddDays(-FailedDays);
        var removed = await db.Set<OutboxMessage>().Where(m => m.State == OutboxState.Failed && m.EndedAt < before).ExecuteDeleteAsync(cancel);
        if (removed > 0)
            scope.Audit("outbox", "forgotten", null, new { Messages = removed });
        return removed;
    }

    private static IEnumerable<string> Texts(Person person) => person.Mentions.Where(m => m.Contains('@', StringComparison.Ordinal)).Append(person.Reference);

    private static Expression<Func<OutboxMessage, bool>> About(string text) => m => m.Payload.Contains(text);
}
