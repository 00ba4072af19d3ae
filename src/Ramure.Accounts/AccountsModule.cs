using System.CommandLine;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Accounts.Access;
using Ramure.Accounts.Commands;
using Ramure.Accounts.Contracts;
using Ramure.Accounts.Grants;
using Ramure.Accounts.Model;
using Ramure.Accounts.Names;
using Ramure.Accounts.Passkeys;
using Ramure.Accounts.People;
using Ramure.Accounts.PersonalData;
using Ramure.Accounts.Sessions;
using Ramure.Accounts.SignIn;
using Ramure.Accounts.SingleSignOn;
using Ramure.Accounts.Tokens;
using Ramure.Accounts.Watch;
using Ramure.Kernel.Access;
using Ramure.Kernel.CommandLine;
using Ramure.Kernel.Modules;
using Ramure.Kernel.Navigation;
using Ramure.Kernel.PersonalData;

namespace Ramure.Accounts;

/// <summary>Who may come in, and what each may do.</summary>
public sealed class AccountsModule : IModule
{
    public IEnumerable<Permission> Permissions => AccountsPermissions.All;

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddHttpContextAccessor();
        services.AddScoped<RequestAccess>();
        services.AddScoped<IAccess>(s => s.GetRequiredService<RequestAccess>());
        services.AddScoped<IPresentPerson>(s => s.GetRequiredService<RequestAccess>());
        services.AddSingleton(AccountSettings.FromEnvironment());
        services.AddScoped<SessionKeeper>();
        services.AddSignIn();
        services.AddScoped<IActorNames, ActorNames>();
        services.AddScoped<IAccounts, AccountDirectory>();
        services.AddSingleton(PersonAuditWords.All);
        services.AddScoped<AccountPersonalData>();
        services.AddScoped<IPersonalData>(s => s.GetRequiredService<AccountPersonalData>());
        services.AddScoped<IPersons>(s => s.GetRequiredService<AccountPersonalData>());
        services.AddIdentityCore<Account>()
            .AddUserStore<AccountStore>()
            .AddSignInManager()
            .AddDefaultTokenProviders();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies(cookies =>
            cookies.ApplicationCookie!.Configure(ApplicationCookie));
        PasskeyServices.Add(services);
        WatchServices.Add(services);
        RoleServices.Add(services);
        OidcServices.Add(services, OidcProvider.FromEnvironment());
        services.AddAuthorization();
        services.AddSingleton<IAuthorizationPolicyProvider, PermissionPolicies>();
        services.AddScoped<IAuthorizationHandler, PermissionHandler>();
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        OidcEndpoints.Map(endpoints);
        PasskeyEndpoints.Map(endpoints);
        AdministrationEndpoints.Map(endpoints);
    }

    public IEnumerable<Command> Commands(CommandHost host) => [AccountCommands.Create(host)];

    public IEnumerable<NavigationItem> Navigation => [new NavigationItem("Comptes", "/administration/comptes", 80, AccountsPermissions.GrantCode)];

    /// <summary>What every request goes through: who is it, what may they do, is this route theirs.</summary>
    public static void UseAccounts(IApplicationBuilder app)
    {
        app.UseAuthentication();
        RefusalTrace.Use(app);
        TokenAuthentication.Use(app);
        AccessMiddleware.Use(app);
        app.UseAuthorization();
    }

    private static void ApplicationCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "ramure";
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.HttpOnly = true;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = SessionKeeper.Length;
        options.SlidingExpiration = false;
        options.Events.OnValidatePrincipal = context => context.HttpContext.RequestServices.GetRequiredService<SessionKeeper>().ValidateAsync(context);
        options.Events.OnRedirectToLogin = context =>
        {
            RefusalTrace.Turn(context.HttpContext);
            // A script that asks for JSON cannot show the page of sign-in.
            if (context.Request.Path.StartsWithSegments("/api/v1", StringComparison.Ordinal) || !HttpMethods.IsGet(context.Request.Method)
                || context.Request.Headers.Accept == "application/json")
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            else
                context.Response.Redirect("/connexion?retour=" + Uri.EscapeDataString(context.Request.Path + context.Request.QueryString));
            return Task.CompletedTask;
        };
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }
}
