using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Ramure.Accounts.Model;
using Ramure.Accounts.Sessions;
using Ramure.Hosting;
using Ramure.Hosting.Web;
using Ramure.Kernel.Access;
using Ramure.Kernel.Operations;
using Ramure.Network.Contracts;

namespace Ramure.Benchmarks;

/// <summary>
/// What it costs to ask who one is and what one may: pages over HTTP, as a director who holds six roles and as an administrator, beside the
/// same pages of a host to which everything is open and nobody is signed in. Requests alternate, so that the machine's moods fall on both.
/// </summary>
internal sealed class AccessBenchmark(string database, int rounds)
{
    private static readonly string[] Pages = ["/reseau", "/registre/mesures", "/journal", "/pilotage/cop-2017-2019"];

    public async Task RunAsync(CancellationToken cancel)
    {
        await using var installation = await BenchInstallation.CreateAsync(database, cancel);
        await using var guarded = await StartAsync(installation.Options, null, cancel);
        await using var open = await StartAsync(installation.Options, s => s.AddSingleton<IAccess>(new SystemAccess(Actor.System)), cancel);
        using var everybody = Client(open, null);
        var report = new Report($"access, {database}, {rounds} readings of each page");
        foreach (var (who, roles) in new (string, (Role, string)[])[]
        {
            ("a director with six roles", [(Role.TerritorialDirector, "DT1"), (Role.AtelierDirector, "A11"), (Role.AtelierStaff, "A12"), (Role.AtelierStaff, "A13"), (Role.Trainer, "A14"), (Role.FunderReader, "DT2")]),
            ("an administrator", [(Role.Administrator, "*")]),
        })
        {
            using var person = Client(guarded, await SignInAsync(guarded.Services, roles));
            foreach (var page in Pages)
                await CompareAsync(report, $"{page}, {who}", person, everybody, page, cancel);
        }
    }

    private async Task CompareAsync(Report report, string what, HttpClient person, HttpClient everybody, string page, CancellationToken cancel)
    {
        var (with, without) = (new Timing(), new Timing());
        for (var i = -5; i < rounds; i++)
        {
            foreach (var (client, timing) in new[] { (person, with), (everybody, without) })
            {
                var watch = Stopwatch.StartNew();
                using var answer = await client.GetAsync(page, cancel);
                await answer.Content.ReadAsByteArrayAsync(cancel);
                if (answer.StatusCode != HttpStatusCode.OK)
                    throw new InvalidOperationException($"{page} answers {answer.StatusCode}.");
                if (i >= 0)
                    timing.Add(watch.Elapsed);
            }
        }

        report.Ratio(what + ", median", with.Median, without.Median, "the same page where everything is open");
    }

    private static async Task<WebApplication> StartAsync(RamureOptions options, Action<IServiceCollection>? adjust, CancellationToken cancel)
    {
        var unlimited = new RequestLimits { SignIn = 0, Search = 0, Api = 0, Export = 0, Upload = 0, Page = 0 };
        var app = RamureHost.Build(options with { Limits = unlimited }, services =>
        {
            services.Replace(ServiceDescriptor.Singleton<INetwork>(new BenchNetwork()));
            adjust?.Invoke(services);
        });
        await RamureHost.StartAsync(app, cancel);
        return app;
    }

    private static HttpClient Client(WebApplication app, Cookie? cookie)
    {
        var jar = new CookieContainer();
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = jar }) { BaseAddress = new Uri(app.Urls.First()) };
        if (cookie is not null)
            jar.Add(client.BaseAddress, cookie);
        return client;
    }

    private static async Task<Cookie> SignInAsync(IServiceProvider host, (Role Role, string Unit)[] roles)
    {
        await using var scope = host.CreateAsyncScope();
        var id = Guid.CreateVersion7();
        var session = await scope.ServiceProvider.GetRequiredService<OperationRunner>().RunAsync<SignedInSession>(new Operation("bench.sign-in", Permission.System), operation =>
        {
            var name = $"{id:n}@exemple.test";
            operation.Db.Add(new Account { Id = id, DisplayName = "Mesure", UserName = name, NormalizedUserName = name.ToUpperInvariant(), Email = name, NormalizedEmail = name.ToUpperInvariant(), EmailConfirmed = true, CreatedAt = operation.At });
            foreach (var (role, unit) in roles)
                operation.Db.Add(new RoleGrant { Id = Guid.CreateVersion7(), AccountId = id, Role = role, Unit = unit, From = new DateOnly(2015, 1, 1), GrantedBy = "system", GrantedAt = operation.At });
            operation.Audit("account", id.ToString("D"), null, null);
            return Task.FromResult<Result<SignedInSession>>(SessionKeeper.Open(operation, id, "bench", null, strong: true));
        });
        var cookie = host.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        var ticket = new AuthenticationTicket(SessionKeeper.Principal(session.Value), IdentityConstants.ApplicationScheme);
        return new Cookie(cookie.Cookie.Name!, cookie.TicketDataFormat.Protect(ticket), "/");
    }
}
