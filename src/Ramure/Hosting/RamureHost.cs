using Ramure.Accounts;
using Ramure.Api;
using Ramure.Hosting.Web;
using Ramure.Kernel.Access;
using Ramure.Kernel.Modules;
using Ramure.Kernel.Readings;
using Ramure.Kernel.Secrets;
using Ramure.Pages;
using Ramure.Ui;
using Serilog;
using Serilog.Events;

namespace Ramure.Hosting;

/// <summary>Builds the web application; tests build it the same way.</summary>
internal static class RamureHost
{
    public static WebApplication Build(RamureOptions options, Action<IServiceCollection>? adjust = null)
    {
        var modules = ModuleList.All;
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(RamureHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            // The same everywhere: a machine whose environment says Development must not show what went wrong to whoever asks.
            EnvironmentName = Environments.Production,
        });
        // Settings come from the environment alone, secrets from it or from files it names: nothing beside the program is read.
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddEnvironmentVariables();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls(options.Url);
        builder.Host.UseSerilog((_, services, log) => log
            .MinimumLevel.Is(LogEventLevel.Information)
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
            .MinimumLevel.Override("Microsoft.EntityFrameworkCore.Model", LogEventLevel.Error)
            .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal)
            .WriteTo.Console(formatProvider: System.Globalization.CultureInfo.InvariantCulture)
            // Where an installation, or a test, takes the lines besides.
            .ReadFrom.Services(services), preserveStaticLogger: true);
        builder.Services.AddRamure(builder.Configuration, options, modules);
        builder.Services.AddRazorComponents();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton(options.Limits);
        builder.Services.AddRateLimiter(_ => { });
        builder.Services.AddCookieRules();
        builder.Services.AddExceptionHandler<ApiProblems>();
        builder.Services.AddOpenApi(ApiDocument.Name, ApiDocument.Configure);
        adjust?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseProxies(options.Proxies);
        app.UseCookiePrefixes();
        app.UseSecurityHeaders();
        app.Use(LastResort.AnswerAsync);
        // A scope of its own: the page that failed has used up the navigation of the request's.
        app.UseStatusCodePagesWithReExecute("/erreur/{0}", createScopeForStatusCodePages: true);
        app.UseExceptionHandler("/erreur/500", createScopeForErrors: true);
        app.Use(ErrorPages.AreReadAsync);
        app.Use(ApiProblems.DescribeAsync);
        app.UseRequestBounds();
        app.UseRateLimiter(RateLimits.ByAddress());
        app.UseCookiePolicy();
        app.UseRequestLocalization(localization => localization.SetDefaultCulture("fr-FR").AddSupportedCultures("fr-FR").AddSupportedUICultures("fr-FR"));
        AccountsModule.UseAccounts(app);
        app.UseRateLimiter(RateLimits.ByAccount());
        app.UseReadingTrace();
        app.UseReadableForms();
        app.UseAntiforgery();
        app.MapStaticAssets().Public();
        app.MapOpenApi("/api/{documentName}/openapi.json").Public();
        app.MapRamureUi();
        foreach (var module in modules)
            module.MapEndpoints(app);
        app.MapRazorComponents<App>()
            .AddAdditionalAssemblies([typeof(Ramure.Ui.UiAssembly).Assembly, .. modules.Select(m => m.GetType().Assembly)]);
        return app;
    }

    /// <summary>Prepares the database and fills a new installation, before anybody can ask for a page.</summary>
    public static async Task PrepareAsync(IServiceProvider services, bool empty, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DatabaseStartup>().RunAsync(cancel);
        await FirstStartProgress.RunAsync(scope.ServiceProvider, empty, cancel);
        await GuardAsync(scope.ServiceProvider, cancel);
    }

    /// <summary>What modules have to say to who started it, now that it answers.</summary>
    public static async Task<IReadOnlyList<string>> WordsAsync(WebApplication app, CancellationToken cancel)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var place = new ServingPlace([.. app.Urls], scope.ServiceProvider.GetRequiredService<RamureOptions>().Proxies is not null);
        var words = new List<string>();
        foreach (var module in scope.ServiceProvider.GetServices<IServing>())
            words.AddRange(await module.SayAsync(place, cancel));
        return words;
    }

    private static async Task GuardAsync(IServiceProvider services, CancellationToken cancel)
    {
        var options = services.GetRequiredService<RamureOptions>();
        var place = new ServingPlace(options.Url.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), options.Proxies is not null);
        foreach (var module in services.GetServices<IServing>())
            if (await module.RefuseAsync(place, cancel) is { } why)
                throw new SettingException(why);
    }

    /// <summary>Prepares the database and starts listening.</summary>
    public static async Task StartAsync(WebApplication app, CancellationToken cancel)
    {
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<DatabaseStartup>().RunAsync(cancel);
            await GuardAsync(scope.ServiceProvider, cancel);
        }

        await app.StartAsync(cancel);
    }
}
