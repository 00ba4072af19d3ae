using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Model;
using Ramure.Accounts.People;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Network.Contracts;

namespace Ramure.Accounts.Samples;

/// <summary>An account of the sample as the sign-in page shows it.</summary>
internal sealed record ShownSample(string Email, string Role, string Unit);

/// <summary>Open accounts of the sample, shown to this machine only.</summary>
internal sealed class SampleAccountList(RamureDb db, INetwork network, IHttpContextAccessor http)
{
    public async Task<IReadOnlyList<ShownSample>> ReadAsync(CancellationToken cancel = default)
    {
        if (http.HttpContext?.Connection.RemoteIpAddress is not { } address || !IPAddress.IsLoopback(address))
            return [];
        var rows = await (
            from account in db.Set<Account>().AsNoTracking()
            join grant in db.Set<RoleGrant>() on account.Id equals grant.AccountId
            where account.IsSample && account.DisabledAt == null && account.Email != null && grant.RevokedAt == null
            select new { account.Email, grant.Role, grant.Unit }).ToListAsync(cancel);
        if (rows.Count == 0)
            return [];
        var snapshot = await network.SnapshotAsync(cancel);
        return [.. rows.OrderBy(r => r.Role).ThenBy(r => r.Email, StringComparer.Ordinal).Select(r => new ShownSample(r.Email!, RoleWords.Label(r.Role), AccountList.UnitName(snapshot, r.Unit)))];
    }
}
