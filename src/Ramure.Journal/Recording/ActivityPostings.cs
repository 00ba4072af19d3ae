using Ramure.Journal.Contracts;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;

namespace Ramure.Journal.Recording;

/// <summary>
/// What each kind of activity posts to the ledger; the guide's page « journal » shows the same table.
/// </summary>
internal static class ActivityPostings
{
    /// <summary>The measures declared at startup, asked of each atelier (L6).</summary>
    public static IReadOnlyList<MeasureDefinition> Measures { get; } =
    [
        Flow(JournalMeasures.TraineeMinutes, "Journées stagiaires", "journées stagiaires", "minute", TrainingTime.MinutesPerTraineeDay, 1),
        Flow(JournalMeasures.TrainingDays, "Jours de formation", "jours", "demi-journée", 2, 1),
        Flow(JournalMeasures.TrainingActions, "Actions de formation", "actions"),
        Flow(JournalMeasures.UnnamedAttendees, "Effectif non nominatif des formations", "participants"),
        Flow(JournalMeasures.Events, "Conférences et évènements", "évènements"),
        Flow(JournalMeasures.CodesignSessions, "Séances de co-conception", "séances"),
        Flow(JournalMeasures.Beneficiaries, "Bénéficiaires de l’offre", "bénéficiaires"),
        Flow(JournalMeasures.MediationActs, "Actes de médiation", "actes"),
        Flow(JournalMeasures.AdviceActs, "Conseils et expertises", "actes"),
        Flow(JournalMeasures.SupportActions, "Accompagnements de projet", "accompagnements"),
        Flow(JournalMeasures.Stands, "Stands et forums", "stands"),
        Flow(JournalMeasures.RoomHalfDays, "Salles prêtées", "demi-journées"),
        Flow(JournalMeasures.Visits, "Visites", "visites"),
    ];

    /// <summary>All that this version of the activity says.</summary>
    /// <param name="activity">Checked.</param>
    /// <param name="open">The unit's opening: data known for a period are posted on its first day in which the unit is open.</param>
    public static List<LedgerLine> Lines(NewActivity activity, DayRange open)
    {
        var post = new Poster(activity, open);
        switch (activity.Kind)
        {
            case ActivityKinds.Training:
                post.Once(post.Training.Action);
                post.OverDays(post.Training.HalfDays, activity.HalfDays * activity.Sessions);
                var minutes = activity.Minutes ?? activity.HalfDays * TrainingTime.MinutesPerHalfDay;
                foreach (var heads in post.Audiences)
                {
                    post.OverDays(post.Training.TraineeMinutes, (long?)heads.Count * minutes * activity.Sessions, heads.Audience);
                    post.Once(post.Training.Unnamed, heads.Count, heads.Audience);
                }

                break;
            case ActivityKinds.Event:
                post.Once(JournalMeasures.Events, 1);
                break;
            case ActivityKinds.Codesign:
                post.Once(JournalMeasures.CodesignSessions, activity.Sessions);
                break;
            case ActivityKinds.Mediation:
                post.Once(JournalMeasures.MediationActs, activity.Sessions);
                break;
            case ActivityKinds.Advice:
                post.Once(JournalMeasures.AdviceActs, activity.Sessions);
                break;
            case ActivityKinds.Support:
                post.Once(JournalMeasures.SupportActions, 1);
                break;
            case ActivityKinds.Stand:
                post.Once(JournalMeasures.Stands, 1);
                break;
            case ActivityKinds.Room:
                post.OverDays((day, quantity, context) => post.Training.Line(JournalMeasures.RoomHalfDays, day, quantity, context), activity.HalfDays * activity.Sessions);
                break;
            case ActivityKinds.Visit:
                post.Once(JournalMeasures.Visits, activity.Sessions);
                break;
        }

        foreach (var heads in post.Audiences)
            post.Once(post.Training.Beneficiaries, heads.Count, heads.Audience);
        return post.Lines;
    }

    private static MeasureDefinition Flow(
        string code, string label, string unit, string? smallest = null, long perUnit = 1, int decimals = 0) =>
        new(code, label, unit, smallest ?? unit, perUnit, decimals, MeasureKind.Flow, TimeOperator.Sum, UnitOperator.Sum,
            [Network.Contracts.UnitKinds.Atelier], Source: "Activité notée par les ateliers", CollectionTool: "Ramure, journal", Owner: "journal");

    private sealed class Poster
    {
        private readonly List<(DateOnly Day, long Weight)> days;
        private readonly Dictionary<string, string> context;
        private readonly Dictionary<string, IReadOnlyDictionary<string, string>> contextOfAudience = [];

        public Poster(NewActivity activity, DayRange open)
        {
            Training = new TrainingFigures(activity.Unit, activity.Precision);
            days = activity.Precision == DayBasis.Day
                ? SpreadDays(activity)
                : [(activity.Start < open.From ? open.From : activity.Start, 1)];
            context = ActivityContext.Of(activity.Kind, activity.Theme, activity.PartnerKind, activity.Modality, activity.Place);
            // Where people are expected, a headcount that is not said is not communicated (L6), not zero.
            Audiences = activity.Headcount.Count == 0 && Journal.Lists.Labels.Kinds.First(k => k.Code == activity.Kind).AsksAudience
                ? [new(null, null)]
                : [.. activity.Headcount.Select(h => (h.Audience, h.Count))!];
        }

        /// <summary>How a line is made of a day, a quantity and its context.</summary>
        public delegate LedgerLine LineOf(DateOnly day, long? quantity, IReadOnlyDictionary<string, string> context);

        public TrainingFigures Training { get; }

        public List<LedgerLine> Lines { get; } = [];

        public IReadOnlyList<(string? Audience, int? Count)> Audiences { get; }

        /// <summary>Counts on the first day.</summary>
        public void Once(Func<DateOnly, IReadOnlyDictionary<string, string>, LedgerLine> line) => Lines.Add(line(days[0].Day, context));

        /// <summary>Counts on the first day.</summary>
        public void Once(string measure, long? quantity) => Lines.Add(Training.Line(measure, days[0].Day, quantity, context));

        /// <summary>Counts on the first day.</summary>
        public void Once(LineOf line, long? quantity, string? audience) => Lines.Add(line(days[0].Day, quantity, ContextOf(audience)));

        /// <summary>Shares over the days in proportion to their half-days; integers add up exactly.</summary>
        public void OverDays(LineOf line, long? quantity, string? audience = null)
        {
            void Post(DateOnly day, long? part) => Lines.Add(line(day, part, ContextOf(audience)));
            if (quantity is not { } total)
            {
                Post(days[0].Day, null);
                return;
            }

            var all = days.Sum(d => d.Weight);
            long before = 0, shared = 0;
            foreach (var (day, weight) in days)
            {
                before += weight;
                var until = (long)((Int128)total * before / all);
                if (until > shared || days.Count == 1)
                    Post(day, until - shared);
                shared = until;
            }

            if (total == 0 && days.Count > 1)
                Post(days[0].Day, 0);
        }

        private static List<(DateOnly, long)> SpreadDays(NewActivity activity)
        {
            if (activity.Days.Count > 0)
                return [.. activity.Days.OrderBy(d => d.Day).Select(d => (d.Day, (long)d.HalfDays))];
            var count = (activity.End ?? activity.Start).DayNumber - activity.Start.DayNumber + 1;
            return [.. Enumerable.Range(0, count).Select(i => (activity.Start.AddDays(i), 1L))];
        }

        private IReadOnlyDictionary<string, string> ContextOf(string? audience)
        {
            if (audience is null)
                return context;
            if (!contextOfAudience.TryGetValue(audience, out var found))
                contextOfAudience[audience] = found = context.WithAudience(audience);
            return found;
        }
    }
}
