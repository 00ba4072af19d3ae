using Ramure.Kernel.Operations;

namespace Ramure.Accounts.Passkeys;

/// <summary>What a person is told whose passkey does not do.</summary>
internal static class PasskeyWords
{
    public static Refusal NotMade { get; } = new(
        "passkey-not-made", "La clé d’accès n’a pas été ajoutée : la réponse de l’appareil n’est pas celle qui était attendue, ou elle est venue trop tard. Recommencez.");

    public static Refusal NotIn { get; } = new(
        "passkey-wrong", "Cette clé d’accès n’ouvre pas de compte ici : elle a été retirée, son compte est fermé, ou la réponse est venue trop tard. Recommencez, ou connectez-vous par votre mot de passe.");

    public static Refusal FormTooOld { get; } = new("form-too-old", "Cette page n’est plus valable. Rechargez-la, puis recommencez.");
}
