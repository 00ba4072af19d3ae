using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Ramure.Kernel.Data;

namespace Ramure.Accounts.Model;

/// <summary>The identity library over the one context of the product.</summary>
internal sealed class AccountStore(RamureDb db, IdentityErrorDescriber? describer = null)
    : UserOnlyStore<Account, RamureDb, Guid, IdentityUserClaim<Guid>, IdentityUserLogin<Guid>, IdentityUserToken<Guid>, IdentityUserPasskey<Guid>>(db, describer);
