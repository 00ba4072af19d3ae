namespace Ramure.Training.Documents;

/// <summary>What a document says of itself.</summary>
/// <param name="Title">Shown by readers as the window's title.</param>
/// <param name="Author">The unit that answers for it.</param>
/// <param name="At">When what it says was established, UTC.</param>
internal sealed record DocumentInfo(string Title, string Author, DateTime At)
{
    public string Subject { get; init; } = "";

    /// <summary>Stands at the foot of each page, before « page 1 sur 2 ».</summary>
    public string Footer { get; init; } = "";

    /// <summary>Wide pages, for sheets with many columns.</summary>
    public bool Landscape { get; init; }

    /// <summary>An address to scan at the foot of each page; null for none. The body says it too, for who does not see it.</summary>
    public string? Code { get; init; }

    /// <summary>Stands beside the code.</summary>
    public string CodeText { get; init; } = "";
}

/// <summary>A table: on each further page its heads are drawn again.</summary>
/// <param name="Caption">Says what it holds, above it; empty for none.</param>
internal sealed record DocumentTable(string Caption, IReadOnlyList<DocumentColumn> Columns, IReadOnlyList<IReadOnlyList<DocumentCell>> Rows)
{
    /// <summary>Points; rows to be filled by hand need room.</summary>
    public double LeastHeight { get; init; }

    /// <summary>Whether the first cell of a row names it.</summary>
    public bool RowHeads { get; init; } = true;

    /// <summary>Lines around each cell, for what is filled by hand; otherwise a line below each row.</summary>
    public bool Boxed { get; init; }

    /// <summary>Whether columns have visible heads.</summary>
    public bool Heads { get; init; } = true;
}

/// <summary>A column.</summary>
/// <param name="Share">Of the width, relative to the others.</param>
internal sealed record DocumentColumn(string Title, double Share = 1)
{
    /// <summary>For figures.</summary>
    public bool Right { get; init; }
}

/// <summary>A cell: text, or a code to scan that has this text as its description.</summary>
internal sealed record DocumentCell(string Text)
{
    /// <summary>What the code says when it is scanned; null for text.</summary>
    public string? Code { get; init; }

    public static implicit operator DocumentCell(string text) => new(text);
}
