using Microsoft.AspNetCore.Components;
using Ramure.Accounts.Confirming;
using Ramure.Accounts.TwoFactor;
using Ramure.Kernel.Operations;
using Ramure.Ui.Components;

namespace Ramure.Accounts.Profile;

/// <summary>What the pages of one's own account share.</summary>
internal static class AccountPages
{
    public static IReadOnlyList<Crumb> Crumbs(string title) => [new("Accueil", "/"), new("Mon compte", "/compte"), new(title)];

    /// <summary>Goes to the page that asks for a proof, and back; true when one was asked.</summary>
    public static bool Prove(NavigationManager navigation, IReadOnlyList<Refusal> refusals)
    {
        if (refusals.FirstOrDefault(r => r.Code is RecentProof.Code or SecondFactorState.Code) is not { } asked)
            return false;
        navigation.NavigateTo($"{(asked.Code == RecentProof.Code ? RecentProof.Path : SecondFactorState.Path)}?retour={Uri.EscapeDataString(new Uri(navigation.Uri).PathAndQuery)}");
        return true;
    }
}
