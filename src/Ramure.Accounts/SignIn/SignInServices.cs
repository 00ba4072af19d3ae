using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Accounts.Addresses;
using Ramure.Accounts.Confirming;
using Ramure.Accounts.Links;
using Ramure.Accounts.Model;
using Ramure.Accounts.Passwords;
using Ramure.Accounts.Profile;
using Ramure.Accounts.Sessions;
using Ramure.Accounts.TwoFactor;
using Ramure.Kernel.Jobs;

namespace Ramure.Accounts.SignIn;

/// <summary>What signing in and looking after one's own account need.</summary>
internal static class SignInServices
{
    public static void AddSignIn(this IServiceCollection services)
    {
        // OWASP's advice for PBKDF2 with HMAC-SHA-512; older hashes are renewed at the next sign-in.
        services.Configure<PasswordHasherOptions>(hashing => hashing.IterationCount = 210_000);
        services.AddScoped<IPasswordHasher<Account>, PasswordHashing>();
        services.AddScoped<IPasswordValidator<Account>, PasswordRules>();
        services.AddScoped<SentLinks>();
        services.AddScoped<Notices>();
        services.AddScoped<SessionOpener>();
        services.AddScoped<SessionEnder>();
        services.AddScoped<PasswordService>();
        services.AddScoped<RecentProof>();
        services.AddScoped<SecondFactorState>();
        services.AddScoped<SecondFactorProof>();
        services.AddScoped<AddressService>();
        services.AddScoped<ProfileService>();
        services.AddScoped<PresentSession>();
        services.AddSingleton<DummyPassword>();
        services.AddScoped<PasswordSignIn>();
        services.AddScoped<SignOut>();
        services.AddScoped<AuthenticatorService>();
        services.AddScoped<CodeSignIn>();
        services.AddScoped<IJob, ForgetAttempts>();
        services.AddScoped<IJob, EndIdleSessions>();
    }
}
