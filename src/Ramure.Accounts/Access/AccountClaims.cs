namespace Ramure.Accounts.Access;

/// <summary>Names of the claims that a signed-in request carries, beside the account's identifier.</summary>
internal static class AccountClaims
{
    /// <summary>Identifier of the session.</summary>
    public const string Session = "ramure:session";

    /// <summary>Codes of the permissions to which an API token is limited, separated by spaces.</summary>
    public const string TokenScopes = "ramure:scopes";
}
