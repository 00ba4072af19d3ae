namespace Ramure.Accounts.Access;

/// <summary>Names of the claims that a signed-in request carries, beside the account's identifier.</summary>
internal static class AccountClaims
{
    /// <summary>Identifier of the session.</summary>
    public const string Session = "ramure:session";

    /// <summary>Present when a second factor was proved in the session; read from its row at each request, never from the cookie.</summary>
    public const string Strong = "ramure:strong";

    /// <summary>Codes of the permissions to which an API token is limited, separated by spaces.</summary>
    public const string TokenScopes = "ramure:scopes";
}
