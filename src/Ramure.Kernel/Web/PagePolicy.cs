namespace Ramure.Kernel.Web;

/// <summary>What the security headers of pages leave open. A module adds to it with <c>services.Configure&lt;PagePolicy&gt;</c>.</summary>
public sealed class PagePolicy
{
    /// <summary>
    /// Origins besides our own that a form may lead to (<c>https://connexion.example</c>): a sign-in that is answered by a redirect
    /// to an identity provider.
    /// </summary>
    public IList<string> FormOrigins { get; } = [];
}
