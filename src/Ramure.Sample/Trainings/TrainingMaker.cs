using Ramure.Accounts.Contracts;
using Ramure.Kernel.Text;
using Ramure.Network.Contracts;
using Ramure.Sample.Making;
using Ramure.Training.Contracts;

namespace Ramure.Sample.Trainings;

/// <summary>
/// Trainings of a few ateliers with sessions to come and made-up persons on them. The same seed gives the same, but for the days, which follow
/// the first day: there is always something to come.
/// </summary>
internal sealed class TrainingMaker(IReadOnlyList<SampleAtelier> ateliers, int seed, DateOnly today)
{
    /// <summary>Ateliers that give some: those of the newcomer's account and of its directorate first.</summary>
    public const int Ateliers = 8;

    private static readonly string[] FirstNames = ["Aïcha", "Bruno", "Camille", "David", "Élodie", "Fatou", "Gaël", "Hélène", "Inès", "Julien", "Karim", "Léa", "Marc", "Nadia", "Olivier", "Pauline", "Quentin", "Rose", "Samir", "Théo"];
    private static readonly string[] LastNames = ["Armand", "Besson", "Carlier", "Delattre", "Evrard", "Fontaine", "Gautier", "Hamel", "Imbert", "Jourdain", "Kessler", "Lambert", "Morvan", "Nivelle", "Ozanne", "Perrot", "Quéré", "Rolland", "Sorel", "Tessier"];
    private static readonly string[] Rooms = ["Salle Jacques-Prévert", "Salle Germaine-Tillion", "Studio"];

    /// <summary>Days on which an atelier holds something: its rooms and its trainers are in one place at a time.</summary>
    private readonly HashSet<(string Unit, DateOnly Day)> busy = [];

    public IReadOnlyList<NewTraining> Make() =>
        [.. TrainingSubjects.All.Select((subject, i) => Training(subject, ateliers[i % ateliers.Count], new Chance(seed, "formation " + subject.Title)))];

    private NewTraining Training(TrainingSubject subject, SampleAtelier atelier, Chance chance) => new()
    {
        Unit = atelier.Unit.Code,
        Title = subject.Title,
        Objectives = subject.Learned,
        Programme = subject.Done,
        Audiences = subject.Audiences.Split(' '),
        Hours = subject.Hours,
        Modality = subject.Modality,
        Frame = subject.Frame,
        Themes = subject.Themes.Split(' '),
        Competences = subject.Competences.Split(' '),
        Partner = subject.Partner,
        PartnerKind = subject.PartnerKind,
        Contact = $"atelier{atelier.Unit.Departement}@exemple.test",
        Sessions = [.. Enumerable.Range(0, subject.Modality == "autonomie" ? 1 : chance.Between(3, 5)).Select(n => Session(subject, atelier, chance, n))],
    };

    private NewTrainingSession Session(TrainingSubject subject, SampleAtelier atelier, Chance chance, int number)
    {
        // Some soon, some in the months after.
        var first = Weekday(today.AddDays(4 + (number * 23) + chance.Between(0, 18)));
        while (!busy.Add((atelier.Unit.Code, first)) || !busy.Add((atelier.Unit.Code, Weekday(first.AddDays(14)))))
            first = Weekday(first.AddDays(1));
        var capacity = chance.Pick([8, 12, 15, 18, 24]);
        var trainers = Enumerable.Range(0, chance.Between(1, 2)).Select(_ => Person(new Chance(seed, $"formateur {atelier.Unit.Code} {chance.Between(1, 4)}"))).Distinct().ToList();
        // Most are half full, some are full with people who wait.
        var wanted = (int)(capacity * (chance.Happens(0.15) ? 1.2 : chance.Next()));
        return new NewTrainingSession
        {
            Slots = Slots(subject, atelier, chance, first),
            Capacity = capacity,
            Mode = subject.Frame is "proximite" ? "designation" : subject.Frame is "plan-academique" && chance.Happens(0.3) ? "accord" : "libre",
            Trainers = trainers,
            Participants =
            [
                .. Enumerable.Range(0, wanted).Select(_ => Person(chance)).Distinct().Select(name => new NewParticipant(name, SearchText.Fold(name).Replace(' ', '.') + SampleAccount.Domain)),
            ],
        };
    }

    private static List<NewTrainingSlot> Slots(TrainingSubject subject, SampleAtelier atelier, Chance chance, DateOnly first)
    {
        var remote = subject.Modality is "distance" or "autonomie";
        var school = !remote && subject.Frame == "proximite" && atelier.Schools.Count > 0 ? chance.Pick(atelier.Schools) : null;
        var place = remote ? "Classe virtuelle" : school is null ? atelier.Unit.Name : $"{school.Name}{(school.Town is null ? "" : $", {school.Town}")}";
        var room = remote || school is not null ? null : chance.Pick(Rooms);
        NewTrainingSlot Slot(DateOnly day, (int Hour, int Minute) start, (int Hour, int Minute) end, bool away = false) =>
            new(day, new TimeOnly(start.Hour, start.Minute), new TimeOnly(end.Hour, end.Minute), away ? "Classe virtuelle" : place, !remote && !away && school is null, away ? null : room, away ? null : school?.Uai, remote || away);
        var later = Weekday(first.AddDays(14));
        return subject.Hours switch
        {
            "1,5" => [Slot(first, (17, 0), (18, 30))],
            "3" => [Slot(first, (9, 0), (12, 0))],
            "6" => [Slot(first, (9, 0), (12, 0)), Slot(first, (13, 30), (16, 30))],
            "9" => [Slot(first, (9, 0), (12, 0)), Slot(first, (13, 30), (16, 30)), Slot(later, (17, 0), (20, 0), away: true)],
            _ => [Slot(first, (9, 0), (12, 0)), Slot(first, (13, 30), (16, 30)), Slot(later, (9, 0), (12, 0)), Slot(later, (13, 30), (16, 30))],
        };
    }

    private static DateOnly Weekday(DateOnly day) => day.DayOfWeek switch { DayOfWeek.Saturday => day.AddDays(2), DayOfWeek.Sunday => day.AddDays(1), _ => day };

    private static string Person(Chance chance) => $"{chance.Pick(FirstNames)} {chance.Pick(LastNames)}";
}
