using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Model;
using Ramure.Accounts.People;
using Ramure.Accounts.Sessions;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;

namespace Ramure.Accounts.Profile;

/// <summary>One's own account.</summary>
internal sealed class ProfileService(RamureDb db, OperationRunner operations, PresentSession present)
{
    public Task<Account> ReadAsync()
    {
        var id = present.Account;
        return db.Set<Account>().AsNoTracking().SingleAsync(a => a.Id == id);
    }

    public Task<Result<Done>> RenameAsync(string? name) => operations.RunAsync<Done>(new Operation("accounts.rename", Permission.OwnAccount), async scope =>
    {
        if (AccountFields.NameFault(name) is { } fault)
            return fault;
        var id = present.Account;
        var account = await scope.Db.Set<Account>().SingleAsync(a => a.Id == id);
        account.DisplayName = name!.Trim();
        // Names are not kept in traces: a person can be forgotten.
        scope.Audit("account", id.ToString("D"), null, new { Renamed = true });
        return default(Done);
    });
}
