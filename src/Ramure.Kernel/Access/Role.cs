namespace Ramure.Kernel.Access;

/// <summary>What a person does in the network. Held for a unit and all below it, between two days.</summary>
public enum Role
{
    /// <summary>Enseignant : finds trainings, registers, keeps certificates.</summary>
    Teacher = 1,

    /// <summary>Formateur : holds sessions of a unit.</summary>
    Trainer = 2,

    /// <summary>Équipe d'un atelier : notes what the atelier does.</summary>
    AtelierStaff = 3,

    /// <summary>Direction d'un atelier.</summary>
    AtelierDirector = 4,

    /// <summary>Direction territoriale ou académique : the ateliers of a directorate.</summary>
    TerritorialDirector = 5,

    /// <summary>Service du siège : owns named indicators and measures.</summary>
    HeadOfficeService = 6,

    /// <summary>Tutelle (ministère) : reads every figure down to its records.</summary>
    OversightReader = 7,

    /// <summary>Financeur : reads what concerns the units it funds.</summary>
    FunderReader = 8,

    /// <summary>Administration : accounts, roles, the structure of the network.</summary>
    Administrator = 9,
}

/// <summary>How far a role's permission goes.</summary>
public enum Reach
{
    /// <summary>The unit for which the role is held, and all below it.</summary>
    Subtree = 1,

    /// <summary>The whole network, wherever the role is held.</summary>
    Network = 2,

    /// <summary>The unit and all below it, and only the indicators and measures named in the grant.</summary>
    NamedItems = 3,
}
