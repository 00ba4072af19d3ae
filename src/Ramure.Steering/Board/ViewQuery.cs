using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Network.Contracts;
using Ramure.Steering.Contracts;
using Ramure.Steering.Model;

namespace Ramure.Steering.Board;

/// <summary>
/// What an address asks to see: <c>annee=2018&amp;unite=A62&amp;perimetre=constant:2019-06-01&amp;calendrier=scolaire&amp;au=2018-06-30</c>.
/// Whatever is left out has a default, so that a short address shows something.
/// </summary>
internal sealed record ViewQuery(int Year, UnitInfo Unit, HierarchyView View, YearCalendar? Calendar, DateOnly? AsOf)
{
    /// <summary>Reads the address; what is wrong is named, and the default shown in its place.</summary>
    /// <param name="own">The unit shown when none is asked: the whole network, or one's own part of it.</param>
    public static (ViewQuery Query, IReadOnlyList<Refusal> Refusals) Read(
        IQueryCollection query, EffectiveContract contract, NetworkSnapshot network, UnitInfo own)
    {
        var refusals = new List<Refusal>();
        var years = contract.Definition.Years.ToList();
        var year = years[^1];
        if (Text("annee") is { } yearText)
        {
            if (int.TryParse(yearText, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked is >= 1950 and <= 2200)
                year = asked;
            else
                refusals.Add(new Refusal("year-invalid", $"« {yearText} » n'est pas une année : choisissez-en une de {years[0]} à {years[^1]}.", "annee"));
        }

        var unit = own;
        if (Text("unite") is { } code)
        {
            if (network.TryFind(code, out var found))
                unit = found;
            else
                refusals.Add(new Refusal("unit-unknown", $"L'unité « {code} » n'existe pas dans le réseau : choisissez-en une dans la liste.", "unite"));
        }

        if (!HierarchyView.TryParse(Text("perimetre"), out var view))
        {
            refusals.Add(new Refusal(
                "view-invalid", $"« {Text("perimetre")} » n'est pas un périmètre : écrivez « courant » ou « constant:2019-06-01 ».", "perimetre"));
        }

        YearCalendar? calendar = null;
        if (Text("calendrier") is { } calendarText)
        {
            if (calendarText is "civil" or "scolaire")
                calendar = calendarText == "civil" ? YearCalendar.Civil : YearCalendar.School;
            else
                refusals.Add(new Refusal("calendar-invalid", $"« {calendarText} » n'est pas un calendrier : « civil » ou « scolaire ».", "calendrier"));
        }

        DateOnly? asOf = null;
        if (Text("au") is { } day)
        {
            if (WrittenDay.TryRead(day, out var at))
                asOf = at;
            else
                refusals.Add(new Refusal("day-invalid", $"« {day} » n'est pas un jour : écrivez par exemple 2018-06-30.", "au"));
        }

        return (new ViewQuery(year, unit, view, calendar, asOf), refusals);

        string? Text(string name) => query.TryGetValue(name, out var values) && !StringValues.IsNullOrEmpty(values) ? values.ToString().Trim() : null;
    }

    /// <summary>The same view as a query string, for links to other pages of the contract.</summary>
    public string Address(string? unit = null, int? year = null)
    {
        var text = $"?annee={year ?? Year}&unite={Uri.EscapeDataString(unit ?? Unit.Code)}";
        if (View.ConstantAt is not null)
            text += $"&perimetre={View}";
        if (Calendar is { } calendar)
            text += $"&calendrier={(calendar == YearCalendar.Civil ? "civil" : "scolaire")}";
        return AsOf is { } day ? text + $"&au={day:yyyy-MM-dd}" : text;
    }

    public IndicatorQuestion Question(string contract, IReadOnlyList<string>? indicators, IReadOnlyList<string> units, IReadOnlyList<int> years) =>
        new(contract, indicators, units, years, View, Calendar, AsOf);
}
