using Ramure.Kernel.Operations;

namespace Ramure.Kernel.PersonalData;

/// <summary>
/// A module's part of what is held about people. Each module that keeps something that names a person registers one: the page
/// of the register, the export, the erasure and the retention are the parts of all modules together.
/// </summary>
public interface IPersonalData
{
    /// <summary>What this module keeps, in words, for the register.</summary>
    IReadOnlyList<RegisterLine> Register { get; }

    /// <summary>All that is held about a person, and nothing about anybody else.</summary>
    Task<IReadOnlyList<HeldData>> HeldAsync(Person person, CancellationToken cancel);

    /// <summary>
    /// Forgets who the person was, inside the operation that erases them; how many records changed. No published figure may
    /// move. Audit events of this operation must not name the person.
    /// </summary>
    Task<Result<int>> EraseAsync(OperationScope scope, Person person, CancellationToken cancel);

    /// <summary>Forgets what was kept as long as the register says; how many records. Run every day.</summary>
    Task<int> ForgetAsync(OperationScope scope, CancellationToken cancel) => Task.FromResult(0);
}

/// <summary>Finds the people that accounts name.</summary>
public interface IPersons
{
    /// <summary>The person of a reference that traces keep; null when there is none, or when they were erased.</summary>
    Task<Person?> FindAsync(string reference, CancellationToken cancel);

    /// <summary>People by words of name or e-mail address.</summary>
    Task<IReadOnlyList<Person>> SearchAsync(string words, int take, CancellationToken cancel);

    /// <summary>Those whose data have been kept as long as the register says: erased by the same way as on demand.</summary>
    Task<IReadOnlyList<Person>> DueAsync(DateTime now, CancellationToken cancel);
}

/// <summary>Somebody about whom data are held.</summary>
/// <param name="Reference"><c>account:GUID</c>, or <c>subject:KEY</c> for somebody known only by the key under which they are counted.</param>
/// <param name="Name">To show.</param>
public sealed record Person(string Reference, string Name)
{
    private const string SubjectPrefix = "subject:";

    /// <summary>E-mail address, null when there is none.</summary>
    public string? Email { get; init; }

    /// <summary>Keys under which the ledger may count them: what they are known by, and their address.</summary>
    public IReadOnlyList<string> Subjects => Reference.StartsWith(SubjectPrefix, StringComparison.Ordinal) ? [Reference[SubjectPrefix.Length..]]
        : Email is { Length: > 0 } email ? [Reference, SubjectOfEmail(email)] : [Reference];

    /// <summary>The key under which somebody is counted who is known by an address, with or without an account.</summary>
    public static string SubjectOfEmail(string email) => "email:" + email.Trim().ToLowerInvariant();

    /// <summary>The identifier within the reference.</summary>
    public string Id => Reference[(Reference.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>Texts that name the person wherever they stand; too short ones name others too and are left out.</summary>
    public IReadOnlyList<string> Mentions =>
        Reference.StartsWith(SubjectPrefix, StringComparison.Ordinal) ? []
        : [.. new[] { Email, Email?.ToUpperInvariant(), Name }.OfType<string>().Where(t => t.Contains('@', StringComparison.Ordinal) || (t.Length >= 5 && t.Contains(' ', StringComparison.Ordinal)))];

    /// <summary>Somebody known only by the key under which they are counted.</summary>
    public static Person OfSubject(string key) => new(SubjectPrefix + key, $"personne comptée « {key} »");
}

/// <summary>A line of the register of processing (article 30 of the GDPR), in French.</summary>
/// <param name="What">Which data.</param>
/// <param name="Whose">About whom.</param>
/// <param name="Why">What for.</param>
/// <param name="Basis">Legal basis.</param>
/// <param name="Kept">How long, as the job enforces it.</param>
/// <param name="Recipients">Who sees it.</param>
public sealed record RegisterLine(string What, string Whose, string Why, string Basis, string Kept, string Recipients);

/// <summary>A set of records held about a person.</summary>
/// <param name="Code">Name in the JSON file.</param>
/// <param name="Title">Title on the page, in French.</param>
public sealed record HeldData(string Code, string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows);
