using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Accounts.Contracts;
using Ramure.Kernel.Access;
using Ramure.Ui.Components;

namespace Ramure.Accounts.People;

/// <summary>Exports of the lists of accounts.</summary>
internal static class AdministrationEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapTableExport("/administration/comptes", "comptes", AccountRow.Columns, async http =>
            await http.RequestServices.GetRequiredService<AccountList>().AllAsync(
                new AccountChoice(http.Request.Query["role"], http.Request.Query["unite"], http.Request.Query["etat"]), TableRequest.From(http.Request), http.RequestAborted),
            applied: true).Needs(AccountsPermissions.GrantCode).ShowsPersons("accounts");
}
