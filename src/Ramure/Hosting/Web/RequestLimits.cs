using System.Globalization;
using Ramure.Kernel.Secrets;

namespace Ramure.Hosting.Web;

/// <summary>
/// How many requests one client may send in a minute, by what they ask, and how large they may be; 0 lifts a limit. A whole school may
/// share one address, so reading is generous; guessing passwords, searching and exporting is what the limits are for.
/// </summary>
internal sealed record RequestLimits
{
    /// <summary>Forms of <c>/connexion</c> and <c>/compte</c>, and asking whether a name is that of a document.</summary>
    public int SignIn { get; init; } = 60;

    /// <summary>The search of schools and the verification of documents, open to everybody.</summary>
    public int Search { get; init; } = 300;

    public int Api { get; init; } = 1200;

    public int Export { get; init; } = 120;

    public int Upload { get; init; } = 120;

    public int Page { get; init; } = 6000;

    /// <summary>Bytes of a form with files; each field that takes files has its own, lower bound.</summary>
    public long UploadBytes { get; init; } = 12 * 1024 * 1024;

    /// <summary>Bytes of any other request.</summary>
    public long Bytes { get; init; } = 1024 * 1024;

    /// <summary>Reads <c>RAMURE_LIMIT_SIGN_IN</c>, <c>_SEARCH</c>, <c>_API</c>, <c>_EXPORT</c>, <c>_UPLOAD</c> and <c>_PAGE</c>, requests a minute.</summary>
    public static RequestLimits Read(Func<string, string?> environment)
    {
        var usual = new RequestLimits();
        return usual with
        {
            SignIn = One("SIGN_IN", usual.SignIn),
            Search = One("SEARCH", usual.Search),
            Api = One("API", usual.Api),
            Export = One("EXPORT", usual.Export),
            Upload = One("UPLOAD", usual.Upload),
            Page = One("PAGE", usual.Page),
        };

        int One(string name, int otherwise) => environment("RAMURE_LIMIT_" + name) switch
        {
            null or "" => otherwise,
            var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 1_000_000 => number,
            var text => throw new SettingException($"RAMURE_LIMIT_{name} : « {text} » n’est pas un nombre de demandes par minute. Écrivez un nombre entier, 0 pour ne pas limiter."),
        };
    }
}
