using Ramure.Kernel.Lists;
using Ramure.Kernel.Operations;
using Ramure.Network.Contracts;

namespace Ramure.Training.Registration;

/// <summary>Audience and school as a form says them. A school is a UAI, or words of its name that are looked up.</summary>
internal sealed class BelongingText
{
    public string? Audience { get; set; }
    public string? School { get; set; }

    /// <summary>The school picked among those that the words found.</summary>
    public string? SchoolChoice { get; set; }

    /// <summary>The words for which these were found: another text is looked up anew.</summary>
    public string? SchoolTyped { get; set; }

    public static BelongingText Of(Belonging belonging) => new() { Audience = belonging.Audience, School = belonging.Uai };
}

/// <summary>What was read of it: what is right, or the refusals, and the schools to choose from.</summary>
internal sealed record ReadBelonging(Belonging Belonging, IReadOnlyList<Refusal> Refusals, IReadOnlyList<SchoolInfo> Schools);

/// <summary>Checks audience and school.</summary>
internal sealed class BelongingReader(ISchools schools, ReferenceLists lists)
{
    private const int MostSchools = 10;

    public IReadOnlyList<Labelled> Audiences => lists.Audiences;

    /// <param name="prefix">Before the names of the fields that refusals name.</param>
    public async Task<ReadBelonging> ReadAsync(BelongingText text, bool audienceNeeded = true, bool schoolNeeded = false, string prefix = "", CancellationToken cancel = default)
    {
        var refusals = new List<Refusal>();
        var audience = string.IsNullOrWhiteSpace(text.Audience) ? null : text.Audience.Trim();
        if (audience is null && audienceNeeded)
            refusals.Add(new Refusal("audience-missing", "Dites de quel public vous êtes : il sert à répartir les places et aux bilans.", prefix + "public"));
        else if (audience is not null && lists.Audiences.All(a => a.Code != audience))
            refusals.Add(new Refusal("audience-unknown", $"Le public « {audience} » n’est pas dans la liste : choisissez-en un.", prefix + "public"));
        var (typed, chosen) = ((text.School ?? "").Trim(), (text.SchoolChoice ?? "").Trim());
        if (chosen.Length > 0 && typed == (text.SchoolTyped ?? "").Trim())
            typed = chosen;
        if (typed.Length == 0 && schoolNeeded)
            refusals.Add(new Refusal("school-missing", "Donnez l’établissement : son code UAI, ou un mot de son nom et sa ville.", prefix + "etablissement"));
        var (uai, found) = typed.Length == 0 ? (null, []) : await SchoolAsync(typed, prefix + "etablissement", refusals, cancel);
        return new ReadBelonging(new Belonging(audience, uai), refusals, found);
    }

    /// <summary>"Collège Adam de la Halle, Achicourt"; the code when the directory does not know it.</summary>
    public async Task<string> NameAsync(string? uai, CancellationToken cancel = default) =>
        uai is null ? "" : await schools.FindAsync(uai, cancel) is { } school ? NameOf(school) : uai;

    public static string NameOf(SchoolInfo school) => school.Town is { } town ? $"{school.Name}, {town}" : school.Name;

    private async Task<(string? Uai, IReadOnlyList<SchoolInfo> Found)> SchoolAsync(string typed, string field, List<Refusal> refusals, CancellationToken cancel)
    {
        if (typed.Length > 200)
        {
            refusals.Add(new Refusal("school-unknown", "Donnez un mot du nom et la ville, 200 caractères au plus.", field));
            return (null, []);
        }

        if (typed.Length == 8 && char.IsAsciiDigit(typed[0]))
        {
            var uai = typed.ToUpperInvariant();
            // The directory is not complete: a right code that it does not know is a school all the same.
            if (Uai.Fault(uai) is not { } fault)
                return (uai, []);
            refusals.Add(new Refusal("uai-invalid", fault, field));
            return (null, []);
        }

        var found = await schools.SearchAsync(typed, MostSchools, cancel);
        if (found.Count == 1)
            return (found[0].Uai, []);
        refusals.Add(found.Count == 0
            ? new Refusal("school-unknown", $"Aucun établissement ne répond à « {typed} » : essayez un mot du nom et la ville, ou son code UAI.", field)
            : new Refusal("school-choice", $"Plusieurs établissements répondent à « {typed} » : choisissez le bon.", field));
        return (null, found);
    }
}
