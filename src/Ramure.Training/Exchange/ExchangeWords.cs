using Ramure.Training.Model;

namespace Ramure.Training.Exchange;

/// <summary>Codes by which files and the API say the closed lists of ours.</summary>
internal static class ExchangeWords
{
    public const string Yes = "oui";
    public const string No = "non";
    public const string Present = "present";
    public const string Absent = "absent";
    public const string Partial = "partiel";
    public const string Morning = "matin";
    public const string Afternoon = "apres-midi";
    public const string NotCommunicated = "NC";

    public static IReadOnlyList<(RegistrationState State, string Code)> States { get; } =
    [
        (RegistrationState.Confirmed, "inscrit"),
        (RegistrationState.Requested, "demande"),
        (RegistrationState.Waiting, "attente"),
        (RegistrationState.Offered, "proposee"),
        (RegistrationState.WalkIn, "venu"),
        (RegistrationState.Withdrawn, "desiste"),
        (RegistrationState.Expired, "non-prise"),
        (RegistrationState.Refused, "non-retenue"),
    ];

    public static IReadOnlyList<(SessionState State, string Code)> SessionStates { get; } =
        [(SessionState.Planned, "planifiee"), (SessionState.Cancelled, "annulee"), (SessionState.Closed, "close")];

    public static string Code(RegistrationState state) => States.First(s => s.State == state).Code;

    public static string Code(SessionState state) => SessionStates.First(s => s.State == state).Code;

    public static string Code(MarkSource source) => source switch
    {
        MarkSource.Trainer => "feuille",
        MarkSource.Device => "appareil",
        MarkSource.Participant => "participant",
        MarkSource.Paper => "papier",
        MarkSource.Log => "connexion",
        _ => "systeme",
    };
}
