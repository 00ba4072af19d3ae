using System.Globalization;

namespace Ramure.Kernel.PersonalData;

/// <summary>An instant as exports write it.</summary>
public static class Instant
{
    /// <summary>« 2026-03-28 14:05:00 UTC ».</summary>
    public static string Text(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";
}
