using System.Globalization;
using Ramure.Kernel.Secrets;

namespace Ramure.Accounts.Watch;

/// <summary>What is counted because much of it is unusual.</summary>
internal enum Watched
{
    /// <summary>A sign-in that did not succeed: wrong password, code or key.</summary>
    WrongSignIn,

    /// <summary>Somebody signed in asked for what is not theirs.</summary>
    Refused,

    /// <summary>A stranger asked for what only accounts are answered.</summary>
    StrangerRefused,
}

/// <summary>From how many in an hour an alarm is raised; 0 for never.</summary>
internal sealed record AlarmLevels
{
    public long WrongSignIns { get; init; } = 200;

    public long Refusals { get; init; } = 100;

    /// <summary>Links that are followed from outside, and crawlers, make many of these.</summary>
    public long StrangerRefusals { get; init; } = 5000;

    public long Of(Watched what) => what switch { Watched.WrongSignIn => WrongSignIns, Watched.Refused => Refusals, _ => StrangerRefusals };

    public static AlarmLevels FromEnvironment() => Read(Environment.GetEnvironmentVariable);

    /// <exception cref="SettingException">What is wrong, and how to mend it.</exception>
    internal static AlarmLevels Read(Func<string, string?> environment)
    {
        var usual = new AlarmLevels();
        return new AlarmLevels
        {
            WrongSignIns = One("SIGN_IN", usual.WrongSignIns),
            Refusals = One("REFUSAL", usual.Refusals),
            StrangerRefusals = One("STRANGER", usual.StrangerRefusals),
        };

        long One(string name, long otherwise) => Setting.Text("RAMURE_ALARM_" + name, environment) switch
        {
            null => otherwise,
            var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
            var text => throw new SettingException($"RAMURE_ALARM_{name} : « {text} » n’est pas un nombre par heure. Écrivez un nombre entier, 0 pour ne jamais alerter."),
        };
    }
}

/// <summary>French for readers of the page and of mails.</summary>
internal static class WatchWords
{
    public static string Label(Watched what) => what switch
    {
        Watched.WrongSignIn => "Connexions manquées",
        Watched.Refused => "Accès refusés à des comptes",
        _ => "Accès refusés à des visiteurs",
    };

    public static string Sentence(Watched what, long count) => what switch
    {
        Watched.WrongSignIn => $"{count} connexions manquées en une heure : quelqu’un essaie peut-être des mots de passe.",
        Watched.Refused => $"{count} accès refusés en une heure à des personnes connectées : le journal d’audit dit à qui et où. Un compte est peut-être entre d’autres mains.",
        _ => $"{count} accès refusés en une heure à des visiteurs : un programme parcourt peut-être les adresses.",
    };

    public static Watched? Parse(string kind) => Enum.TryParse<Watched>(kind, out var what) ? what : null;
}
