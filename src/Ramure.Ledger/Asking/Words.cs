using System.Globalization;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Network.Contracts;
using Ramure.Ui.Components;

namespace Ramure.Ledger.Asking;

/// <summary>The ledger's words on pages.</summary>
internal static class Words
{
    /// <summary>Instants are shown in the head office's time: the ledger belongs to the network, not to a unit.</summary>
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    public static string State(LedgerCell cell) => cell.State switch
    {
        CellState.Value => cell.Coverage.IsPartial ? "valeur partielle" : "valeur",
        CellState.NotCommunicated => "non communiqué (NC)",
        CellState.NotApplicable => "sans objet (SO)",
        CellState.NotExpected => "non attendu",
        CellState.Anomaly => "anomalie",
        _ => "non calculable",
    };

    public static TagKind Kind(LedgerCell cell) => cell.State switch
    {
        CellState.Value => cell.Coverage.IsPartial ? TagKind.Watch : TagKind.Good,
        CellState.NotCommunicated => TagKind.Late,
        CellState.Anomaly => TagKind.Bad,
        CellState.NotComputable => TagKind.Watch,
        _ => TagKind.Neutral,
    };

    public static string Short(CellState state) => state switch
    {
        CellState.Value => "valeur",
        CellState.NotCommunicated => "NC",
        CellState.NotApplicable => "SO",
        CellState.NotExpected => "non attendu",
        CellState.Anomaly => "anomalie",
        _ => "non calculable",
    };

    public static string Value(MeasureDefinition measure, LedgerCell cell) =>
        cell.Value is { } value ? French.Number(value, measure.Decimals) : Short(cell.State);

    /// <summary>All the digits there are: an entry is exact.</summary>
    public static string Exact(decimal value) => value.ToString("#,##0.######", French.Culture);

    /// <summary>With its sign: an entry adds or takes back.</summary>
    public static string Signed(decimal value) => value.ToString("+#,##0.######;−#,##0.######;0", French.Culture);

    public static string Coverage(Coverage coverage) => coverage.Expected == 0
        ? "aucune unité attendue"
        : $"{French.Number(coverage.Known)} sur {French.Count(coverage.Expected, "unité attendue", "unités attendues")}";

    public static string Days(DayRange days) => $"du {French.Day(days.From)} jusqu’au {French.Day(days.To.AddDays(-1))}";

    public static string View(HierarchyView view) => view.ConstantAt is { } at ? $"périmètre constant au {French.Day(at)}" : "périmètre courant";

    public static string Kind(MeasureKind kind) => kind switch
    {
        MeasureKind.Flow => "flux",
        MeasureKind.Stock => "stock",
        _ => "dénombrement",
    };

    public static string Operators(MeasureDefinition measure) => measure.Kind == MeasureKind.Distinct
        ? "chacun compté une fois"
        : Time(measure.TimeOperator) + ", " + (measure.UnitOperator == UnitOperator.Sum ? "somme des unités" : "moyenne des unités");

    public static string UnitKind(string kind) => kind switch
    {
        UnitKinds.HeadOffice => "siège",
        UnitKinds.Service => "services",
        UnitKinds.Directorate => "directions territoriales",
        UnitKinds.AcademicDirectorate => "directions académiques",
        UnitKinds.Atelier => "ateliers",
        _ => kind,
    };

    /// <summary>The day of an entry, or the wider period it stands for (L8).</summary>
    public static string Day(DateOnly day, DayBasis basis) => basis switch
    {
        DayBasis.Day => French.ShortDay(day),
        DayBasis.Month => day.ToString("MMMM yyyy", French.Culture),
        DayBasis.CivilYear => "année " + day.Year.ToString(CultureInfo.InvariantCulture),
        _ => "année scolaire " + Period.SchoolYear(Period.SchoolYearOf(day)).Label,
    };

    public static DateTime Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), Paris);

    public static string Instant(DateTime utc) => Local(utc).ToString("dd/MM/yyyy HH:mm", French.Culture);

    private static string Time(TimeOperator time) => time switch
    {
        TimeOperator.Sum => "somme dans le temps",
        TimeOperator.Last => "dernière valeur de la période",
        _ => "moyenne dans le temps",
    };
}
