using System.Globalization;
using Ramure.Kernel.Lists;
using Ramure.Kernel.Operations;
using Ramure.Network.Contracts;
using Ramure.Training.Model;
using Ramure.Training.Registration;

namespace Ramure.Training.Exchange.Registrations;

/// <summary>A person at a session as a line says it, checked.</summary>
internal sealed record RegistrationLine(ExchangeRow Row, string Key, string Person, string Name, string Email, Belonging Belonging, RegistrationState State, int? Priority)
{
    public string PersonKey => Entry.KeyOf(Email);

    /// <summary>Null when something is wrong, which is said on its line.</summary>
    public static RegistrationLine? Read(ExchangeRow row, ReferenceLists lists, ReportDraft draft)
    {
        var before = draft.Refusals.Count;
        var state = ExchangeWords.States.First(s => s.Code == row["state"]).State;
        var (key, person, email) = (row["registration"], row["person"], row["email"]);
        var name = row["name"] is { Length: > 0 } whole ? whole : $"{row["first-name"]} {row["last-name"]}".Trim();
        if (key.Length > ExternalKey.KeyLength)
            draft.Refuse(row, new Refusal("key-too-long", $"Cet identifiant dépasse {ExternalKey.KeyLength} signes.", "registration"));
        foreach (var wrong in RegistrationRules.Person(name, email, "name", "email"))
        {
            // Who came without being registered need not have given an address; then the line has its own identifier.
            if (wrong.Field == "email" && email.Length == 0 && state == RegistrationState.WalkIn)
            {
                if (key.Length == 0)
                    draft.Refuse(row, new Refusal("key-missing", "Sans adresse électronique, cette ligne ne se reconnaît pas : donnez un identifiant d’inscription.", "registration"));
            }
            else
            {
                draft.Refuse(row, wrong with { Field = wrong.Field == "name" && row["name"].Length == 0 && row["last-name"].Length > 0 ? "last-name" : wrong.Field });
            }
        }

        var (audience, uai) = (row["audience"] is { Length: > 0 } said ? said : null, row["school"] is { Length: > 0 } school ? school.ToUpperInvariant() : null);
        if (audience is not null && lists.Audiences.All(a => a.Code != audience))
            draft.Refuse(row, new Refusal("audience-unknown", $"Le public « {audience} » n’est pas connu. Publics : {string.Join(", ", lists.Audiences.Select(a => a.Code))}.", "audience"));
        if (uai is not null && Uai.Fault(uai) is { } fault)
            draft.Refuse(row, new Refusal("uai-invalid", fault, "school"));
        int? priority = null;
        if (row["priority"] is { Length: > 0 } written)
        {
            if (int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= Registrar.HighestPriority)
                priority = number;
            else
                draft.Refuse(row, new Refusal("priority-invalid", $"La priorité va de 0 (aucune) à {Registrar.HighestPriority} (la plus forte).", "priority"));
        }

        return draft.Refusals.Count > before ? null : new RegistrationLine(row, key, person, name, email, new Belonging(audience, uai), state, priority);
    }
}
