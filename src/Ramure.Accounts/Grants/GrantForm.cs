using System.Globalization;
using Ramure.Kernel.Access;
using Ramure.Kernel.Operations;

namespace Ramure.Accounts.Grants;

/// <summary>The fields of a role as a form posts them, and shows them again when it is refused.</summary>
internal sealed class GrantForm
{
    public string? Role { get; set; }

    public string? Unit { get; set; }

    public string? From { get; set; }

    public string? Until { get; set; }

    public IReadOnlyList<string> Items { get; set; } = [];

    /// <summary>What is asked; refusals of what is no day are added.</summary>
    internal GrantWish Wish(List<Refusal> refusals) => new(RoleWords.Parse(Role), Unit, Day(From, "du", refusals), Day(Until, "au", refusals), Items);

    internal static DateOnly? Day(string? text, string field, List<Refusal> refusals)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        refusals.Add(new Refusal("day-invalid", $"« {text} » n’est pas un jour du calendrier : écrivez année-mois-jour, par exemple 2026-09-01.", field));
        return null;
    }
}
