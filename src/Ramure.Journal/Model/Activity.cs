using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ramure.Journal.Contracts;
using Ramure.Kernel.Text;
using Ramure.Ledger.Contracts;

namespace Ramure.Journal.Model;

internal enum ActivityState
{
    Recorded,

    /// <summary>Kept, and reversed in the ledger: nothing is deleted silently.</summary>
    Withdrawn,

    /// <summary>Kept and still stated; another module holds it now and posts its figures.</summary>
    TakenOver,
}

/// <summary>One thing an atelier did, as its last version says it. Earlier versions are in the audit events.</summary>
internal sealed class Activity
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public ActivityState State { get; private set; }
    public string Unit { get; private set; } = "";
    public string Kind { get; private set; } = "";
    public string Title { get; private set; } = "";
    public DateOnly StartDay { get; private set; }

    /// <summary>Last day, included.</summary>
    public DateOnly EndDay { get; private set; }
    public DayBasis Precision { get; private set; }
    public int? HalfDays { get; private set; }
    public IReadOnlyList<DatedHalfDays> Days { get; private set; } = [];
    public int Sessions { get; private set; }
    public int? Minutes { get; private set; }
    public string? Place { get; private set; }
    public string? Uai { get; private set; }
    public string? PlaceName { get; private set; }
    public string? Modality { get; private set; }
    public string? Theme { get; private set; }
    public string? Partner { get; private set; }
    public string? PartnerKind { get; private set; }
    public IReadOnlyList<Headcount> Headcount { get; private set; } = [];
    public string? Note { get; private set; }
    public string? StatedIn { get; private set; }
    public string? Source { get; private set; }

    /// <summary>Who posts its figures now, as <c>kind:id</c> of the ledger's source; null as long as the journal does.</summary>
    public string? TakenBy { get; private set; }

    /// <summary>Folded words that the list searches.</summary>
    public string Search { get; private set; } = "";

    /// <summary>Folded words of the note, apart: who may not read it must not find it either.</summary>
    public string NoteSearch { get; private set; } = "";
    public required string RecordedBy { get; init; }
    public required DateTime RecordedAt { get; init; }

    public static Activity Create(NewActivity content, string by, DateTime at)
    {
        var activity = new Activity { Id = Guid.CreateVersion7(), RecordedBy = by, RecordedAt = at };
        activity.Say(content);
        return activity;
    }

    /// <summary>Says something else from now on: the next version.</summary>
    public void Say(NewActivity content)
    {
        Version++;
        Unit = content.Unit;
        Kind = content.Kind;
        Title = content.Title;
        StartDay = content.Start;
        EndDay = content.End ?? content.Start;
        Precision = content.Precision;
        HalfDays = content.HalfDays;
        Days = content.Days;
        Sessions = content.Sessions;
        Minutes = content.Minutes;
        Place = content.Place;
        Uai = content.Uai;
        PlaceName = content.PlaceName;
        Modality = content.Modality;
        Theme = content.Theme;
        Partner = content.Partner;
        PartnerKind = content.PartnerKind;
        Headcount = content.Headcount;
        Note = content.Note;
        StatedIn = content.StatedIn;
        Source = content.Source;
        Search = SearchText.Fold(string.Join(' ', Title, PlaceName, Partner, Uai));
        NoteSearch = SearchText.Fold(Note ?? "");
    }

    /// <summary>
    /// Puts a mask where one of these texts stands, in any case and with or without accents. No new version: what the ledger counts
    /// says the same. Whether something changed.
    /// </summary>
    public bool MaskTexts(IReadOnlyList<string> texts, string mask)
    {
        var before = (Title, PlaceName, Partner, Note, StatedIn);
        var title = Masked(Title, texts, mask)!;
        Title = title.Length <= Recording.ActivityRules.TitleLength ? title : title[..Recording.ActivityRules.TitleLength];
        (PlaceName, Partner, Note, StatedIn) = (Masked(PlaceName, texts, mask), Masked(Partner, texts, mask), Masked(Note, texts, mask), Masked(StatedIn, texts, mask));
        Search = SearchText.Fold(string.Join(' ', Title, PlaceName, Partner, Uai));
        NoteSearch = SearchText.Fold(Note ?? "");
        return before != (Title, PlaceName, Partner, Note, StatedIn);
    }

    private static string? Masked(string? text, IReadOnlyList<string> texts, string mask)
    {
        var compare = CultureInfo.InvariantCulture.CompareInfo;
        foreach (var name in texts)
        {
            for (int at; text is not null && (at = compare.IndexOf(text.AsSpan(), name, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace, out var length)) >= 0;)
                text = text[..at] + mask + text[(at + length)..];
        }

        return text;
    }

    public void Withdraw()
    {
        Version++;
        State = ActivityState.Withdrawn;
    }

    public void HandOver(string takenBy)
    {
        Version++;
        (State, TakenBy) = (ActivityState.TakenOver, takenBy);
    }

    public NewActivity Content() => new()
    {
        Unit = Unit,
        Kind = Kind,
        Title = Title,
        Start = StartDay,
        End = EndDay == StartDay ? null : EndDay,
        Precision = Precision,
        HalfDays = HalfDays,
        Days = Days,
        Sessions = Sessions,
        Minutes = Minutes,
        Place = Place,
        Uai = Uai,
        PlaceName = PlaceName,
        Modality = Modality,
        Theme = Theme,
        Partner = Partner,
        PartnerKind = PartnerKind,
        Headcount = Headcount,
        Note = Note,
        StatedIn = StatedIn,
        Source = Source,
    };
}

/// <summary>What an audit event keeps of a version.</summary>
internal sealed record ActivityVersion(int Version, ActivityState State, NewActivity Content)
{
    public const string SubjectKind = "journal-activity";

    public static ActivityVersion Of(Activity activity) => new(activity.Version, activity.State, activity.Content());
}

internal sealed class ActivityMapping : IEntityTypeConfiguration<Activity>
{
    public void Configure(EntityTypeBuilder<Activity> builder)
    {
        builder.ToTable("journal_activities");
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.Property(a => a.Unit).HasMaxLength(40);
        builder.Property(a => a.Kind).HasMaxLength(40);
        builder.Property(a => a.Title).HasMaxLength(Recording.ActivityRules.TitleLength);
        builder.Property(a => a.Days).HasConversion(
            days => WriteDays(days), text => ReadDays(text),
            new ValueComparer<IReadOnlyList<DatedHalfDays>>((a, b) => a!.SequenceEqual(b!), d => d.Count, d => d));
        builder.Property(a => a.Headcount).HasConversion(
            heads => WriteHeadcount(heads), text => ReadHeadcount(text),
            new ValueComparer<IReadOnlyList<Headcount>>((a, b) => a!.SequenceEqual(b!), h => h.Count, h => h));
        builder.Property(a => a.Place).HasMaxLength(40);
        builder.Property(a => a.Uai).HasMaxLength(8);
        builder.Property(a => a.Modality).HasMaxLength(40);
        builder.Property(a => a.Theme).HasMaxLength(60);
        builder.Property(a => a.PartnerKind).HasMaxLength(40);
        builder.Property(a => a.Source).HasMaxLength(Recording.ActivityRules.SourceLength);
        builder.Property(a => a.RecordedBy).HasMaxLength(200);
        builder.Property(a => a.TakenBy).HasMaxLength(100);
        builder.HasIndex(a => new { a.Unit, a.StartDay });
        builder.HasIndex(a => a.Source).IsUnique();
    }

    /// <summary>The import format's own writing: <c>2024-03-04:2;2024-03-11:1</c>.</summary>
    public static string WriteDays(IReadOnlyList<DatedHalfDays> days) =>
        string.Join(';', days.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Day:yyyy-MM-dd}:{d.HalfDays}")));

    /// <summary>The import format's own writing: <c>teacher-primary:12;pupil:NC</c>.</summary>
    public static string WriteHeadcount(IReadOnlyList<Headcount> heads) =>
        string.Join(';', heads.Select(h => h.Audience + ':' + (h.Count is { } n ? n.ToString(CultureInfo.InvariantCulture) : "NC")));

    private static DatedHalfDays[] ReadDays(string text) =>
        text.Length == 0 ? [] : [.. text.Split(';').Select(part => new DatedHalfDays(
            DateOnly.ParseExact(part[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture),
            int.Parse(part[11..], CultureInfo.InvariantCulture)))];

    private static Headcount[] ReadHeadcount(string text) =>
        text.Length == 0 ? [] : [.. text.Split(';').Select(part => part.Split(':')).Select(pair => new Headcount(
            pair[0], pair[1] == "NC" ? null : int.Parse(pair[1], CultureInfo.InvariantCulture)))];
}
