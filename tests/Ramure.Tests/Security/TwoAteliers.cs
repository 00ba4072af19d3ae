using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Journal.Recording;

namespace Ramure.Tests.Security;

/// <summary>What one atelier has, every word of it marked, so that it is recognised wherever it comes out.</summary>
/// <param name="Open">Words that whoever may read the unit's journal sees.</param>
/// <param name="Inside">Words that stay in the unit: its notes, its reasons, its files.</param>
internal sealed record Marked(string Unit, Guid Activity, Guid Attachment, Guid Stored, IReadOnlyList<string> Open, IReadOnlyList<string> Inside);

/// <summary>The whole installation, where A62 and A22 have each an activity, its entries, a correction and a file, all marked.</summary>
public sealed class TwoAteliers : IAsyncLifetime
{
    private readonly WholeInstallation whole = new();

    internal WholeInstallation Whole => whole;

    internal Marked Here { get; private set; } = null!;

    internal Marked Elsewhere { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await whole.InitializeAsync();
        Here = await MarkAsync("A62");
        Elsewhere = await MarkAsync("A22");
    }

    private async Task<Marked> MarkAsync(string unit)
    {
        string Word(string what) => $"{what}secret{unit.ToLowerInvariant()}";
        var text = new ActivityText
        {
            Unit = unit,
            Kind = "training",
            Title = Word("intitule"),
            Date = "2024-03-12",
            HalfDays = "2",
            Place = "atelier",
            PlaceName = Word("lieu"),
            Theme = "media-literacy",
            PartnerKind = "espe",
            Partner = Word("partenaire"),
            Headcount = [new("teacher-primary", "12", "headcount")],
            Note = Word("note"),
        };
        var installation = whole.Installation;
        var activity = (await installation.RunAsync(s => s.GetRequiredService<ActivityRecorder>().RecordAsync(text))).Value;
        var corrected = await installation.RunAsync(s => s.GetRequiredService<ActivityRecorder>().CorrectAsync(new ActivityChange(activity.Id, 1, Word("motif")), text with { Note = Word("note") + " " + Word("seconde") }));
        Assert.Empty(corrected.Refusals);
        var file = await installation.RunAsync(s => s.GetRequiredService<Attachments>().AddAsync(
            activity.Id, new MemoryStream(Encoding.UTF8.GetBytes(Word("contenu"))), Word("piece") + ".csv", "text/csv"));
        Assert.Empty(file.Refusals);
        return new Marked(
            unit, activity.Id, file.Value.Id, file.Value.FileId, [Word("intitule"), Word("lieu"), Word("partenaire")],
            [Word("note"), Word("seconde"), Word("motif"), Word("piece"), Word("contenu")]);
    }

    public ValueTask DisposeAsync() => whole.DisposeAsync();
}
