using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Web;

namespace Ramure.Accounts.Passkeys;

/// <summary>What passkeys need: the identity library speaks WebAuthn, the rest is ours.</summary>
internal static class PasskeyServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<PasskeyService>();
        services.AddScoped<PasskeySignIn>();
        services.AddOptions<IdentityPasskeyOptions>().Configure<SiteAddress>((options, site) =>
        {
            // A passkey opens the account alone: the device must have asked for its owner's finger, face or code.
            options.UserVerificationRequirement = "required";
            // Found by the device itself, so that nobody writes an address, and nobody learns whose accounts have a passkey.
            options.ResidentKeyRequirement = "required";
            // Where no public address is given, that of the request: a passkey is bound to the name under which it was made.
            options.ServerDomain = site.Given?.Host;
        });
    }
}
