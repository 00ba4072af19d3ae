using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Accounts.Model;
using Ramure.Accounts.Passwords;
using Ramure.Accounts.SignIn;
using Ramure.Tests.Support;

namespace Ramure.Tests.Accounts.Passwords;

public sealed class PasswordRuleTests
{
    private static readonly Account Marie = new() { Id = Guid.Empty, DisplayName = "Marie Skłodowska-Curie", Email = "m.curie@laboratoire.test", CreatedAt = default };

    [Theory]
    [InlineData("", "password-missing")]
    [InlineData("onze signes", "password-short")]
    [InlineData("123456789012", "password-common")]
    [InlineData("abcdefghijkl", "password-common")]
    [InlineData("aaaaaaaaaaaaaa", "password-common")]
    [InlineData("azerty azerty", "password-common")]
    [InlineData("motdepasse2026", "password-common")]
    [InlineData("P@ssw0rd2026!", "password-common")]
    [InlineData("Marseille13!!", "password-common")]
    [InlineData("123marseille456", "password-common")]
    [InlineData("laboratoire26", "password-personal")]
    [InlineData("MarieCurie1867", "password-personal")]
    [InlineData("canope-ramure", "password-personal")]
    [InlineData("quatre mots sans suite", null)]
    [InlineData("été à la mer du nord", null)]
    [InlineData("ééééààààùùùù un", null)]
    [InlineData("日本語のとても長い合言葉です", null)]
    [InlineData("qlmkfjdsmlkzrj", null)]
    public void A_password_is_long_and_not_one_that_others_would_try(string password, string? refused) =>
        Assert.Equal(refused, PasswordRules.Fault(password, Marie)?.Code);

    [Fact]
    public void A_thousand_characters_are_enough() =>
        Assert.Equal("password-long", PasswordRules.Fault(string.Concat(Enumerable.Range(0, 300).Select(i => $"mot{i}")), Marie)?.Code);

    [Fact]
    public async Task The_same_accents_open_from_another_keyboard_and_half_a_character_harms_nothing()
    {
        await using var installation = await Person.InstallAsync("sqlite");
        await installation.AddAsync(password: "un \u00e9t\u00e9 tr\u00e8s long");
        Assert.IsType<SignInOutcome.In>(await installation.TryAsync("un e\u0301te\u0301 tre\u0300s long", Person.Home));
        Assert.IsType<SignInOutcome.Wrong>(await installation.TryAsync("\ud800 et la suite", Person.Home));
    }

    [Fact]
    public async Task The_identity_library_asks_the_same_rules_and_hashes_slowly()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        await installation.RunAsync(async s =>
        {
            var users = s.GetRequiredService<UserManager<Account>>();
            Assert.IsType<PasswordRules>(Assert.Single(users.PasswordValidators));
            Assert.IsType<PasswordHashing>(users.PasswordHasher);
            Assert.Equal(210_000, s.GetRequiredService<Microsoft.Extensions.Options.IOptions<PasswordHasherOptions>>().Value.IterationCount);
            Assert.False((await users.PasswordValidators[0].ValidateAsync(users, Marie, "motdepasse2026")).Succeeded);
        });
    }
}
