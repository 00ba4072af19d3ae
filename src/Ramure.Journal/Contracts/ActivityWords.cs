using Ramure.Journal.Lists;
using Ramure.Kernel.Lists;

namespace Ramure.Journal.Contracts;

/// <summary>What an atelier does outside registered training.</summary>
public static class ActivityKinds
{
    public const string Visit = "visit";
    public const string Mediation = "mediation";
    public const string Advice = "advice";
    public const string Codesign = "codesign";
    public const string Event = "event";
    public const string Training = "training";
    public const string Support = "support";
    public const string Stand = "stand";
    public const string Room = "room";
}

/// <summary>Where an activity takes place.</summary>
public static class ActivityPlaces
{
    public const string Atelier = "atelier";

    /// <summary>Hors les murs.</summary>
    public const string Outside = "outside";

    /// <summary>En résidence, in a school.</summary>
    public const string Residence = "residence";

    public const string Remote = "remote";
}

/// <summary>How people take part.</summary>
public static class ActivityModalities
{
    public const string OnSite = "on-site";
    public const string Remote = "remote";
    public const string Hybrid = "hybrid";
}

/// <summary>With whom.</summary>
public static class PartnerKinds
{
    /// <summary>Espé, then Inspé.</summary>
    public const string Espe = "espe";
    public const string LocalAuthority = "local-authority";
    public const string Association = "association";
    public const string Company = "company";
    public const string Publisher = "publisher";
    public const string Research = "research";
    public const string International = "international";
    public const string Ministry = "ministry";
    public const string Other = "other";

    /// <summary>All of them with their French words, in the order pages show them.</summary>
    public static IReadOnlyList<Labelled> All => Labels.Partners;

    /// <summary>The French words of one; the code when it is none of them.</summary>
    public static string Label(string code) => Labels.Partner(code);
}

/// <summary>The measures that the Journal posts.</summary>
public static class JournalMeasures
{
    /// <summary>The ledger's source kind of an activity.</summary>
    public const string SourceKind = "journal";

    public const string TraineeMinutes = "training.trainee-minutes";
    public const string TrainingDays = "training.days";
    public const string TrainingActions = "training.actions";
    public const string UnnamedAttendees = "training.unnamed-attendees";
    public const string Events = "event.count";
    public const string CodesignSessions = "codesign.sessions";
    public const string Beneficiaries = "offer.beneficiaries";
    public const string MediationActs = "mediation.acts";
    public const string AdviceActs = "advice.acts";
    public const string SupportActions = "support.actions";
    public const string Stands = "stand.count";
    public const string RoomHalfDays = "room.half-days";
    public const string Visits = "visit.count";
}
