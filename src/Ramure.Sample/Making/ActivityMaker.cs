using System.Globalization;
using Ramure.Journal.Contracts;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;

namespace Ramure.Sample.Making;

/// <summary>Makes up one year of activity of all ateliers, so that the national totals come out at the year's aims.</summary>
internal sealed class ActivityMaker(SampleNetwork network, Aims aims, SampleOptions options, int year)
{
    private const string Note = "Activité d’exemple : rien de tout cela n’a eu lieu.";

    private readonly List<NewActivity> made = [];
    private readonly IReadOnlyList<DateOnly>[] days = [.. Enumerable.Range(1, 12).Select(m => Seasons.WorkingDays(year, m))];
    private readonly double[] sizes = [.. network.Ateliers.Select(a =>
        a.Weight * (0.92 + 0.16 * new Chance(options.Seed, $"size {a.Unit.Code} {year}").Next()))];

    private long beneficiaries;
    private long halfDays;
    private long espeHalfDays;

    /// <summary>All activities of the year, by day.</summary>
    public IReadOnlyList<NewActivity> Make()
    {
        var silent = Silent();
        var trainees = Sharing.Out(Scaled(aims["1-1", year]), Without(silent.Training));
        var events = Sharing.Out(Scaled(aims["1-4", year]), sizes);
        var codesigns = Sharing.Out(Scaled(aims["3-4", year]), Without(silent.Codesign));
        var mediations = Sharing.Out(Scaled(1300), sizes);
        var advices = Sharing.Out(Scaled(700), sizes);
        var supports = Sharing.Out(Scaled(260), sizes);
        var stands = Sharing.Out(Scaled(240), sizes);
        var rooms = Sharing.Out(Scaled(300), sizes);
        for (var i = 0; i < network.Ateliers.Count; i++)
        {
            var atelier = network.Ateliers[i];
            var chance = new Chance(options.Seed, $"activity {atelier.Unit.Code} {year}");
            Trainings(atelier, chance, trainees[i]);
            Repeat(events[i], () => Add(atelier, chance, ActivityKinds.Event, Subjects.Events, Heads(chance, ActivityKinds.Event, chance.Between(15, 70)), 1));
            Codesigns(atelier, chance, codesigns[i]);
            Repeat(mediations[i], () => Add(atelier, chance, ActivityKinds.Mediation, Subjects.Mediations, Heads(chance, ActivityKinds.Mediation, chance.Between(6, 24)), 1));
            Repeat(advices[i], () => Add(atelier, chance, ActivityKinds.Advice, Subjects.Advices, [], null));
            Repeat(supports[i], () => Add(atelier, chance, ActivityKinds.Support, Subjects.Supports, [], null));
            Repeat(stands[i], () => Add(atelier, chance, ActivityKinds.Stand, Subjects.Stands, Heads(chance, ActivityKinds.Stand, chance.Between(20, 90)), 2));
            Repeat(rooms[i], () => Add(atelier, chance, ActivityKinds.Room, [("Salle prêtée à un partenaire", "professional-gestures")], [], chance.Between(1, 2)));
        }

        Visits(silent.Headcount);
        var ordered = made.OrderBy(a => a.Start).ThenBy(a => a.Unit, StringComparer.Ordinal).ToList();
        return [.. ordered.Select((a, i) => a with { Source = string.Create(CultureInfo.InvariantCulture, $"exemple-{options.Seed}-{year}-{i + 1}") })];
    }

    /// <summary>Ateliers that say nothing of a kind this year, so that coverage is seen (L6).</summary>
    private (int? Training, int? Codesign, int? Headcount) Silent()
    {
        if (network.Ateliers.Count < 4)
            return default;
        var chance = new Chance(options.Seed, $"silent {year}");
        var three = Enumerable.Range(0, network.Ateliers.Count).OrderBy(_ => chance.Next()).Take(3).ToList();
        return (year == SampleOptions.Years[0] ? three[0] : null, three[1], three[2]);
    }

    private double[] Without(int? silent) => [.. sizes.Select((w, i) => i == silent ? 0 : w)];

    private void Trainings(SampleAtelier atelier, Chance chance, long traineeDays)
    {
        var left = traineeDays * 2;
        while (left > 0)
        {
            var half = chance.Pick([1, 2, 2, 3, 4, 4, 6]);
            var heads = chance.Between(14, 34);
            // The last one takes what is left, so that the atelier's total is exact.
            if ((long)half * heads + 40 > left)
                (half, heads) = left > 300 ? (half, heads) : LastTraining(left);
            left -= (long)half * heads;
            halfDays += half;
            var espe = espeHalfDays * 100 < aims["1-5", year] * (halfDays - half / 2m);
            if (espe)
                espeHalfDays += half;
            var audience = espe ? [new Headcount("student-teacher", heads)] : Heads(chance, ActivityKinds.Training, heads);
            Add(atelier, chance, ActivityKinds.Training, Subjects.Trainings, audience, half, espe);
        }
    }

    private static (int HalfDays, int Heads) LastTraining(long left)
    {
        foreach (var half in (int[])[6, 4, 3, 2, 1])
            if (left % half == 0 && left / half is >= 8 and <= 60)
                return (half, (int)(left / half));
        return (1, (int)left);
    }

    private void Codesigns(SampleAtelier atelier, Chance chance, long sessions)
    {
        while (sessions > 0)
        {
            var held = (int)Math.Min(sessions, chance.Between(1, 3));
            sessions -= held;
            Add(atelier, chance, ActivityKinds.Codesign, Subjects.Codesigns, Heads(chance, ActivityKinds.Codesign, chance.Between(4, 10)), null);
            made[^1] = made[^1] with { Sessions = held };
        }
    }

    /// <summary>People received, noted once a month: they make up what the year's beneficiaries still lack.</summary>
    private void Visits(int? withoutHeadcount)
    {
        var weights = new List<double>();
        foreach (var (_, i) in network.Ateliers.Select((a, i) => (a, i)))
            for (var month = 1; month <= 12; month++)
                weights.Add(month == 8 || (i == withoutHeadcount && month > 9) ? 0 : sizes[i] * Seasons.Months[month - 1]);
        var people = Sharing.Out(Math.Max(0, Scaled(aims["2-2-2", year]) - beneficiaries), weights);
        for (var i = 0; i < network.Ateliers.Count; i++)
        {
            var atelier = network.Ateliers[i];
            var chance = new Chance(options.Seed, $"visits {atelier.Unit.Code} {year}");
            for (var month = 1; month <= 12; month++)
            {
                if (month == 8)
                    continue;
                var unsaid = i == withoutHeadcount && month > 9;
                var first = new DateOnly(year, month, 1);
                made.Add(new NewActivity
                {
                    Unit = atelier.Unit.Code,
                    Kind = ActivityKinds.Visit,
                    Title = "Accueil à l’atelier, " + first.ToString("MMMM yyyy", CultureInfo.GetCultureInfo("fr-FR")),
                    Start = first,
                    Precision = DayBasis.Month,
                    Sessions = days[month - 1].Count,
                    Place = ActivityPlaces.Atelier,
                    Modality = ActivityModalities.OnSite,
                    Headcount = unsaid ? [] : Heads(chance, ActivityKinds.Visit, (int)people[i * 12 + month - 1]),
                    Note = Note,
                });
            }
        }
    }

    private void Add(
        SampleAtelier atelier, Chance chance, string kind, IReadOnlyList<(string Title, string Theme)> subjects, IReadOnlyList<Headcount> heads,
        int? half, bool espe = false)
    {
        var (title, theme) = chance.Pick(subjects);
        var dates = Dates(chance, half ?? 1);
        var remote = kind == ActivityKinds.Training && chance.Happens(0.06 + 0.03 * (year - SampleOptions.Years[0]));
        var school = atelier.Schools.Count > 0 && !remote && kind is ActivityKinds.Training or ActivityKinds.Advice or ActivityKinds.Support && chance.Happens(0.3)
            ? chance.Pick(atelier.Schools)
            : null;
        var place = remote ? ActivityPlaces.Remote
            : school is not null ? ActivityPlaces.Residence
            : kind is ActivityKinds.Stand || chance.Happens(0.2) ? ActivityPlaces.Outside
            : ActivityPlaces.Atelier;
        var partner = espe ? ("Espé", PartnerKinds.Espe, 0)
            : chance.Happens(0.35) ? Subjects.Partners[chance.Weighted([.. Subjects.Partners.Select(p => p.Weight)])]
            : ((string Name, string Kind, double Weight)?)null;
        beneficiaries += heads.Sum(h => h.Count ?? 0);
        made.Add(new NewActivity
        {
            Unit = atelier.Unit.Code,
            Kind = kind,
            Title = title,
            Start = dates[0].Day,
            Days = dates.Count > 1 ? dates : [],
            HalfDays = half,
            Place = place,
            Uai = school?.Uai,
            PlaceName = school is null ? null : $"{school.Name}, {school.Town}",
            Modality = remote ? ActivityModalities.Remote : ActivityModalities.OnSite,
            Theme = theme,
            Partner = partner?.Name,
            PartnerKind = partner?.Kind,
            Headcount = heads,
            Note = Note,
        });
    }

    /// <summary>The days of an activity: the first by season, the others in the weeks that follow, within the year.</summary>
    private List<DatedHalfDays> Dates(Chance chance, int half)
    {
        var month = chance.Weighted(Seasons.Months);
        var open = days[month];
        var later = days.Skip(month).Take(2).SelectMany(d => d).ToList();
        var at = later.IndexOf(chance.Pick(open));
        var count = Math.Min((half + 1) / 2, later.Count);
        at = Math.Min(at, later.Count - count);
        var step = Math.Max(1, Math.Min(5, (later.Count - 1 - at) / Math.Max(1, count - 1)));
        return [.. Enumerable.Range(0, count).Select(i => new DatedHalfDays(later[at + i * step], i == count - 1 && half % 2 == 1 ? 1 : 2))];
    }

    /// <summary>Splits people over one to three audiences, the usual one first.</summary>
    private static List<Headcount> Heads(Chance chance, string kind, int total)
    {
        var audiences = Subjects.Audiences(kind);
        var count = Math.Min(audiences.Count, kind == ActivityKinds.Visit ? 4 : chance.Happens(0.55) ? 2 : 1);
        var from = kind == ActivityKinds.Visit ? 0 : chance.Between(0, audiences.Count - count);
        var parts = Sharing.Out(total, [.. Enumerable.Range(0, count).Select(i => (count - i) * (0.6 + 0.8 * chance.Next()))]);
        return [.. parts.Select((p, i) => new Headcount(audiences[from + i], (int)p)).Where((h, i) => h.Count > 0 || i == 0)];
    }

    private long Scaled(decimal value) => (long)Math.Round(value * options.Scale, MidpointRounding.AwayFromZero);

    private static void Repeat(long times, Action add)
    {
        for (var i = 0L; i < times; i++)
            add();
    }
}
