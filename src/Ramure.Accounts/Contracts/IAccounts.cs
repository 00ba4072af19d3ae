namespace Ramure.Accounts.Contracts;

/// <summary>A person who has an account, as other modules address them.</summary>
/// <param name="Name">First and last name.</param>
/// <param name="Email">Confirmed address.</param>
public sealed record AccountInfo(Guid Id, string Name, string Email);

/// <summary>Open accounts whose address is confirmed.</summary>
public interface IAccounts
{
    /// <summary>The account, null when it is unknown, closed or unconfirmed.</summary>
    Task<AccountInfo?> FindAsync(Guid id, CancellationToken cancel = default);

    /// <summary>The account of an address, case ignored.</summary>
    Task<AccountInfo?> FindByEmailAsync(string email, CancellationToken cancel = default);
}
