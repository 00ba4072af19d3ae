using Ramure.Accounts.Contracts;
using Ramure.Kernel.Access;
using Ramure.Network.Contracts;

namespace Ramure.Accounts.Grants;

/// <summary>« Qui a accès » on the page of a unit, for who grants roles there.</summary>
internal sealed class UnitAccessLinks(IAccess access) : IUnitPageLinks
{
    public int Order => 90;

    public async ValueTask<IReadOnlyList<UnitLink>> ForAsync(UnitInfo unit, CancellationToken cancel = default) =>
        await access.MayAsync(AccountsPermissions.Grant, unit.Code, cancel) ? [new UnitLink("Qui a accès", $"/reseau/unites/{Uri.EscapeDataString(unit.Code)}/acces")] : [];
}
