namespace Ramure.Kernel.Access;

/// <summary>Roles as French readers name them, and as commands write them.</summary>
public static class RoleWords
{
    /// <summary>« Équipe d’un atelier ».</summary>
    public static string Label(Role role) => role switch
    {
        Role.Teacher => "Enseignant",
        Role.Trainer => "Formateur",
        Role.AtelierStaff => "Équipe d’un atelier",
        Role.AtelierDirector => "Direction d’un atelier",
        Role.TerritorialDirector => "Direction territoriale",
        Role.HeadOfficeService => "Service du siège",
        Role.OversightReader => "Tutelle",
        Role.FunderReader => "Financeur",
        Role.Administrator => "Administration",
        _ => role.ToString(),
    };

    /// <summary>What the role is for, in one line.</summary>
    public static string Purpose(Role role) => role switch
    {
        Role.Teacher => "trouve des formations, s’y inscrit, garde ses attestations",
        Role.Trainer => "anime des sessions d’une unité",
        Role.AtelierStaff => "note ce que l’atelier fait et lit ses chiffres",
        Role.AtelierDirector => "dirige l’atelier et donne les rôles de son équipe",
        Role.TerritorialDirector => "suit les ateliers d’une direction et donne leurs rôles",
        Role.HeadOfficeService => "tient des indicateurs et des mesures désignés un à un",
        Role.OversightReader => "lit tous les chiffres jusqu’à leurs pièces (ministère)",
        Role.FunderReader => "lit ce qui concerne les unités qu’il finance",
        Role.Administrator => "tient les comptes, les rôles et la structure du réseau",
        _ => "",
    };

    /// <summary>As addresses, forms and commands write it: <c>atelier-staff</c>.</summary>
    public static string Code(Role role) =>
        string.Concat(role.ToString().Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(c) : c.ToString()));

    /// <summary>The role of a code; null when there is none.</summary>
    public static Role? Parse(string? code) => Enum.GetValues<Role>().Where(r => Code(r) == code).Cast<Role?>().FirstOrDefault();
}
