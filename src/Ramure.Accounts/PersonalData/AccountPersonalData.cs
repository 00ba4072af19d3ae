using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Model;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.PersonalData;
using Ramure.Kernel.Text;
using Ramure.Kernel.Time;

namespace Ramure.Accounts.PersonalData;

/// <summary>What an account, its sessions and its roles say of a person.</summary>
internal sealed class AccountPersonalData(RamureDb db, IClock clock) : IPersonalData, IPersons
{
    /// <summary>What is shown for somebody who was forgotten.</summary>
    public const string Nobody = "personne effacée";

    private const string Prefix = "account:";
    private const int ClosedYears = 3;
    private const int SessionMonths = 12;
    private const int LinkDays = 30;
    private const string PublicTask = "Mission d’intérêt public (RGPD, art. 6-1-e)";

    public IReadOnlyList<RegisterLine> Register { get; } =
    [
        new(
            "Compte : nom affiché, adresse e-mail, empreinte du mot de passe, second facteur, clés d’accès, liens avec un fournisseur d’identité",
            "Les personnes qui se connectent", "Ouvrir Ramure à qui doit y entrer", PublicTask, $"Jusqu’à l’effacement ; au plus tard {ClosedYears} ans après la fermeture du compte",
            "La personne, les administrateurs ; le nom, aux collègues qui voient ce qu’elle enregistre"),
        new(
            "Rôles : unité, dates, qui les a donnés et retirés", "Les personnes qui se connectent", "Montrer à chacun ce qui le regarde, et savoir qui a donné un droit", PublicTask,
            "Sans limite, sans nom une fois la personne effacée", "La personne, la direction de l’unité, les administrateurs"),
        new(
            "Sessions : dates, navigateur, adresse du réseau, façon de se connecter", "Les personnes qui se connectent", "Laisser chacun voir et fermer ses sessions, déceler un vol de compte",
            "Sécurité du traitement (RGPD, art. 32)", $"{SessionMonths} mois après la fin de la session", "La personne, les administrateurs"),
        new(
            "Invitations : adresse e-mail, rôle, unité, qui invite", "Les personnes invitées", "Faire entrer qui doit l’être", PublicTask,
            $"{SessionMonths} mois après leur fin", "Qui invite, les administrateurs"),
        new(
            "Liens à usage unique et jetons de programme : empreinte, dates, adresse d’envoi, dernier usage", "Les personnes qui se connectent",
            "Confirmer une adresse, choisir un mot de passe, laisser un programme lire", "Sécurité du traitement (RGPD, art. 32)",
            $"Liens : {LinkDays} jours après leur fin ; jetons : {SessionMonths} mois", "La personne"),
    ];

    public async Task<Person?> FindAsync(string reference, CancellationToken cancel) =>
        Id(reference) is { } id && await db.Set<Account>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.ErasedAt == null, cancel) is { } account ? Of(account) : null;

    public async Task<IReadOnlyList<Person>> SearchAsync(string words, int take, CancellationToken cancel)
    {
        var asked = SearchText.Fold(words).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var found = asked.Aggregate(db.Set<Account>().AsNoTracking().Where(a => a.ErasedAt == null), (accounts, word) => accounts.Where(a => a.Search.Contains(word)));
        return [.. (await found.OrderBy(a => a.Search).Take(take).ToListAsync(cancel)).Select(Of)];
    }

    public async Task<IReadOnlyList<Person>> DueAsync(DateTime now, CancellationToken cancel)
    {
        var before = now.AddYears(-ClosedYears);
        return [.. (await db.Set<Account>().AsNoTracking().Where(a => a.ErasedAt == null && a.DisabledAt < before).OrderBy(a => a.Id).ToListAsync(cancel)).Select(Of)];
    }

    public async Task<IReadOnlyList<HeldData>> HeldAsync(Person person, CancellationToken cancel)
    {
        if (Id(person.Reference) is not { } id || await db.Set<Account>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancel) is not { } account)
            return [];
        var grants = await db.Set<RoleGrant>().AsNoTracking().Where(g => g.AccountId == id).OrderBy(g => g.GrantedAt).ToListAsync(cancel);
        var sessions = await db.Set<SignedInSession>().AsNoTracking().Where(s => s.AccountId == id).OrderBy(s => s.CreatedAt).ToListAsync(cancel);
        var logins = await db.Set<IdentityUserLogin<Guid>>().AsNoTracking().Where(l => l.UserId == id).ToListAsync(cancel);
        var passkeys = await db.Set<IdentityUserPasskey<Guid>>().AsNoTracking().Where(p => p.UserId == id).ToListAsync(cancel);
        var tokens = await db.Set<ApiToken>().AsNoTracking().Where(t => t.AccountId == id).OrderBy(t => t.CreatedAt).ToListAsync(cancel);
        var invitations = await db.Set<Invitation>().AsNoTracking().Where(i => i.AccountId == id || i.NormalizedEmail == account.NormalizedEmail).OrderBy(i => i.InvitedAt).ToListAsync(cancel);
        var links = await db.Set<SentLink>().AsNoTracking().Where(l => l.AccountId == id).OrderBy(l => l.SentAt).ToListAsync(cancel);
        return
        [
            new("account", "Compte", ["Nom", "E-mail", "E-mail confirmé", "Téléphone", "Créé le", "Fermé le", "Mot de passe", "Second facteur", "Identifiant"],
            [[
                account.DisplayName, account.Email, account.EmailConfirmed ? "oui" : "non", account.PhoneNumber, Instant.Text(account.CreatedAt),
                account.DisabledAt is { } closed ? Instant.Text(closed) : null, account.PasswordHash is null ? "aucun" : "gardé sous forme d’empreinte",
                account.TwoFactorEnabled ? "oui" : "non", person.Reference,
            ]]),
            new("roles", "Rôles", ["Rôle", "Unité", "Depuis", "Jusqu’au", "Retiré le"],
                [.. grants.Select(g => new[] { g.Role.ToString(), g.Unit, Day(g.From), g.To is { } to ? Day(to) : null, g.RevokedAt is { } revoked ? Instant.Text(revoked) : null })]),
            new("sessions", "Sessions", ["Ouverte le", "Vue le", "Fermée le", "Façon", "Navigateur", "Adresse"],
                [.. sessions.Select(s => new[] { Instant.Text(s.CreatedAt), Instant.Text(s.LastSeenAt), s.RevokedAt is { } end ? Instant.Text(end) : null, s.Method, s.Browser, s.Address })]),
            new("providers", "Fournisseurs d’identité liés", ["Fournisseur", "Identifiant chez lui"], [.. logins.Select(l => new[] { l.ProviderDisplayName ?? l.LoginProvider, l.ProviderKey })]),
            new("tokens", "Jetons de programme", ["Nom", "Début", "Créé le", "Expire le", "Dernier usage"],
                [.. tokens.Select(t => new[] { t.Name, t.Prefix, Instant.Text(t.CreatedAt), Instant.Text(t.ExpiresAt), t.LastUsedAt is { } used ? Instant.Text(used) : null })]),
            new("invitations", "Invitations reçues", ["Adresse", "Rôle", "Unité", "Invitée le"],
                [.. invitations.Select(i => new[] { i.Email, i.Role.ToString(), i.Unit, Instant.Text(i.InvitedAt) })]),
            new("links", "Liens envoyés", ["Adresse", "Pour", "Envoyé le"], [.. links.Select(l => new[] { l.Email, l.Purpose.ToString(), Instant.Text(l.SentAt) })]),
            new("passkeys", "Clés d’accès", ["Nom", "Ajoutée le"], [.. passkeys.Select(p => new[] { p.Data.Name, Instant.Text(p.Data.CreatedAt.UtcDateTime) })]),
        ];
    }

    public async Task<Result<int>> EraseAsync(OperationScope scope, Person person, CancellationToken cancel)
    {
        if (Id(person.Reference) is not { } id || await db.Set<Account>().SingleOrDefaultAsync(a => a.Id == id && a.ErasedAt == null, cancel) is not { } account)
            return 0;
        if (await IsLastAdministratorAsync(id, cancel))
            return new Refusal("last-administrator", "Cette personne est la dernière à administrer tout le réseau : donnez d’abord ce rôle à quelqu’un d’autre.");
        var address = account.NormalizedEmail;
        (account.DisplayName, account.UserName, account.NormalizedUserName) = (Nobody, id.ToString("n"), id.ToString("n").ToUpperInvariant());
        (account.Email, account.NormalizedEmail, account.EmailConfirmed, account.PhoneNumber) = (null, null, false, null);
        (account.PasswordHash, account.TwoFactorEnabled, account.SecurityStamp) = (null, false, Guid.CreateVersion7().ToString("n"));
        (account.DisabledAt, account.ErasedAt) = (account.DisabledAt ?? scope.At, scope.At);
        var (at, by) = (scope.At, scope.Actor);
        await db.Set<RoleGrant>().Where(g => g.AccountId == id && g.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(g => g.RevokedAt, at).SetProperty(g => g.RevokedBy, by), cancel);
        await db.Set<SignedInSession>().Where(s => s.AccountId == id).ExecuteDeleteAsync(cancel);
        await db.Set<ApiToken>().Where(t => t.AccountId == id).ExecuteDeleteAsync(cancel);
        await db.Set<Authenticator>().Where(a => a.AccountId == id).ExecuteDeleteAsync(cancel);
        await db.Set<RecoveryCode>().Where(c => c.AccountId == id).ExecuteDeleteAsync(cancel);
        await db.Set<FirstLink>().Where(l => l.AccountId == id).ExecuteDeleteAsync(cancel);
        await db.Set<SentLink>().Where(l => l.AccountId == id).ExecuteDeleteAsync(cancel);
        await db.Set<Invitation>().Where(i => i.AccountId == id || i.NormalizedEmail == address).ExecuteDeleteAsync(cancel);
        await db.Set<IdentityUserClaim<Guid>>().Where(c => c.UserId == id).ExecuteDeleteAsync(cancel);
        await db.Set<IdentityUserLogin<Guid>>().Where(l => l.UserId == id).ExecuteDeleteAsync(cancel);
        await db.Set<IdentityUserToken<Guid>>().Where(t => t.UserId == id).ExecuteDeleteAsync(cancel);
        await db.Set<IdentityUserPasskey<Guid>>().Where(p => p.UserId == id).ExecuteDeleteAsync(cancel);
        scope.Audit("account", id.ToString(), null, new { Erased = true });
        await db.SaveChangesAsync(cancel);
        return 1;
    }

    public async Task<int> ForgetAsync(OperationScope scope, CancellationToken cancel)
    {
        var before = scope.At.AddMonths(-SessionMonths);
        var removed = await db.Set<SignedInSession>().Where(s => (s.RevokedAt ?? s.ExpiresAt) < before).ExecuteDeleteAsync(cancel);
        removed += await db.Set<ApiToken>().Where(t => (t.RevokedAt ?? t.ExpiresAt) < before).ExecuteDeleteAsync(cancel);
        removed += await db.Set<Invitation>().Where(i => (i.AcceptedAt ?? i.WithdrawnAt ?? i.ExpiresAt) < before).ExecuteDeleteAsync(cancel);
        var ended = scope.At.AddDays(-LinkDays);
        removed += await db.Set<SentLink>().Where(l => (l.EndedAt ?? l.ExpiresAt) < ended).ExecuteDeleteAsync(cancel);
        removed += await db.Set<FirstLink>().Where(l => (l.UsedAt ?? l.ExpiresAt) < ended).ExecuteDeleteAsync(cancel);
        if (removed > 0)
            scope.Audit("accounts", "ended", null, new { Forgotten = removed });
        return removed;
    }

    private async Task<bool> IsLastAdministratorAsync(Guid id, CancellationToken cancel)
    {
        var today = clock.Today("Europe/Paris");
        var administrators = await db.Set<RoleGrant>().AsNoTracking()
            .Where(g => g.Role == Role.Administrator && g.Unit == RoleGrant.WholeNetwork && g.RevokedAt == null && g.From <= today && (g.To == null || g.To > today))
            .Join(db.Set<Account>().Where(a => a.DisabledAt == null), g => g.AccountId, a => a.Id, (g, _) => g.AccountId).Distinct().ToListAsync(cancel);
        return administrators is [var only] && only == id;
    }

    private static Person Of(Account account) => new(Prefix + account.Id.ToString("D"), account.DisplayName) { Email = account.Email };

    private static Guid? Id(string reference) =>
        reference.StartsWith(Prefix, StringComparison.Ordinal) && Guid.TryParse(reference.AsSpan(Prefix.Length), out var id) ? id : null;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
