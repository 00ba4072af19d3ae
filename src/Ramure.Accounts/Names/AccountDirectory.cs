using System.Linq.Expressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Contracts;
using Ramure.Accounts.Model;
using Ramure.Kernel.Data;

namespace Ramure.Accounts.Names;

internal sealed class AccountDirectory(RamureDb db, ILookupNormalizer normalizer) : IAccounts
{
    public Task<AccountInfo?> FindAsync(Guid id, CancellationToken cancel = default) => OneAsync(a => a.Id == id, cancel);

    public Task<AccountInfo?> FindByEmailAsync(string email, CancellationToken cancel = default)
    {
        var normalized = normalizer.NormalizeEmail(email);
        return OneAsync(a => a.NormalizedEmail == normalized, cancel);
    }

    private Task<AccountInfo?> OneAsync(Expression<Func<Account, bool>> which, CancellationToken cancel) =>
        db.Set<Account>().AsNoTracking().Where(which).Where(a => a.DisabledAt == null && a.EmailConfirmed && a.Email != null)
            .Select(a => new AccountInfo(a.Id, a.DisplayName, a.Email!)).SingleOrDefaultAsync(cancel);
}
