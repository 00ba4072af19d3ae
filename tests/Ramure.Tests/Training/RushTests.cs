using System.Net;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Tests.Support;
using Ramure.Training.Model;

namespace Ramure.Tests.Training;

/// <summary>Everybody wants the same thirty seats at once.</summary>
public sealed class RushTests
{
    private const int Seats = 30;
    private const int People = 2000;
    private const int AtOnce = 64;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Two_thousand_clicks_on_thirty_seats_confirm_thirty_and_queue_the_rest_in_order(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(Seats);
        var clicks = await ClicksAsync(scene, session);
        using var browsers = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = AtOnce })
        {
            BaseAddress = await AddressAsync(scene),
        };
        var answers = new HttpStatusCode[People];

        await Parallel.ForEachAsync(Enumerable.Range(0, People), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, cancel) =>
        {
            using var click = clicks[i];
            using var answer = await browsers.SendAsync(click, cancel);
            answers[i] = answer.StatusCode;
        });

        // Sent on to the page of the session: nobody saw an error.
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Redirect, a));
        var rows = await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SessionRegistration>().OrderBy(r => r.Number).ToListAsync());
        Assert.Equal(People, rows.Select(r => r.PersonKey).Distinct().Count());
        Assert.Equal(Enumerable.Range(1, People).Select(n => (long)n), rows.Select(r => r.Number));
        Assert.All(rows.Take(Seats), r => Assert.Equal(RegistrationState.Confirmed, r.State));
        Assert.All(rows.Skip(Seats), r => Assert.Equal(RegistrationState.Waiting, r.State));
        Assert.Equal((Seats, Seats), await scene.SeatsAsync(session));
    }

    /// <summary>
    /// What 2,000 signed-in people would send who have the page open: all have read it, so that nothing but clicks comes in. The fields are those
    /// of the real page; each person has a session, a cookie and a token of their own.
    /// </summary>
    private static async Task<List<HttpRequestMessage>> ClicksAsync(TrainingScene scene, Session session)
    {
        using var reader = await scene.Installation.ClientAsync(Role.Teacher, "A62");
        var form = await RegistrarTests.OpenAsync(reader, session);
        return await await scene.Installation.HostingAsync(async host =>
        {
            var antiforgery = host.GetRequiredService<IAntiforgery>();
            var cookie = host.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.Cookie.Name;
            return (await SignedIn.ManyAsync(host, People, Role.Teacher, "A62")).Select(person =>
            {
                var tokens = antiforgery.GetAndStoreTokens(new DefaultHttpContext { RequestServices = host, User = person.Principal });
                var click = new HttpRequestMessage(HttpMethod.Post, $"/formations/sessions/{session.Id}")
                {
                    Content = new FormUrlEncodedContent([.. form.Where(f => f.Key != tokens.FormFieldName), new(tokens.FormFieldName, tokens.RequestToken!), new("Action", "inscrire")]),
                };
                click.Headers.Add("Cookie", $"{person.Cookie.Name}={person.Cookie.Value}; {cookie}={tokens.CookieToken}");
                return click;
            }).ToList();
        });
    }

    private static async Task<Uri> AddressAsync(TrainingScene scene)
    {
        using var stranger = await scene.Installation.StrangerAsync();
        return stranger.BaseAddress!;
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task One_person_who_clicks_twenty_times_is_registered_once(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(Seats);
        using var client = await scene.Installation.ClientAsync(Role.Teacher, "A62");
        var form = await RegistrarTests.OpenAsync(client, session);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RegistrarTests.ClickAsync(client, session, form)));
        Assert.All(answers, a => Assert.True(a.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.UnprocessableEntity, $"{a.StatusCode}"));
        Assert.Single(await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SessionRegistration>().ToListAsync()));
        Assert.Equal((1, 1), await scene.SeatsAsync(session));
    }

    /// <summary>The control: reading the free seats and then writing, without the conditional update, lets too many in. The rush above would show it.</summary>
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Without_the_guard_too_many_get_in(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(Seats);
        var rush = new Rendezvous(AtOnce);
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(i => scene.RunAsync(async s =>
        {
            var db = s.GetRequiredService<RamureDb>();
            var free = await db.Set<SessionRegistration>().CountAsync(r => r.SessionId == session.Id && r.State == RegistrationState.Confirmed) < Seats;
            await rush.ArriveAsync();
            return await s.GetRequiredService<OperationRunner>().RunAsync<Done>(new Operation("test.unguarded", Permission.System), scope =>
            {
                scope.Db.Add(new SessionRegistration
                {
                    Id = Guid.CreateVersion7(),
                    SessionId = session.Id,
                    Name = $"P{i}",
                    Email = $"p{i}@exemple.test",
                    PersonKey = $"p{i}@exemple.test",
                    State = free ? RegistrationState.Confirmed : RegistrationState.Waiting,
                });
                scope.Audit("test", "unguarded", null, null);
                return Task.FromResult<Result<Done>>(default(Done));
            });
        })));
        Assert.True((await scene.SeatsAsync(session)).Counted > Seats);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_database_itself_refuses_a_seat_too_many(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(Seats);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Session>()
            .Where(x => x.Id == session.Id).ExecuteUpdateAsync(set => set.SetProperty(x => x.Taken, Seats + 1))));
    }
}
