using System.Globalization;
using Ramure.Kernel.Lists;
using Ramure.Kernel.Operations;
using Ramure.Training.Model;

namespace Ramure.Training.Quotas;

/// <summary>Quotas as the form says them: a number for each audience, one for every school; empty is no limit.</summary>
internal sealed class QuotaText
{
    public Dictionary<string, string> Audiences { get; set; } = [];
    public string? PerSchool { get; set; }

    internal static QuotaText Of(IEnumerable<SessionQuota> quotas)
    {
        var all = quotas.ToList();
        return new QuotaText
        {
            Audiences = all.Where(q => q.Kind == QuotaKind.Audience).ToDictionary(q => q.Audience, q => q.Seats.ToString(CultureInfo.InvariantCulture)),
            PerSchool = all.Find(q => q.Kind == QuotaKind.School)?.Seats.ToString(CultureInfo.InvariantCulture),
        };
    }

    /// <summary>Limits by audience code, and by school under the empty code.</summary>
    internal Result<List<(QuotaKind Kind, string Audience, int Seats)>> Read(ReferenceLists lists, int capacity)
    {
        var refusals = new List<Refusal>();
        var read = new List<(QuotaKind, string, int)>();
        foreach (var (code, text) in Audiences.Where(a => !string.IsNullOrWhiteSpace(a.Value)))
        {
            if (lists.Audiences.All(a => a.Code != code))
                refusals.Add(new Refusal("audience-unknown", $"Le public « {code} » n’est pas dans la liste.", "quota-" + code));
            else if (Number(text, 0, capacity) is { } seats)
                read.Add((QuotaKind.Audience, code, seats));
            else
                refusals.Add(new Refusal("quota-invalid", $"{lists.Audience(code)} : donnez un nombre de places de 0 à {capacity}, ou rien.", "quota-" + code));
        }

        if (!string.IsNullOrWhiteSpace(PerSchool))
        {
            if (Number(PerSchool, 1, capacity) is { } seats)
                read.Add((QuotaKind.School, "", seats));
            else
                refusals.Add(new Refusal("quota-invalid", $"Par établissement : donnez un nombre de places de 1 à {capacity}, ou rien.", "quota-etablissement"));
        }

        return refusals.Count > 0 ? refusals : read;
    }

    private static int? Number(string text, int least, int most) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;
}
