using Ramure.Kernel.Time;
using Ramure.Kernel.Web;
using Ramure.Network.Contracts;
using Ramure.Training.Documents;
using Ramure.Training.Model;
using Ramure.Training.Registration;
using Ramure.Training.Sessions;
using Ramure.Training.Trainers;
using Ramure.Ui.Components;

namespace Ramure.Training.Attendance.Paper;

/// <summary>The sheet that is signed by hand: who is expected with a box for each slot, empty lines, people without names, the trainers.</summary>
internal sealed class PaperDocument(SiteAddress site, INetwork network, BelongingReader belongings, PaperCode codes, IClock clock)
{
    /// <summary>Boxes side by side that a hand can still sign in.</summary>
    private const int MostSlots = 4;

    private const double LineHeight = 30;

    /// <summary>Local address of the page where the signed sheet is entered.</summary>
    public static string Entry(Guid session, Guid? slot) => $"/formations/sessions/{session:D}/presence/papier{(slot is { } one ? $"?creneau={one:D}" : "")}";

    /// <param name="only">The slot to print; null for all.</param>
    public async Task<byte[]> WriteAsync(Sheet sheet, Slot? only, CancellationToken cancel = default)
    {
        var unit = (await network.SnapshotAsync(cancel)).TryFind(sheet.Session.Unit, out var known) ? known.Name : sheet.Session.Unit;
        var people = sheet.People.Where(p => p.Registration.IsExpected).ToList();
        var schools = new Dictionary<string, string>();
        foreach (var uai in people.Select(p => p.Registration.Uai).OfType<string>().Distinct())
            schools[uai] = await belongings.NameAsync(uai, cancel);
        var slots = only is null ? sheet.Slots : [only];
        var address = new Uri(site.Address, Entry(sheet.Session.Id, only?.Id)).ToString();
        var info = new DocumentInfo($"Feuille de présence : {sheet.Course.Content.Title}", unit, clock.UtcNow)
        {
            Subject = sheet.Course.Content.Title,
            Footer = $"{sheet.Course.Content.Title}, {When.Of([.. slots.Select(s => s.Day)])}",
            Landscape = slots.Count > 2,
            Code = address,
            CodeText = "Pour saisir cette feuille, scannez ce code. Elle contient des noms : ne la laissez pas dans la salle.",
        };
        return DocumentWriter.Write(info, writer =>
        {
            writer.Title(sheet.Course.Content.Title, $"Feuille de présence · {unit}");
            Say(writer, sheet, slots);
            foreach (var (some, i) in slots.Chunk(MostSlots).Select((s, i) => (s, i)))
            {
                if (i > 0)
                    writer.NextPage();
                Sign(writer, sheet, people, schools, some);
            }

            writer.Heading("Formateurs");
            writer.Table(new DocumentTable("", [new("Nom", 3), .. slots.Take(MostSlots).Select(s => new DocumentColumn(Short(s), 3))], Trainers(sheet, Math.Min(MostSlots, slots.Count)))
            { Boxed = true, LeastHeight = LineHeight });
            writer.Note("Les signatures attestent la présence. Les noms servent à établir les attestations et les bilans ; la feuille est conservée avec la session, puis détruite.");
            writer.Link("Saisir cette feuille", address);
        });
    }

    private static void Say(DocumentWriter writer, Sheet sheet, IReadOnlyList<Slot> slots) => writer.Facts(
        [
            .. slots.Select((s, i) => (slots.Count == 1 ? "Créneau" : $"Créneau {i + 1}", $"{When.Of(s)}{When.Zone(sheet.Session.TimeZone)}, {s.Place}")),
            ("Avec", string.Join(", ", Names(sheet))),
        ]);

    private void Sign(DocumentWriter writer, Sheet sheet, List<SheetPerson> people, Dictionary<string, string> schools, IReadOnlyList<Slot> slots)
    {
        List<DocumentColumn> columns = [new("Code", 3), new("Nom", 5), new("Établissement", 5), .. slots.Select(s => new DocumentColumn(Short(s), slots.Count == 1 ? 6 : 4))];
        IEnumerable<DocumentCell> Boxes() => slots.Select(_ => new DocumentCell(""));
        writer.Table(new DocumentTable(
            $"{French.Count(people.Count, "personne attendue", "personnes attendues")}, signature par créneau", columns,
            [.. people.Select(p => (DocumentCell[])[
                PaperCode.Shown(codes.Of(sheet.Session.Id, p.Registration.Id)), p.Registration.Name, p.Registration.Uai is { } uai ? schools[uai] : "", .. Boxes()])])
        { Boxed = true, LeastHeight = LineHeight });
        writer.Need(LineHeight * 4);
        writer.Table(new DocumentTable(
            "Venus sans inscription", [new("Nom et prénom", 5), new("Courriel, pour l’attestation", 6), new("Établissement", 4), .. slots.Select(s => new DocumentColumn(Short(s), 4))],
            [.. Enumerable.Repeat(0, PaperForm.WalkIns).Select(_ => (DocumentCell[])["", "", "", .. Boxes()])])
        { Boxed = true, LeastHeight = LineHeight, RowHeads = false });
        writer.Need(LineHeight * 3);
        writer.Table(new DocumentTable(
            "Effectif sans nom : combien, par établissement et public", [new("Établissement", 5), new("Public", 5), .. slots.Select(s => new DocumentColumn(Short(s), 3))],
            [.. Enumerable.Repeat(0, PaperForm.Headcounts).Select(_ => (DocumentCell[])["", "", .. Boxes()])])
        { Boxed = true, LeastHeight = LineHeight, RowHeads = false });
    }

    private static DocumentCell[][] Trainers(Sheet sheet, int slots) =>
        [.. Names(sheet).DefaultIfEmpty("").Select(name => (DocumentCell[])[name, .. Enumerable.Repeat(0, slots).Select(_ => new DocumentCell(""))])];

    private static IReadOnlyList<string> Names(Sheet sheet) => TrainerNames.For(sheet.Session, everybody: true);

    private static string Short(Slot slot) => $"{French.ShortDay(slot.Day)}\n{When.Hours(slot)}";
}
