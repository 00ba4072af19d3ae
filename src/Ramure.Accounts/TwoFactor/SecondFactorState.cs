using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Access;
using Ramure.Accounts.Model;
using Ramure.Accounts.Sessions;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;

namespace Ramure.Accounts.TwoFactor;

/// <summary>What is still asked of the present session.</summary>
internal enum SecondFactorNeed
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The account has no second factor: one is set up.</summary>
    SetUp,

    /// <summary>The account has one: it is given. Another one, set up by who knows only the password, would not do.</summary>
    Prove,
}

/// <summary>What is still asked of the present session, and which means the account has.</summary>
internal sealed class SecondFactorState(RamureDb db, RequestAccess access, PresentSession present)
{
    public const string Path = "/compte/second-facteur";
    public const string Code = "second-factor-asked";

    public async Task<SecondFactorNeed> NeedAsync()
    {
        if (!access.SecondFactorIsDue)
            return SecondFactorNeed.None;
        var (code, passkey) = await MeansAsync();
        return code || passkey ? SecondFactorNeed.Prove : SecondFactorNeed.SetUp;
    }

    /// <summary>Whether the account has a code, and a passkey.</summary>
    public async Task<(bool Code, bool Passkey)> MeansAsync()
    {
        var id = present.Account;
        return (await db.Set<Account>().AnyAsync(a => a.Id == id && a.TwoFactorEnabled), await db.Set<IdentityUserPasskey<Guid>>().AnyAsync(p => p.UserId == id));
    }

    /// <summary>Marks the session inside the operation in which a second factor was proved.</summary>
    public static Task ProvedAsync(OperationScope scope, Guid? session)
    {
        var at = scope.At;
        return scope.Db.Set<SignedInSession>().Where(s => s.Id == session).ExecuteUpdateAsync(set => set.SetProperty(s => s.StrongAt, at).SetProperty(s => s.ProvenAt, at));
    }
}
