using Microsoft.Extensions.DependencyInjection;
using Ramure.Accounts.Contracts;
using Ramure.Accounts.FirstStart;
using Ramure.Accounts.Invitations;
using Ramure.Accounts.People;
using Ramure.Accounts.Samples;
using Ramure.Accounts.Tokens;
using Ramure.Kernel.Modules;
using Ramure.Network.Contracts;

namespace Ramure.Accounts.Grants;

/// <summary>Roles, the administration of accounts, invitations and tokens.</summary>
internal static class RoleServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton(AccountsAuditWords.Roles);
        services.AddScoped<Grantors>();
        services.AddScoped<GrantRules>();
        services.AddScoped<Administrators>();
        services.AddScoped<GrantService>();
        services.AddScoped<GrantChoices>();
        services.AddScoped<AccountService>();
        services.AddScoped<AccountList>();
        services.AddScoped<IUnitPageLinks, UnitAccessLinks>();
        services.AddScoped<IReorganisationRights, MovedRights>();
        services.AddScoped<InvitationLetters>();
        services.AddScoped<InvitationService>();
        services.AddScoped<InvitationList>();
        services.AddScoped<FirstAccount>();
        services.AddScoped<IServing, FirstAccountServing>();
        services.AddScoped<SampleAccountList>();
        services.AddScoped<SampleAccounts>();
        services.AddScoped<ISampleAccounts>(s => s.GetRequiredService<SampleAccounts>());
        services.AddScoped<IServing>(s => s.GetRequiredService<SampleAccounts>());
        services.AddScoped<ApiPermissions>();
        services.AddScoped<TokenService>();
        TokenAuthentication.Add(services);
    }
}
