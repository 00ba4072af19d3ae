using System.Globalization;
using Microsoft.AspNetCore.Http;
using Ramure.Journal.Contracts;
using Ramure.Journal.Lists;
using Ramure.Journal.Model;
using Ramure.Journal.Recording;
using Ramure.Kernel.Lists;
using Ramure.Kernel.Operations;
using Ramure.Network.Contracts;

namespace Ramure.Journal.Activities;

/// <summary>The posted form as text, and the schools to choose from when a name was typed.</summary>
internal sealed record PostedActivity(ActivityText Text, string School, IReadOnlyList<SchoolInfo> Schools, Refusal? Refusal);

/// <summary>Between the form's fields and an activity's texts.</summary>
internal static class ActivityForm
{
    public const string HeadcountPrefix = "headcount-";
    private const int MostSchools = 10;

    /// <summary>What an activity says, as the form shows it.</summary>
    public static ActivityText TextOf(NewActivity a) => new()
    {
        Unit = a.Unit,
        Kind = a.Kind,
        Title = a.Title,
        Date = a.Days.Count > 0 ? "" : Iso(a.Start),
        EndDate = a.Days.Count > 0 || a.End is null ? "" : Iso(a.End.Value),
        Precision = a.Precision.Code(),
        HalfDays = a.Days.Count > 0 ? "" : Number(a.HalfDays),
        Days = ActivityMapping.WriteDays(a.Days).Replace(';', '\n'),
        Minutes = Number(a.Minutes),
        Sessions = Number(a.Sessions),
        Place = a.Place ?? "",
        Uai = a.Uai ?? "",
        PlaceName = a.PlaceName ?? "",
        Modality = a.Modality ?? "",
        Headcount = [.. a.Headcount.Select(h => new HeadcountText(h.Audience, Number(h.Count, "NC"), HeadcountPrefix + h.Audience))],
        Theme = a.Theme ?? "",
        Partner = a.Partner ?? "",
        PartnerKind = a.PartnerKind ?? "",
        Note = a.Note ?? "",
    };

    /// <summary>Reads the posted form; a school typed by name is looked up.</summary>
    public static async Task<PostedActivity> ReadAsync(IFormCollection form, ReferenceLists lists, ISchools schools, CancellationToken cancel = default)
    {
        string Of(string name) => form[name].ToString().Trim();
        var text = new ActivityText
        {
            Unit = Of("unit"),
            Kind = Of("kind"),
            Title = Of("title"),
            Date = Of("date"),
            EndDate = Of("end_date"),
            Precision = Of("precision"),
            HalfDays = Of("half_days"),
            Days = Of("days"),
            Minutes = Of("minutes"),
            Sessions = Of("sessions"),
            Place = Of("place"),
            PlaceName = Of("place_name"),
            Modality = Of("modality"),
            Headcount = Headcount(form, lists),
            Theme = Of("theme"),
            Partner = Of("partner"),
            PartnerKind = Of("partner_kind"),
            Note = Of("note"),
        };
        var (typed, chosen) = (Of("uai"), Of("uai_choice"));
        if (chosen.Length > 0 && typed == Of("uai_typed"))
            return new PostedActivity(text with { Uai = chosen }, chosen, [], null);
        if (typed.Length == 0 || (typed.Length == 8 && char.IsAsciiDigit(typed[0])))
            return new PostedActivity(text with { Uai = typed.ToUpperInvariant() }, typed, [], null);
        var found = await schools.SearchAsync(typed, MostSchools, cancel);
        return found.Count switch
        {
            0 => new PostedActivity(text, typed, [], new Refusal("school-unknown", $"Aucun établissement ne répond à « {typed} » : essayez un mot du nom et la ville, ou laissez vide et donnez le nom du lieu.", "uai")),
            1 => new PostedActivity(text with { Uai = found[0].Uai, PlaceName = text.PlaceName.Length > 0 ? text.PlaceName : Name(found[0]) }, found[0].Uai, [], null),
            _ => new PostedActivity(text, typed, found, new Refusal("school-choice", $"Plusieurs établissements répondent à « {typed} » : choisissez le bon.", "uai")),
        };
    }

    public static List<HeadcountText> Headcount(IFormCollection form, ReferenceLists lists) =>
        [.. lists.Audiences.Select(a => new HeadcountText(a.Code, form[HeadcountPrefix + a.Code].ToString().Trim(), HeadcountPrefix + a.Code)).Where(h => h.Count.Length > 0)];

    public static string Name(SchoolInfo school) => school.Town is { } town ? $"{school.Name}, {town}" : school.Name;

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(int? number, string none = "") => number?.ToString(CultureInfo.InvariantCulture) ?? none;
}
