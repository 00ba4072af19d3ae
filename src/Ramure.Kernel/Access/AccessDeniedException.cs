namespace Ramure.Kernel.Access;

/// <summary>The actor does not hold a permission. Pages answer 403, the API a problem, the command line exit code 1.</summary>
public sealed class AccessDeniedException(Permission permission, string? place = null)
    : Exception($"« {permission.Label} » n’est pas ouvert à ce compte{(place is null ? "" : $" pour {place}")}.")
{
    /// <summary>Where a request keeps the sentence for the page that explains the refusal.</summary>
    public const string SentenceKey = "ramure:denied";

    /// <summary>What was asked for.</summary>
    public Permission Permission { get; } = permission;

    /// <summary>Code of the unit, or words for where it was asked; null when it was asked for nowhere in particular.</summary>
    public string? Place { get; } = place;
}
