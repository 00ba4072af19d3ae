using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Model;
using Ramure.Accounts.People;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;

namespace Ramure.Accounts.Tokens;

/// <summary>A token as its owner must copy it now: it is shown once.</summary>
internal sealed record NewToken(Guid Id, string Token);

/// <summary>Makes and revokes the tokens of the account that is signed in.</summary>
internal sealed class TokenService(OperationRunner operations, RamureDb db, IAccess access, ApiPermissions api)
{
    private const int NameLength = 100;
    private const int Most = 50;

    public async Task<IReadOnlyList<ApiToken>> ListAsync(CancellationToken cancel = default)
    {
        var owner = access.Actor.AccountId;
        return await db.Set<ApiToken>().AsNoTracking().Where(t => t.AccountId == owner).OrderByDescending(t => t.CreatedAt).ToListAsync(cancel);
    }

    /// <param name="expires">Last day on which it is good; a year from now at most.</param>
    public async Task<Result<NewToken>> CreateAsync(string? name, IReadOnlyList<string> scopes, DateOnly? expires, CancellationToken cancel = default)
    {
        var held = (await api.HeldAsync(cancel)).Select(p => p.Code).ToHashSet(StringComparer.Ordinal);
        return await operations.RunAsync<NewToken>(new Operation("accounts.create-token", Permission.OwnAccount), async scope =>
        {
            if (access.Actor.AccountId is not { } owner)
                return new Refusal("account-missing", "Un jeton appartient à un compte : connectez-vous.");
            var refusals = Check(name, scopes, expires, DateOnly.FromDateTime(scope.At), held);
            if (await scope.Db.Set<ApiToken>().CountAsync(t => t.AccountId == owner && t.RevokedAt == null && t.ExpiresAt > scope.At, cancel) >= Most)
                refusals.Add(new Refusal("tokens-too-many", $"Ce compte a déjà {Most} jetons : révoquez ceux qui ne servent plus.", "nom"));
            if (refusals.Count > 0)
                return refusals;
            var secret = ApiTokens.Make(out var prefix);
            var token = new ApiToken
            {
                Id = Guid.CreateVersion7(),
                AccountId = owner,
                Name = name!.Trim(),
                Prefix = prefix,
                Hash = LinkSecret.Hash(secret),
                Scopes = string.Join(' ', scopes.Distinct().Order(StringComparer.Ordinal)),
                CreatedAt = scope.At,
                ExpiresAt = expires!.Value.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
            };
            scope.Db.Add(token);
            scope.Audit("api-token", token.Id.ToString(), null, new { Account = scope.Actor, token.Prefix, token.Scopes, token.ExpiresAt });
            return new NewToken(token.Id, secret);
        }, cancel);
    }

    public Task<Result<Done>> RevokeAsync(Guid id, CancellationToken cancel = default) =>
        operations.RunAsync<Done>(new Operation("accounts.revoke-token", Permission.OwnAccount), async scope =>
        {
            var owner = access.Actor.AccountId;
            if (await scope.Db.Set<ApiToken>().SingleOrDefaultAsync(t => t.Id == id && t.AccountId == owner, cancel) is not { } token)
                return new Refusal("token-unknown", "Ce jeton n’est pas dans votre liste.");
            if (token.RevokedAt is not null)
                return new Refusal("token-revoked", "Ce jeton est déjà révoqué.");
            token.RevokedAt = scope.At;
            scope.Audit("api-token", id.ToString(), new { Account = scope.Actor, token.Prefix, token.Scopes, token.ExpiresAt }, null);
            return default(Done);
        }, cancel);

    private static List<Refusal> Check(string? name, IReadOnlyList<string> scopes, DateOnly? expires, DateOnly today, HashSet<string> held)
    {
        var refusals = new List<Refusal>();
        if (string.IsNullOrWhiteSpace(name))
            refusals.Add(new Refusal("name-missing", "Donnez un nom au jeton : le programme qui s’en sert.", "nom"));
        else if (name.Trim().Length > NameLength)
            refusals.Add(new Refusal("name-too-long", $"Le nom dépasse {NameLength} caractères.", "nom"));
        if (scopes.Count == 0)
            refusals.Add(new Refusal("scopes-missing", "Choisissez au moins un droit.", "droits"));
        if (scopes.Any(s => !held.Contains(s)))
            refusals.Add(new Refusal("scope-not-held", "Un jeton ne peut pas plus que son compte : choisissez parmi les droits proposés.", "droits"));
        if (expires is null)
            refusals.Add(new Refusal("expiry-missing", "Choisissez le dernier jour du jeton.", "jusqu-au"));
        else if (expires < today || expires > today.AddYears(1))
            refusals.Add(new Refusal("expiry-out-of-range", "Le dernier jour va d’aujourd’hui à un an.", "jusqu-au"));
        return refusals;
    }
}
