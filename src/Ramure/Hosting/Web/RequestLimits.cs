namespace Ramure.Hosting.Web;

/// <summary>
/// How many requests one client may send in a minute, by what they ask, and how large they may be; 0 lifts a limit. A whole school may
/// share one address, so reading is generous; guessing passwords, searching and exporting is what the limits are for.
/// </summary>
internal sealed record RequestLimits
{
    /// <summary>Forms of <c>/connexion</c> and <c>/compte</c>.</summary>
    public int SignIn { get; init; } = 60;

    /// <summary>The search of schools, open to everybody.</summary>
    public int Search { get; init; } = 300;

    public int Api { get; init; } = 1200;

    public int Export { get; init; } = 120;

    public int Upload { get; init; } = 120;

    public int Page { get; init; } = 6000;

    /// <summary>Bytes of a form with files; each field that takes files has its own, lower bound.</summary>
    public long UploadBytes { get; init; } = 12 * 1024 * 1024;

    /// <summary>Bytes of any other request.</summary>
    public long Bytes { get; init; } = 1024 * 1024;
}
