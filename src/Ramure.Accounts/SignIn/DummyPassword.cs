using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Ramure.Accounts.Model;

namespace Ramure.Accounts.SignIn;

/// <summary>What is verified when there is no account or no password: it takes as long, and is never right.</summary>
internal sealed class DummyPassword(IOptions<PasswordHasherOptions> options)
{
    private readonly Lazy<string> hash = new(() => new PasswordHasher<Account>(options).HashPassword(null!, Guid.CreateVersion7().ToString()));

    public string Hash => hash.Value;
}
