using Ramure.Kernel.Operations;

namespace Ramure.Training.Contracts;

/// <summary>A training to be written and published, with its sessions, as another module says it. Codes are those of addresses.</summary>
public sealed record NewTraining
{
    /// <summary>Code of the unit that answers for it.</summary>
    public required string Unit { get; init; }

    /// <summary>With the unit, what tells it from the others: loading it twice writes it once.</summary>
    public required string Title { get; init; }

    public required string Objectives { get; init; }

    public required string Programme { get; init; }

    /// <summary>Codes of <c>data/audiences.csv</c>.</summary>
    public required IReadOnlyList<string> Audiences { get; init; }

    /// <summary>Hours as the form writes them: <c>6</c>, <c>1,5</c>.</summary>
    public required string Hours { get; init; }

    /// <summary><c>presence</c>, <c>distance</c>, <c>autonomie</c> or <c>hybride</c>.</summary>
    public required string Modality { get; init; }

    /// <summary><c>plan-academique</c>, <c>plan-departemental</c>, <c>proximite</c>, <c>national</c>, <c>atelier</c> or <c>commande</c>.</summary>
    public required string Frame { get; init; }

    /// <summary>Codes of <c>data/themes.csv</c>.</summary>
    public IReadOnlyList<string> Themes { get; init; } = [];

    /// <summary>Codes of <c>data/competences.csv</c>.</summary>
    public IReadOnlyList<string> Competences { get; init; } = [];

    public string Partner { get; init; } = "";

    /// <summary>One of the journal's kinds of partner; empty without one.</summary>
    public string PartnerKind { get; init; } = "";

    public string Contact { get; init; } = "";

    public IReadOnlyList<NewTrainingSession> Sessions { get; init; } = [];
}

/// <summary>A session to be planned.</summary>
public sealed record NewTrainingSession
{
    /// <summary>The first one tells it from the training's others.</summary>
    public required IReadOnlyList<NewTrainingSlot> Slots { get; init; }

    public required int Capacity { get; init; }

    /// <summary><c>libre</c>, <c>accord</c> or <c>designation</c>.</summary>
    public string Mode { get; init; } = "libre";

    /// <summary>Names of those who give it.</summary>
    public IReadOnlyList<string> Trainers { get; init; } = [];

    /// <summary>Who is registered, in order; beyond the seats they wait.</summary>
    public IReadOnlyList<NewParticipant> Participants { get; init; } = [];
}

/// <summary>A time, in the hours of the unit, and a place.</summary>
/// <param name="Place">As people read it; said again by what follows, but for an address.</param>
/// <param name="AtUnit">Whether it is held in the unit's own premises.</param>
/// <param name="Room">Name of a room of the unit; null where nobody said which.</param>
/// <param name="Uai">The school it is held in; null elsewhere.</param>
/// <param name="Remote">Whether it is held behind a link.</param>
public sealed record NewTrainingSlot(
    DateOnly Day, TimeOnly Start, TimeOnly End, string Place, bool AtUnit = false, string? Room = null, string? Uai = null, bool Remote = false);

/// <summary>Somebody to be registered.</summary>
public sealed record NewParticipant(string Name, string Email);

/// <summary>Writes many trainings by the services that people use, with their checks and traces.</summary>
public interface ITrainingBulk
{
    /// <summary>Whether nobody has written any training yet.</summary>
    Task<bool> IsEmptyAsync(CancellationToken cancel = default);

    /// <summary>
    /// Writes, publishes, plans and registers. What was cut short is gone on with: nothing is written twice. Returns how many sessions there are.
    /// Progress goes from 0 to 1.
    /// </summary>
    Task<Result<int>> LoadAsync(IReadOnlyList<NewTraining> trainings, IProgress<double>? progress = null, CancellationToken cancel = default);
}
