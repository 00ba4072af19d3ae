namespace Ramure.Kernel.Mail;

/// <summary>A mail: plain sentences and at most one link. Sent as text and as simple HTML.</summary>
/// <param name="To">The address.</param>
/// <param name="Name">Whom it greets.</param>
/// <param name="Subject">French, without the product's name.</param>
/// <param name="Paragraphs">French sentences, never markup; lines that begin with a dash are a list.</param>
public sealed record Letter(string To, string Name, string Subject, IReadOnlyList<string> Paragraphs)
{
    /// <summary>What the link does, as its label.</summary>
    public string? LinkLabel { get; init; }

    /// <summary>Local address of the link; the installation's own address is put before it when the mail is sent.</summary>
    public string? LinkPath { get; init; }

    /// <summary>What stands after the link.</summary>
    public IReadOnlyList<string> Afterwards { get; init; } = [];

    /// <summary>Where answers go; null when nobody reads any.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>Calendars for the reader's own; the first is the one that mail programmes take up by themselves.</summary>
    public IReadOnlyList<LetterCalendar> Calendars { get; init; } = [];
}

/// <summary>An iCalendar object that goes with a mail (RFC 6047).</summary>
/// <param name="FileName">"creneau-1.ics".</param>
/// <param name="Method">As in the object: REQUEST, CANCEL.</param>
/// <param name="Content">The object, lines ending with CRLF.</param>
public sealed record LetterCalendar(string FileName, string Method, string Content);
