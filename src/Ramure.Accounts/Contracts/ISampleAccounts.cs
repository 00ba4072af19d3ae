using Ramure.Kernel.Access;

namespace Ramure.Accounts.Contracts;

/// <summary>An account of the sample: its address is <c>Local@exemple.ramure</c>.</summary>
/// <param name="Items">Named indicators and measures, for the role that names some.</param>
public sealed record SampleAccount(string Local, string Name, Role Role, string Unit, IReadOnlyList<string>? Items = null)
{
    /// <summary>The address by which one signs in.</summary>
    public string Email => Local + Domain;

    /// <summary>Where made-up people have their addresses: no mail goes there.</summary>
    public const string Domain = "@exemple.ramure";
}

/// <summary>Accounts that let a newcomer look at the product with the eyes of each role. Never served to other machines.</summary>
public interface ISampleAccounts
{
    /// <summary>Opens them under one new password, which is written to a file that only the owner of the installation reads; its path.</summary>
    Task<string> OpenAsync(IReadOnlyList<SampleAccount> accounts, CancellationToken cancel = default);

    /// <summary>Closes all of them, ends their sessions and removes the file; how many were open.</summary>
    Task<int> CloseAsync(CancellationToken cancel = default);
}
