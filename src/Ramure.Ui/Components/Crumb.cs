namespace Ramure.Ui.Components;

/// <summary>A step of the breadcrumbs; the last one has no address.</summary>
public sealed record Crumb(string Label, string? Href = null);

/// <summary>An entry of a list of choices.</summary>
public sealed record Choice(string Value, string Label, string? Hint = null, string? Group = null);

/// <summary>A tab is a link: each has its address.</summary>
public sealed record TabItem(string Key, string Label, string Href, int? Count = null);

/// <summary>What a tag or tile says beyond its text; each kind has a sign as well as a colour.</summary>
public enum TagKind
{
    Neutral,
    Info,
    Good,
    Watch,
    Late,
    Bad,
    Sample,
    Assumed,
}
