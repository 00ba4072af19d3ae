using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Training.Model;

namespace Ramure.Training.Mail;

/// <summary>The words of a kind of mail, in Liquid.</summary>
/// <param name="Unit">Code of the unit that wrote them; null for those of the product.</param>
/// <param name="Version">0 for those of the product.</param>
internal sealed record MailWords(string Subject, string Body, string? Unit, int Version);

/// <summary>Finds the words that hold for a unit: its own, else those of the nearest unit above it, else those of the product.</summary>
internal sealed class MailTexts(RamureDb db, INetwork network, IClock clock)
{
    private static readonly Lazy<IReadOnlyDictionary<MailKind, MailWords>> Defaults = new(() => MailKinds.All.ToDictionary(k => k.Kind, k => ReadDefault(k.Code)));

    /// <summary>Those that the product brings.</summary>
    public static MailWords Default(MailKind kind) => Defaults.Value[kind];

    public async Task<MailWords> ForAsync(string unit, MailKind kind, CancellationToken cancel = default)
    {
        var tree = await network.SnapshotAsync(cancel);
        var codes = tree.TryFind(unit, out var found)
            ? [unit, .. tree.AncestorsAt(found.Number, clock.Today(found.TimeZone)).Select(a => a.Code)]
            : new List<string> { unit };
        var written = await db.Set<MailText>().AsNoTracking().Where(t => t.Kind == kind && codes.Contains(t.Unit)).ToListAsync(cancel);
        foreach (var code in codes)
            if (written.Where(t => t.Unit == code).MaxBy(t => t.Version) is { Subject: { } subject, Body: { } body } own)
                return new MailWords(subject, body, code, own.Version);
        return Default(kind);
    }

    private static MailWords ReadDefault(string code)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"mail/{code}.liquid")
            ?? throw new InvalidOperationException($"There are no words for {code}.");
        using var reader = new StreamReader(stream);
        // The first line is the subject, after « Objet : ».
        var (first, rest) = (reader.ReadLine()!, reader.ReadToEnd());
        return new MailWords(first[(first.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim(), rest.Trim('\n', '\r') + "\n", null, 0);
    }
}
