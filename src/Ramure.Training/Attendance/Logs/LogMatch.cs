using Ramure.Training.Model;

namespace Ramure.Training.Attendance.Logs;

/// <summary>Somebody of the log and the line of the sheet they are; null when nobody, or several, could be it.</summary>
internal sealed record MatchedPerson(LoggedPerson Logged, SheetPerson? Person);

/// <summary>Finds who is who: by address, then by name.</summary>
internal static class LogMatch
{
    public static IReadOnlyList<MatchedPerson> Of(ReadLog log, Sheet sheet)
    {
        var byEmail = sheet.People.Where(p => p.Registration.Email.Length > 0).ToDictionary(p => p.Registration.PersonKey);
        var byName = sheet.People.ToLookup(p => PersonName.Key(p.Registration.Name));
        SheetPerson? Named(string key) => key.Length > 0 && byName[key].Take(2).ToList() is [var only] ? only : null;
        return
        [
            .. log.People.Select(l => new MatchedPerson(
                l, (l.Email is { } email ? byEmail.GetValueOrDefault(email.ToLowerInvariant()) : null) ?? PersonName.Keys(l.Name).Select(Named).FirstOrDefault(p => p is not null)))
                // Who must be looked at comes first.
                .OrderBy(m => m.Person is not null).ThenBy(m => m.Logged.Name, StringComparer.CurrentCultureIgnoreCase),
        ];
    }
}
