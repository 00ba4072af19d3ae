using Ramure.Training.Model;

namespace Ramure.Training.Attendance;

/// <summary>How long a person attended a slot, as somebody notes it.</summary>
/// <param name="Id">Made by who notes: sending it again changes nothing.</param>
/// <param name="Registration">A registration of the session, or the <see cref="NotedWalkIn.Id"/> of somebody in the same batch.</param>
/// <param name="Minutes">0 is absent; null takes back what was said.</param>
/// <param name="Replaces">What who notes saw: <see cref="SheetMark.Seen"/>, or their own mark before.</param>
/// <param name="NotedAt">UTC.</param>
internal sealed record NotedMark(Guid Id, Guid Slot, Guid Registration, int? Minutes, IReadOnlyList<Guid> Replaces, DateTime NotedAt);

/// <summary>Somebody who came without being registered; <paramref name="Id"/> becomes the registration's.</summary>
internal sealed record NotedWalkIn(Guid Id, string Name, string? Email, string? Audience, string? Uai);

/// <summary>People whose names are not taken.</summary>
/// <param name="Count">Null: not communicated.</param>
internal sealed record NotedHeadcount(Guid Id, Guid Slot, string Audience, string? Uai, int? Count, IReadOnlyList<Guid> Replaces, DateTime NotedAt);

/// <summary>What is noted together: all of it is kept, or nothing.</summary>
internal sealed record AttendanceBatch(Guid Session, MarkSource Source)
{
    public IReadOnlyList<NotedWalkIn> WalkIns { get; init; } = [];

    public IReadOnlyList<NotedMark> Marks { get; init; } = [];

    public IReadOnlyList<NotedHeadcount> Headcounts { get; init; } = [];
}

/// <summary>What became of a batch.</summary>
/// <param name="Kept">Statements and walk-ins that were new.</param>
/// <param name="Known">Those that had come before.</param>
/// <param name="Registrations">
/// For each walk-in, the registration that holds their marks: their own, or the one their address already had on this session.
/// </param>
internal sealed record AttendanceOutcome(int Kept, int Known, IReadOnlyDictionary<Guid, Guid> Registrations);
