using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Accounts.Grants;
using Ramure.Accounts.Invitations;
using Ramure.Accounts.Model;
using Ramure.Accounts.People;
using Ramure.Kernel.Access;
using Ramure.Kernel.CommandLine;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Readings;
using Ramure.Kernel.Time;
using Ramure.Kernel.Web;

namespace Ramure.Accounts.Commands;

/// <summary><c>ramure accounts …</c>: what the pages do, for who holds the machine.</summary>
internal static class AccountCommands
{
    private static readonly string RoleCodes = string.Join(", ", Enum.GetValues<Role>().Select(RoleWords.Code));

    public static Command Create(CommandHost host) => new("accounts", "Les comptes et les rôles.")
    {
        CreateAdministrator(host), List(host), Show(host), Grant(host), Revoke(host), Invite(host),
        OnAccount(host, "close", "Ferme un compte : ses sessions et ses jetons ne valent plus.", (s, id, reason, stop) => s.CloseAsync(id, reason, stop)),
        OnAccount(host, "reopen", "Rouvre un compte.", (s, id, reason, stop) => s.ReopenAsync(id, reason, stop)),
        OnAccountPlain(host, "reset-second-factor", "Retire le code et les clés d’accès d’un compte qui les a perdus ; ses sessions se terminent.", (s, id, stop) => s.ResetSecondFactorAsync(id, stop)),
        ResetLink(host), Sessions(host), EndSessions(host),
    };

    private static Command CreateAdministrator(CommandHost host)
    {
        var email = new Argument<string>("ADRESSE");
        var name = new Option<string>("--name") { Description = "Prénom et nom", Required = true };
        return Action(new Command("create-administrator", "Ouvre un compte qui administre tout le réseau, et donne le lien pour choisir son mot de passe.") { email, name }, host, async (parse, services, stop) =>
        {
            var made = await services.GetRequiredService<AccountService>().CreateAdministratorAsync(parse.GetRequiredValue(email), parse.GetRequiredValue(name), stop);
            return made.TryGet(out var secret, out var refusals) ? SayLink(parse, Link(services, "premier-compte", secret)) : CommandHost.Refuse(refusals);
        });
    }

    private static Command List(CommandHost host) => Action(new Command("list", "Les comptes et leurs rôles."), host, async (parse, services, stop) =>
    {
        var rows = await services.GetRequiredService<AccountList>().AllAsync(new AccountChoice(), cancel: stop);
        await services.GetRequiredService<ReadingTrail>().RecordAsync("accounts", "accounts list", stop);
        Say(parse, rows.Select(Shape), rows.Count == 0 ? ["Aucun compte. Le premier : ramure accounts create-administrator ADRESSE --name NOM"] : rows.Select(r => $"{r.Account.Email}  {r.Account.DisplayName}  {r.State}  {r.Roles}"));
        return 0;
    });

    private static Command Show(CommandHost host) => OnRow(host, "show", "Un compte et ses rôles, avec leurs numéros.", (parse, row) =>
    {
        Say(parse, Shape(row), [
            $"{row.Account.DisplayName} <{row.Account.Email}>, {row.State}, {row.Sessions} session(s) ouverte(s)",
            .. row.Grants.Select(g => $"  {g.Grant.Id}  {g.Role}, {g.UnitName}, {g.Days}, {g.State}"),
        ]);
        return 0;
    });

    private static Command Sessions(CommandHost host)
    {
        var email = new Argument<string>("ADRESSE");
        return Action(new Command("sessions", "Les sessions ouvertes d’un compte.") { email }, host, (parse, services, stop) => WithAccountAsync(services, parse.GetRequiredValue(email), async id =>
        {
            var now = services.GetRequiredService<IClock>().UtcNow;
            var live = await services.GetRequiredService<RamureDb>().Set<SignedInSession>().AsNoTracking()
                .Where(s => s.AccountId == id && s.RevokedAt == null && s.ExpiresAt > now).OrderByDescending(s => s.LastSeenAt).ToListAsync(stop);
            Say(parse, live.Select(s => new { s.Id, s.CreatedAt, s.LastSeenAt, s.Method, s.Browser, s.Address }), live.Count == 0
                ? ["Aucune session ouverte."]
                : live.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.CreatedAt:yyyy-MM-dd HH:mm}  vu {s.LastSeenAt:yyyy-MM-dd HH:mm} UTC  {s.Method}  {s.Address}  {s.Browser}")));
            return 0;
        }));
    }

    private static Command Grant(CommandHost host)
    {
        var email = new Argument<string>("ADRESSE");
        var fields = new GrantOptions();
        var reason = Reason();
        return Action(fields.AddTo(new Command("grant", "Donne un rôle à un compte.") { email, reason }), host, (parse, services, stop) => WithAccountAsync(services, parse.GetRequiredValue(email), async id =>
        {
            var wrong = new List<Refusal>();
            var wish = fields.Wish(parse, wrong);
            var result = wrong.Count > 0 ? wrong : await services.GetRequiredService<GrantService>().GrantAsync(id, wish, parse.GetValue(reason), stop);
            if (!result.TryGet(out var grant, out var refusals))
                return CommandHost.Refuse(refusals);
            Say(parse, new { grant }, [$"Rôle donné : {grant}"]);
            return 0;
        }));
    }

    private static Command Revoke(CommandHost host)
    {
        var grant = new Argument<Guid>("RÔLE") { Description = "Numéro du rôle tenu, d’après « accounts show »" };
        var reason = Reason();
        return Action(new Command("revoke", "Retire un rôle.") { grant, reason }, host, async (parse, services, stop) =>
            Done(parse, await services.GetRequiredService<GrantService>().RevokeAsync(parse.GetRequiredValue(grant), parse.GetValue(reason), stop), "Rôle retiré."));
    }

    private static Command Invite(CommandHost host)
    {
        var email = new Argument<string>("ADRESSE");
        var fields = new GrantOptions();
        var byMail = new Option<bool>("--by-mail") { Description = "Envoie le lien à l’adresse par courriel, au lieu de le donner" };
        return Action(fields.AddTo(new Command("invite", "Invite une adresse à un rôle, et donne le lien à transmettre.") { email, byMail }), host, async (parse, services, stop) =>
        {
            var wrong = new List<Refusal>();
            var wish = fields.Wish(parse, wrong);
            var result = wrong.Count > 0 ? wrong : await services.GetRequiredService<InvitationService>().InviteAsync(parse.GetRequiredValue(email), wish, parse.GetValue(byMail), stop);
            if (!result.TryGet(out var made, out var refusals))
                return CommandHost.Refuse(refusals);
            if (made.Secret is not null)
                return SayLink(parse, Link(services, "invitation", made.Secret));
            Say(parse, new { sent = made.Email }, [$"L’invitation part par courriel à {made.Email}."]);
            return 0;
        });
    }

    private static Command ResetLink(CommandHost host)
    {
        var email = new Argument<string>("ADRESSE");
        return Action(new Command("reset-link", "Donne un lien, bon une fois et 24 heures, pour choisir un mot de passe.") { email }, host, (parse, services, stop) => WithAccountAsync(services, parse.GetRequiredValue(email), async id =>
            (await services.GetRequiredService<AccountService>().ResetLinkAsync(id, stop)).TryGet(out var secret, out var refusals) ? SayLink(parse, Link(services, "premier-compte", secret)) : CommandHost.Refuse(refusals)));
    }

    private static Command EndSessions(CommandHost host)
    {
        var email = new Argument<string>("ADRESSE");
        return Action(new Command("end-sessions", "Termine les sessions d’un compte.") { email }, host, (parse, services, stop) => WithAccountAsync(services, parse.GetRequiredValue(email), async id =>
        {
            if (!(await services.GetRequiredService<AccountService>().EndSessionsAsync(id, stop)).TryGet(out var ended, out var refusals))
                return CommandHost.Refuse(refusals);
            Say(parse, new { ended }, [$"Sessions terminées : {ended}."]);
            return 0;
        }));
    }

    private static Command OnAccount(CommandHost host, string name, string description, Func<AccountService, Guid, string?, CancellationToken, Task<Result<Done>>> act)
    {
        var email = new Argument<string>("ADRESSE");
        var reason = Reason();
        return Action(new Command(name, description) { email, reason }, host, (parse, services, stop) => WithAccountAsync(services, parse.GetRequiredValue(email), async id =>
            Done(parse, await act(services.GetRequiredService<AccountService>(), id, parse.GetValue(reason), stop), "C’est fait.")));
    }

    private static Command OnAccountPlain(CommandHost host, string name, string description, Func<AccountService, Guid, CancellationToken, Task<Result<Done>>> act)
    {
        var email = new Argument<string>("ADRESSE");
        return Action(new Command(name, description) { email }, host, (parse, services, stop) => WithAccountAsync(services, parse.GetRequiredValue(email), async id =>
            Done(parse, await act(services.GetRequiredService<AccountService>(), id, stop), "C’est fait.")));
    }

    private static Command OnRow(CommandHost host, string name, string description, Func<ParseResult, AccountRow, int> show)
    {
        var email = new Argument<string>("ADRESSE");
        return Action(new Command(name, description) { email }, host, (parse, services, stop) => WithAccountAsync(services, parse.GetRequiredValue(email), async id =>
            show(parse, (await services.GetRequiredService<AccountList>().FindAsync(id, stop))!)));
    }

    private static async Task<int> WithAccountAsync(IServiceProvider services, string email, Func<Guid, Task<int>> body)
    {
        var normalized = email.Trim().ToUpperInvariant();
        var id = await services.GetRequiredService<RamureDb>().Set<Account>().Where(a => a.NormalizedEmail == normalized).Select(a => (Guid?)a.Id).SingleOrDefaultAsync();
        return id is { } found ? await body(found) : CommandHost.Refuse([new Refusal("account-unknown", $"Aucun compte n’a l’adresse « {email} » : ramure accounts list")]);
    }

    private static Command Action(Command command, CommandHost host, Func<ParseResult, IServiceProvider, CancellationToken, Task<int>> body)
    {
        command.SetAction((parse, cancel) => host.RunAsync(parse, (services, stop) => body(parse, services, stop), cancel));
        return command;
    }

    private static Option<string?> Reason() => new("--reason") { Description = "Motif, gardé dans la trace" };

    private static string Link(IServiceProvider services, string page, string secret) => new Uri(services.GetRequiredService<SiteAddress>().Address, $"{page}?jeton={secret}").ToString();

    private static int SayLink(ParseResult parse, string link)
    {
        Say(parse, new { link }, [$"Ce lien sert une fois ; donnez-le à cette personne par un moyen sûr :", $"  {link}"]);
        return 0;
    }

    private static int Done(ParseResult parse, Result<Done> result, string done)
    {
        if (!result.Succeeded)
            return CommandHost.Refuse(result.Refusals);
        Say(parse, new { done = true }, [done]);
        return 0;
    }

    private static object Shape(AccountRow row) => new
    {
        row.Account.Id,
        row.Account.Email,
        Name = row.Account.DisplayName,
        row.State,
        row.Sessions,
        Grants = row.Grants.Select(g => new { g.Grant.Id, Role = RoleWords.Code(g.Grant.Role), g.Grant.Unit, g.Grant.From, Until = g.LastDay, g.State, g.Grant.Items }),
    };

    private static void Say(ParseResult parse, object json, IEnumerable<string> lines)
    {
        if (parse.GetValue(CommandHost.Json))
            Console.WriteLine(JsonSerializer.Serialize(json, JsonSerializerOptions.Web));
        else
            foreach (var line in lines)
                Console.WriteLine(line);
    }

    private sealed class GrantOptions
    {
        private readonly Option<string> role = new("--role") { Description = RoleCodes, Required = true };
        private readonly Option<string> unit = new("--unit") { Description = "Code d’une unité, ou * pour tout le réseau", Required = true };
        private readonly Option<string?> from = new("--from") { Description = "Premier jour, année-mois-jour ; aujourd’hui à défaut" };
        private readonly Option<string?> until = new("--until") { Description = "Dernier jour ; sans fin à défaut" };
        private readonly Option<string[]> items = new("--item") { Description = "Élément tenu : indicator:CONTRAT/CODE ou measure:CODE ; se répète" };

        public Command AddTo(Command command)
        {
            foreach (var option in (Option[])[role, unit, from, until, items])
                command.Options.Add(option);
            return command;
        }

        public GrantWish Wish(ParseResult parse, List<Refusal> wrong)
        {
            if (RoleWords.Parse(parse.GetValue(role)) is null)
                wrong.Add(new Refusal("role-unknown", $"« {parse.GetValue(role)} » n’est pas un rôle. Les rôles : {RoleCodes}.", "role"));
            return new GrantForm { Role = parse.GetValue(role), Unit = parse.GetValue(unit), From = parse.GetValue(from), Until = parse.GetValue(until), Items = parse.GetValue(items) ?? [] }.Wish(wrong);
        }
    }
}
