using Ramure.Kernel.Access;

namespace Ramure.Trust;

/// <summary>What may be done with what is held about people, and by whom.</summary>
internal static class TrustPermissions
{
    public const string OwnCode = "own-account";
    public const string PersonsCode = "personal-data.manage";

    /// <summary>Seeing all that is held about a person, handing it over, forgetting the person; asked for the whole network.</summary>
    public static Permission Persons { get; } = new(PersonsCode, "Remettre et effacer les données d’une personne", Bound.Unit);

    internal static IReadOnlyList<Permission> All { get; } = [Persons];
}
