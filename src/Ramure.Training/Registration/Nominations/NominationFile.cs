using Ramure.Kernel.Csv;
using Ramure.Kernel.Lists;
using Ramure.Kernel.Operations;
using Ramure.Network.Contracts;

namespace Ramure.Training.Registration.Nominations;

/// <summary>A designated person, with the line that names them.</summary>
internal sealed record Nominee(CsvRow Row, string Name, string Email, Belonging Belonging);

/// <summary>A list of designated persons: <c>name,email,audience,uai</c>, the last two may be empty.</summary>
internal sealed record NominationFile(string Name, IReadOnlyList<Nominee> People)
{
    public const int MaxBytes = 2 * 1024 * 1024;

    /// <summary>Persons in one file.</summary>
    public const int Most = 2000;

    public static IReadOnlyList<string> Format { get; } = ["name", "email", "audience", "uai"];

    public static Result<NominationFile> Read(Stream content, string file, ReferenceLists lists)
    {
        if (!CsvTable.Read(content, file, ["name", "email"], ["audience", "uai"]).TryGet(out var table, out var unreadable))
            return unreadable.ToList();
        var refusals = new List<Refusal>();
        var people = new List<Nominee>();
        if (table.Rows.Count is 0 or > Most)
            refusals.Add(new Refusal("file-size", table.Rows.Count == 0 ? "Le fichier ne nomme personne : une ligne par personne, sous l’en-tête." : $"Le fichier nomme {table.Rows.Count} personnes ; {Most} au plus.", File: file, Line: 1));
        foreach (var row in table.Rows.Take(Most))
        {
            var before = refusals.Count;
            foreach (var wrong in RegistrationRules.Person(row["name"], row["email"], "name", "email"))
                refusals.Add(row.Refuse(wrong.Code, wrong.Field!, wrong.Message));
            var (audience, uai) = (row.Optional("audience"), row.Optional("uai")?.ToUpperInvariant());
            if (audience is not null && lists.Audiences.All(a => a.Code != audience))
                refusals.Add(row.Refuse("audience-unknown", "audience", $"Le public « {audience} » n’est pas connu. Publics : {string.Join(", ", lists.Audiences.Select(a => a.Code))}."));
            if (uai is not null && Uai.Fault(uai) is { } fault)
                refusals.Add(row.Refuse("uai-invalid", "uai", fault));
            if (people.Find(p => Entry.KeyOf(p.Email) == Entry.KeyOf(row["email"])) is { } same)
                refusals.Add(row.Refuse("person-twice", "email", $"Cette adresse est déjà celle de la ligne {same.Row.Line}."));
            else if (refusals.Count == before)
                people.Add(new Nominee(row, row["name"], row["email"], new Belonging(audience, uai)));
        }

        return refusals.Count > 0 ? refusals : new NominationFile(file, people);
    }
}
