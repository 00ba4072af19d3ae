using System.Globalization;
using Ramure.Kernel.Secrets;

namespace Ramure.Accounts.Sessions;

/// <summary>What an installation sets about its accounts.</summary>
internal sealed record AccountSettings
{
    /// <summary>Whether who administers, or holds a role for the whole network, gives a second factor (<c>RAMURE_SECOND_FACTOR</c>).</summary>
    public bool SecondFactor { get; init; } = true;

    /// <summary>How long a session waits that nobody uses (<c>RAMURE_SESSION_IDLE_HOURS</c>).</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromHours(72);

    /// <summary>The same, of those of whom a second factor is asked (<c>RAMURE_SESSION_IDLE_ADMIN_HOURS</c>).</summary>
    public TimeSpan IdleOfAdministrators { get; init; } = TimeSpan.FromHours(12);

    public static AccountSettings FromEnvironment() => Read(Environment.GetEnvironmentVariable);

    /// <exception cref="SettingException">What is wrong, and how to mend it.</exception>
    internal static AccountSettings Read(Func<string, string?> environment)
    {
        var usual = new AccountSettings();
        return new AccountSettings
        {
            SecondFactor = Setting.Text("RAMURE_SECOND_FACTOR", environment) switch
            {
                null or "on" => true,
                "off" => false,
                var other => throw new SettingException($"RAMURE_SECOND_FACTOR : « {other} » n’est ni on ni off. Écrivez off si votre fournisseur d’identité demande déjà un second facteur."),
            },
            Idle = Hours("RAMURE_SESSION_IDLE_HOURS", usual.Idle),
            IdleOfAdministrators = Hours("RAMURE_SESSION_IDLE_ADMIN_HOURS", usual.IdleOfAdministrators),
        };

        TimeSpan Hours(string name, TimeSpan otherwise) => Setting.Text(name, environment) switch
        {
            null => otherwise,
            var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var hours) && hours is >= 1 and <= 288 => TimeSpan.FromHours(hours),
            var text => throw new SettingException($"{name} : « {text} » n’est pas un nombre d’heures. Écrivez un nombre entier de 1 à 288."),
        };
    }
}
