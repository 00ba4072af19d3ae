using System.Globalization;
using Ramure.Journal.Contracts;
using Ramure.Journal.Lists;
using Ramure.Kernel.Lists;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Network.Contracts;

namespace Ramure.Journal.Recording;

/// <summary>An activity that may be recorded: tidied, and its unit.</summary>
internal sealed record CheckedActivity(NewActivity Content, UnitInfo Unit);

/// <summary>What may be recorded, for the form, the import and the sample alike. Scoped: schools looked up are remembered.</summary>
internal sealed class ActivityRules(INetwork network, ISchools schools, ReferenceLists lists, IClock clock)
{
    public const int TitleLength = 300;
    public const int SourceLength = 200;
    private const int ShortLength = 300;
    private const int NoteLength = 4000;
    private const int MaxSessions = 400;
    private const int MaxMinutes = 6000;
    private const int MaxHeads = 100_000;
    private readonly Dictionary<string, bool> knownSchools = [];
    private readonly Dictionary<string, DateOnly> todays = [];
    private readonly Lazy<HashSet<string>> themes = new(() => [.. lists.Themes.Select(t => t.Code)]);
    private readonly Lazy<HashSet<string>> audiences = new(() => [.. lists.Audiences.Select(a => a.Code)]);

    /// <summary>Denied, before anything is said about the rest, when the unit is not one that the actor may record for; an unknown code is the form's affair.</summary>
    public async Task DemandAsync(OperationScope scope, string unit, CancellationToken cancel)
    {
        if ((await network.SnapshotAsync(cancel)).TryFind(unit.Trim(), out var found))
            scope.Demand(found.Code);
    }

    /// <summary>Reads and checks what somebody typed; all that is wrong at once.</summary>
    public async Task<Result<CheckedActivity>> CheckAsync(ActivityText text, CancellationToken cancel = default)
    {
        var reader = new ActivityTextReader();
        var said = reader.Read(text);
        var result = await CheckAsync(said, reader.Failed, cancel);
        return reader.Refusals.Count == 0 ? result : reader.Refusals.Concat(result.Refusals).ToList();
    }

    /// <summary>Says all that is wrong at once, or gives the activity tidied.</summary>
    /// <param name="failed">Fields that could not be read and have their refusal already.</param>
    public async Task<Result<CheckedActivity>> CheckAsync(
        NewActivity said, IReadOnlySet<string>? failed = null, CancellationToken cancel = default)
    {
        var snapshot = await network.SnapshotAsync(cancel);
        var check = new Check(failed);
        var activity = Tidy(said, check);
        UnitInfo? unit = null;
        if (activity.Unit.Length == 0)
            check.Refuse("unit-missing", "Choisissez l’unité qui a fait cette activité.", "unit");
        else if (!snapshot.TryFind(activity.Unit, out unit))
            check.Refuse("unit-unknown", $"Aucune unité n’a le code « {activity.Unit} » : vérifiez-le dans l’annuaire du réseau.", "unit");
        CheckWords(activity, check);
        CheckDays(activity, unit, check);
        CheckNumbers(activity, check);
        await CheckSchoolAsync(activity, check, cancel);
        return check.Refusals.Count > 0 ? check.Refusals : new CheckedActivity(activity, unit!);
    }

    private static NewActivity Tidy(NewActivity said, Check check)
    {
        var days = said.Days.OrderBy(d => d.Day).ToList();
        var (start, end) = (said.Start, said.End ?? said.Start);
        if (days.Count > 0)
        {
            if (said.Precision != DayBasis.Day)
                check.Refuse("days-invalid", "Une liste de jours demande la précision « au jour ».", "days");
            if (days.DistinctBy(d => d.Day).Count() < days.Count)
                check.Refuse("days-invalid", "Le même jour est donné deux fois : gardez-le une fois, avec 1 ou 2 demi-journées.", "days");
            if (days.Exists(d => d.HalfDays is < 1 or > 2))
                check.Refuse("days-invalid", "Un jour compte 1 ou 2 demi-journées.", "days");
            if (said.HalfDays is { } total && total != days.Sum(d => d.HalfDays))
                check.Refuse("half-days-invalid", $"{total} demi-journées sont dites et la liste des jours en donne {days.Sum(d => d.HalfDays)}.", "half_days");
            (start, end) = (days[0].Day, days[^1].Day);
        }
        else if (check.May("date", "end_date") && PeriodOf(said.Precision, start) is { } period)
        {
            if (end < period.From || end >= period.To)
                check.Refuse("period-crossed", "La fin n’est pas dans la même période que le début : corrigez la fin, ou notez une activité par période.", "end_date");
            (start, end) = (period.From, period.To.AddDays(-1));
        }

        return said with
        {
            Unit = said.Unit.Trim(),
            Title = said.Title.Trim(),
            Start = start,
            End = end == start ? null : end,
            Days = days,
            HalfDays = days.Count > 0 ? days.Sum(d => d.HalfDays) : said.HalfDays,
            Uai = said.Uai?.ToUpperInvariant(),
        };
    }

    private static DayRange? PeriodOf(DayBasis precision, DateOnly day) => precision switch
    {
        DayBasis.Month => Period.Month(day.Year, day.Month).Days,
        DayBasis.CivilYear => Period.CivilYear(day.Year).Days,
        DayBasis.SchoolYear => Period.SchoolYear(Period.SchoolYearOf(day)).Days,
        _ => null,
    };

    private void CheckWords(NewActivity activity, Check check)
    {
        if (!Labels.Kinds.Any(k => k.Code == activity.Kind))
            check.Refuse("kind-unknown", activity.Kind.Length == 0
                ? "Choisissez le genre d’activité."
                : $"Le genre « {activity.Kind} » n’existe pas : {OneOf(Labels.Kinds.Select(k => k.Code))}.", "kind");
        if (activity.Title.Length == 0)
            check.Refuse("title-missing", "Donnez un intitulé : quelques mots suffisent.", "title");
        check.Length(activity.Title, TitleLength, "title", "L’intitulé");
        check.Length(activity.PlaceName, ShortLength, "place_name", "Le nom du lieu");
        check.Length(activity.Partner, ShortLength, "partner", "Le partenaire");
        check.Length(activity.Note, NoteLength, "note", "La note");
        check.Length(activity.StatedIn, NoteLength, "stated_in", "La référence");
        check.Length(activity.Source, SourceLength, "source", "L’identifiant");
        check.Known(activity.Place, Labels.Places, "place", "Le lieu");
        check.Known(activity.Modality, Labels.Modalities, "modality", "La modalité");
        check.Known(activity.PartnerKind, Labels.Partners, "partner_kind", "La nature de partenaire", "partner-kind-unknown");
        if (activity.Theme is { } theme && !themes.Value.Contains(theme))
            check.Refuse("theme-unknown", $"Le thème « {theme} » n’est pas dans la liste : {OneOf(themes.Value)}.", "theme");
        foreach (var heads in activity.Headcount)
            if (!audiences.Value.Contains(heads.Audience))
                check.Refuse("audience-unknown", $"Le public « {heads.Audience} » n’est pas dans la liste : {OneOf(audiences.Value)}.", "headcount");
        if (activity.Headcount.GroupBy(h => h.Audience).FirstOrDefault(g => g.Count() > 1) is { } twice)
            check.Refuse("audience-repeated", $"Le public « {lists.Audience(twice.Key)} » est donné deux fois : additionnez ses effectifs.", "headcount");
    }

    private void CheckDays(NewActivity activity, UnitInfo? unit, Check check)
    {
        if (!check.May("date", "end_date", "days", "precision"))
            return;
        var (start, end) = (activity.Start, activity.End ?? activity.Start);
        if (end < start)
        {
            check.Refuse("end-before-start", $"La fin ({Show(end)}) est avant le début ({Show(start)}).", "end_date");
            return;
        }

        if (activity.Precision == DayBasis.Day && end.DayNumber - start.DayNumber >= 366)
            check.Refuse("too-long", "Plus d’un an entre le début et la fin : donnez une précision à l’année, ou notez plusieurs activités.", "end_date");
        var most = 2 * (end.DayNumber - start.DayNumber + 1);
        if (activity.Days.Count == 0 && activity.HalfDays is { } half && (half < 1 || half > most))
            check.Refuse("half-days-invalid", half < 1
                ? "Comptez au moins une demi-journée, ou laissez vide."
                : $"{half} demi-journées ne tiennent pas dans ces jours : un jour en compte 1 ou 2, donc {most} au plus.", "half_days");
        if (unit is null)
            return;
        if (!todays.TryGetValue(unit.TimeZone, out var today))
            todays[unit.TimeZone] = today = clock.Today(unit.TimeZone);
        var last = activity.Precision == DayBasis.Day ? end : start;
        if (last > today)
            check.Refuse("future", $"Le {Show(last)} n’est pas encore passé à {unit.ShortName} (on y est le {Show(today)}) : notez l’activité quand elle a eu lieu.",
                activity.Days.Count > 0 ? "days" : activity.End is not null && activity.Precision == DayBasis.Day ? "end_date" : "date");
        var asked = new DayRange(start, end.AddDays(1));
        if (activity.Precision == DayBasis.Day ? !unit.Open.Contains(asked) : !unit.Open.Overlaps(asked))
            check.Refuse("unit-closed", unit.Open.To == DateOnly.MaxValue
                ? $"{unit.Name} n’ouvre que le {Show(unit.Open.From)}."
                : $"{unit.Name} n’est ouverte que du {Show(unit.Open.From)} au {Show(unit.Open.To.AddDays(-1))} : choisissez l’unité qui la remplace.", "date");
    }

    private static void CheckNumbers(NewActivity activity, Check check)
    {
        if (activity.Sessions is < 1 or > MaxSessions)
            check.Refuse("sessions-invalid", $"Le nombre de séances va de 1 à {MaxSessions}.", "sessions");
        if (activity.Minutes is < 1 or > MaxMinutes)
            check.Refuse("minutes-invalid", $"La durée d’une séance va de 1 à {MaxMinutes} minutes ({MaxMinutes / 60} heures).", "minutes");
        foreach (var heads in activity.Headcount)
            if (heads.Count is < 0 or > MaxHeads)
                check.Refuse("headcount-invalid", $"L’effectif d’un public va de 0 à {MaxHeads}.", "headcount");
        if (activity.Headcount.All(h => h.Count is not (< 0 or > MaxHeads)) && activity.Headcount.Sum(h => (long)(h.Count ?? 0)) > MaxHeads)
            check.Refuse("headcount-invalid", $"L’effectif total dépasse {MaxHeads} : vérifiez les nombres.", "headcount");
    }

    private async Task CheckSchoolAsync(NewActivity activity, Check check, CancellationToken cancel)
    {
        if (activity.Uai is not { } uai || !check.May("uai"))
            return;
        if (Network.Contracts.Uai.Fault(uai) is { } fault)
        {
            check.Refuse("uai-invalid", fault, "uai");
            return;
        }

        if (!knownSchools.TryGetValue(uai, out var known))
            knownSchools[uai] = known = await schools.FindAsync(uai, cancel) is not null;
        if (!known)
            check.Refuse("school-unknown", $"Aucun établissement n’a l’UAI {uai} dans l’annuaire : cherchez-le par son nom, ou laissez l’UAI vide et donnez le nom du lieu.", "uai");
    }

    private static string Show(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    private static string OneOf(IEnumerable<string> codes) => "choisissez parmi " + string.Join(", ", codes);

    private sealed class Check(IReadOnlySet<string>? failed)
    {
        public List<Refusal> Refusals { get; } = [];

        public bool May(params ReadOnlySpan<string> fields)
        {
            foreach (var field in fields)
                if (failed?.Contains(field) == true)
                    return false;
            return true;
        }

        public void Refuse(string code, string message, string field)
        {
            if (May(field))
                Refusals.Add(new Refusal(code, message, field));
        }

        public void Length(string? text, int most, string field, string what)
        {
            if (text?.Length > most)
                Refuse(field.Replace('_', '-') + "-too-long", $"{what} compte {text.Length} caractères : {most} au plus.", field);
        }

        public void Known(string? code, IReadOnlyList<Labelled> list, string field, string what, string? refusal = null)
        {
            if (code is not null && !list.Any(l => l.Code == code))
                Refuse(refusal ?? field + "-unknown", $"{what} « {code} » n’existe pas : {OneOf(list.Select(l => l.Code))}.", field);
        }
    }
}
